// Models nothing by itself: the types that most writes need, in a file of their own so that they load with the first of them.
import { CORE_TYPES } from './core-types.data.ts';
import { Schema } from './schema.ts';
import { TypeTable } from './types.ts';

/** Constant: types are only read from it, never put into it. */
export const CORE = new Schema(new TypeTable(CORE_TYPES));
