// Models pkg/controller/clusterroleaggregation: a role with an aggregation rule holds the rules of the roles that its selectors match.
// Left out: that the server takes away what is not applied any more (nobody owns fields here), so an empty role is updated, not applied.

import type { Members } from '../../trace/json.ts';
import { members, textOf } from '../nodes/component-client.ts';
import { gatheredRules } from './aggregated-rules.ts';
import { type ControllerContext, PATHS } from './controller-context.ts';

const TYPE = { kind: 'ClusterRole', apiVersion: 'rbac.authorization.k8s.io/v1' };
const nameOf = (role: Members): string => textOf(members(role.metadata).name);

/** `gathered`: names of the roles it has ever filled. Nothing to gather leaves hand-written rules alone, and takes away what was gathered before. */
export async function aggregateRoles({ informers, as }: ControllerContext, gathered: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const roles = (): ReadonlyMap<string, Members> => informers.objects(PATHS.clusterroles);
  const filled = new Set(gathered);
  const client = as('clusterrole-aggregation-controller');
  for (const [id, role] of [...roles()].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rules = gatheredRules(role, roles().values());
    if (!rules) continue;
    const name = nameOf(role);
    const target = `${PATHS.clusterroles}/${name}`;
    let answer: { status: number; json: Members } | undefined;
    if (rules.length) {
      filled.add(name);
      if (JSON.stringify(rules) === JSON.stringify(role.rules)) continue;
      const apply = `${target}?fieldManager=clusterrole-aggregation-controller&force=true`;
      answer = await client.send('PATCH', apply, { ...TYPE, metadata: { name }, rules }, { contentType: 'application/apply-patch+yaml' });
    } else if (filled.delete(name) && role.rules) answer = await client.send('PUT', target, { ...role, ...TYPE, rules: null });
    if (answer?.status === 200 && roles().has(id)) informers.wrote(PATHS.clusterroles, answer.json);
  }
  return filled;
}

/** Roles that were filled when the controllers were started. */
export const filledRoles = (roles: ReadonlyMap<string, Members>): ReadonlySet<string> =>
  new Set([...roles.values()].filter((role) => gatheredRules(role, roles.values())?.length).map(nameOf));
