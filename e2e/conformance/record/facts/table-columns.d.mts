import type { Get } from './discovery.mjs';

/** The text of the data file, from what a server answers. */
export function tableColumns(get: Get): Promise<string>;
