// The questions of the Who can tab, asked of the engine.
import { MATRIX_VERBS } from '../../engine/apiserver/authz/who-can.ts';
import type { World } from '../../engine/world.ts';
import type { MatrixAnswer, WhoCanAnswer, WhoCanQuery } from '../../ports/who-can.ts';

export async function whoCan(world: World, { verb, resource, group, namespace, name }: WhoCanQuery): Promise<WhoCanAnswer> {
  const path = resource.startsWith('/') ? resource : '';
  const [kind = '', subresource = ''] = path ? [] : resource.split('/');
  const what = { verb, path, apiGroup: group, apiVersion: 'v1', resource: kind, subresource, namespace: path ? '' : namespace, name };
  const answer = await world.whoCan({ isResourceRequest: path === '', ...what });
  return answer ?? { grants: [], others: [] };
}

export async function matrix(world: World, name: string, groups: string[], namespace: string): Promise<MatrixAnswer> {
  const rows = await world.matrix({ name, uid: '', groups: [...groups, ...added(name)], extra: {} }, namespace);
  return { verbs: [...MATRIX_VERBS], rows: rows.filter(({ cells }) => cells.some((cell) => cell !== undefined)) };
}

/** The groups that the server adds by itself when it recognises somebody. */
function added(name: string): string[] {
  if (name === 'system:anonymous') return ['system:unauthenticated'];
  const namespace = /^system:serviceaccount:([^:]+):/.exec(name)?.[1];
  return [...(namespace ? ['system:serviceaccounts', `system:serviceaccounts:${namespace}`] : []), 'system:authenticated'];
}
