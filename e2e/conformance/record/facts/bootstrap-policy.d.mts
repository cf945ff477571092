import type { Get } from './discovery.mjs';

/** The text of the data file, from what a server answers. */
export function bootstrapPolicy(get: Get): Promise<string>;
