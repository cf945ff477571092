import type { Get } from './discovery.mjs';

/** The text of the data file, from what a server answers. */
export function resourceTypes(get: Get): Promise<string>;
