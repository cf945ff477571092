// Makes a world out of its spec. What a world is stands in world.ts, apart from what makes one.
import { SimulatedWorld } from './simulated-world.ts';
import type { WorldSpec } from './spec.ts';
import type { World } from './world.ts';

/** Makes the world and starts its server. The server may fail to start: `server().failure` says why. */
export const createWorld = (spec: WorldSpec): Promise<World> => SimulatedWorld.create(spec);
