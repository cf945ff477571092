// Models nothing by itself: the type tables as one constant, in a file of their own so that they load with the first write.
import { CORE_TYPES } from './core-types.data.ts';
import { OTHER_TYPES } from './other-types.data.ts';
import { Schema } from './schema.ts';
import { TypeTable } from './types.ts';

/** Constant: types are only read from it, never put into it. */
export const SCHEMA = new Schema(new TypeTable(CORE_TYPES, OTHER_TYPES));
