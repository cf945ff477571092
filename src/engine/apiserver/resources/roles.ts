// Models pkg/registry/rbac/{role,clusterrole}/strategy.go with pkg/apis/rbac/validation and the escalation guard of their storages.
// Left out: leniency towards label values that an older version let into a stored aggregationRule.
import type { PolicyRule } from '../../../trace/event.ts';
import type { FieldError } from '../../http/status.ts';
import type { KubeObject } from '../../store/object.ts';
import { guardRole } from '../authz/rbac/escalation.ts';
import { CLUSTER_ROLES, ROLES, rulesOf } from '../authz/rbac/objects.ts';
import { type LabelSelector, readLabelSelector, validateLabelSelector } from './label-selector-object.ts';
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

const selectorsOf = (role: KubeObject): LabelSelector[] | undefined =>
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

function validateRule(rule: PolicyRule, namespaced: boolean, at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!rule.verbs.length) errors.push({ type: 'Required', field: `${at}.verbs`, detail: 'verbs must contain at least one value' });
  if (rule.nonResourceURLs?.length) {
    const value = JSON.stringify(rule.nonResourceURLs);
    const refuse = (detail: string) => errors.push({ type: 'Invalid', field: `${at}.nonResourceURLs`, value, detail });
    if (namespaced) refuse('namespaced rules cannot apply to non-resource URLs');
    if (rule.apiGroups?.length || rule.resources?.length || rule.resourceNames?.length)
      refuse('rules cannot apply to both regular resources and non-resource URLs');
    return errors;
  }
  if (!rule.apiGroups?.length) errors.push({ type: 'Required', field: `${at}.apiGroups`, detail: 'resource rules must supply at least one api group' });
  if (!rule.resources?.length) errors.push({ type: 'Required', field: `${at}.resources`, detail: 'resource rules must supply at least one resource' });
  return errors;
}

function validate(role: KubeObject): FieldError[] {
  const errors = rulesOf(role).flatMap((rule, i) => validateRule(rule, role.kind === 'Role', `rules[${i}]`));
  const selectors = selectorsOf(role);
  const at = 'aggregationRule.clusterRoleSelectors';
  if (selectors && !selectors.length)
    errors.push({ type: 'Required', field: at, detail: 'at least one clusterRoleSelector required if aggregationRule is non-nil' });
  selectors?.forEach((selector, i) => {
    const found = validateLabelSelector(selector, `${at}[${i}]`);
    errors.push(...found);
    if (found.length) errors.push({ type: 'Invalid', field: `${at}[${i}]`, value: 'null', detail: 'invalid label selector.' });
  });
  return errors;
}

export const clusterRoleStrategy: ResourceStrategy = {
  ...CLUSTER_ROLES,
  defaults,
  validateName: pathSegmentFaults,
  validate,
  guard: (context, role, old) => guardRole(context, CLUSTER_ROLES.resource, role, old),
};

export const roleStrategy: ResourceStrategy = {
  ...ROLES,
  defaults,
  validateName: pathSegmentFaults,
  validate,
  guard: (context, role, old) => guardRole(context, ROLES.resource, role, old),
};
