// Models pkg/registry/rbac/{role,clusterrole}/strategy.go as far as reads and a fresh cluster need them;
// the rest stands in rbac-rules.ts.
import type { PolicyRule } from '../../../trace/event.ts';
import type { KubeObject, ResourceKey } from '../../store/object.ts';
import { CLUSTER_ROLES, ROLES } from '../authz/rbac/objects.ts';
import { type LabelSelector, readLabelSelector } from './label-selector-object.ts';
import type { ResourceStrategy } from './resource.ts';
import { pathSegmentFaults } from './validation/object-meta.ts';

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const strings = (value: unknown): string[] => list(value).filter((v) => typeof v === 'string');

/** A rule with the server's members in the server's order; empty lists are left out, verbs never. */
function readRule(value: unknown): PolicyRule {
  const rule = (value ?? {}) as Record<string, unknown>;
  const out: PolicyRule = { verbs: strings(rule.verbs) };
  for (const member of ['apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'] as const) {
    const found = strings(rule[member]);
    if (found.length) out[member] = found;
  }
  return out;
}

export const selectorsOf = (role: KubeObject): LabelSelector[] | undefined =>
  role.aggregationRule && typeof role.aggregationRule === 'object'
    ? list((role.aggregationRule as { clusterRoleSelectors?: unknown }).clusterRoleSelectors).map(readLabelSelector)
    : undefined;

function defaults({ kind, apiVersion, metadata, rules, ...rest }: KubeObject): KubeObject {
  const read = list(rules).map(readRule);
  const role: KubeObject = { kind, apiVersion, metadata, rules: read.length ? read : null };
  const selectors = kind === 'ClusterRole' ? selectorsOf({ kind, apiVersion, metadata, ...rest }) : undefined;
  if (selectors) role.aggregationRule = selectors.length ? { clusterRoleSelectors: selectors } : {};
  return role;
}

/** Its rules and the guard against escalation are fetched by the first write. */
const strategy = (key: ResourceKey): ResourceStrategy => ({
  ...key,
  defaults,
  validateName: pathSegmentFaults,
  whole: async () => ({ ...strategy(key), ...(await import('./rbac-rules.ts')).roleRules(key.resource) }),
});

export const clusterRoleStrategy = strategy(CLUSTER_ROLES);
export const roleStrategy = strategy(ROLES);
