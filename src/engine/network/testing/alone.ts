// A network without an API server, and parties that call nobody: what most tests of either need.
import type { Surroundings } from '../../parties/parties.ts';
import type { ApiServerDoor } from '../outbound.ts';

export const noApiServer: ApiServerDoor = {
  at: () => false,
  certificate: () => undefined,
  ask: () => Promise.reject(new Error('there is no API server here')),
};

export const callsNobody: Surroundings['call'] = async (_from, url) => ({ ok: false, error: `nobody can be called here: ${url}` });
