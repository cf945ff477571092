// Models pkg/apis/rbac/validation and the escalation guards of the storages of roles and bindings (pkg/registry/rbac). Loaded by the first write of one.
// Left out: leniency towards label values that an older version let into a stored aggregationRule.
import type { PolicyRule } from '../../../trace/event.ts';
import { goQuote } from '../../http/go-format.ts';
import type { FieldError } from '../../http/status.ts';
import type { KubeObject } from '../../store/object.ts';
import { guardBinding, guardRole } from '../authz/rbac/escalation.ts';
import { RBAC_GROUP, type RoleRef, roleRefOf, rulesOf, type Subject, subjectsOf } from '../authz/rbac/objects.ts';
import { validateLabelSelector } from './label-selector-object.ts';
import type { ResourceStrategy } from './resource.ts';
import { selectorsOf } from './roles.ts';
import { dns1123SubdomainFaults } from './validation/names.ts';
import { pathSegmentFaults } from './validation/object-meta.ts';

type Rules = Pick<ResourceStrategy, 'validate' | 'guard'>;

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

function validateRole(role: KubeObject): FieldError[] {
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

const supported = (values: readonly string[]): string => `supported values: ${values.map(goQuote).join(', ')}`;

const unsupported = (field: string, value: string, values: readonly string[]): FieldError => ({
  type: 'NotSupported',
  field,
  value: goQuote(value),
  detail: supported(values),
});

function validateRoleRef({ apiGroup = '', kind, name }: RoleRef, namespaced: boolean): FieldError[] {
  const errors: FieldError[] = [];
  const kinds = namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (apiGroup !== RBAC_GROUP) errors.push(unsupported('roleRef.apiGroup', apiGroup, [RBAC_GROUP]));
  if (!kinds.includes(kind)) errors.push(unsupported('roleRef.kind', kind, kinds));
  if (!name) errors.push({ type: 'Required', field: 'roleRef.name' });
  for (const detail of pathSegmentFaults(name)) errors.push({ type: 'Invalid', field: 'roleRef.name', value: goQuote(name), detail });
  return errors;
}

function validateSubject({ kind, apiGroup = '', name, namespace }: Subject, namespaced: boolean, at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!name) errors.push({ type: 'Required', field: `${at}.name` });
  switch (kind) {
    case 'ServiceAccount':
      if (name) for (const detail of dns1123SubdomainFaults(name)) errors.push({ type: 'Invalid', field: `${at}.name`, value: goQuote(name), detail });
      if (apiGroup) errors.push(unsupported(`${at}.apiGroup`, apiGroup, ['']));
      if (!namespaced && !namespace) errors.push({ type: 'Required', field: `${at}.namespace` });
      break;
    case 'User':
    case 'Group':
      if (apiGroup !== RBAC_GROUP) errors.push(unsupported(`${at}.apiGroup`, apiGroup, [RBAC_GROUP]));
      break;
    default:
      errors.push(unsupported(`${at}.kind`, kind, ['ServiceAccount', 'User', 'Group']));
  }
  return errors;
}

const printed = ({ apiGroup = '', kind, name }: RoleRef): string => JSON.stringify({ APIGroup: apiGroup, Kind: kind, Name: name });

function validateBinding(binding: KubeObject, old: KubeObject | undefined): FieldError[] {
  const namespaced = binding.kind === 'RoleBinding';
  const ref = roleRefOf(binding);
  const errors = validateRoleRef(ref, namespaced);
  subjectsOf(binding).forEach((subject, i) => {
    errors.push(...validateSubject(subject, namespaced, `subjects[${i}]`));
  });
  if (old && printed(roleRefOf(old)) !== printed(ref)) errors.push({ type: 'Invalid', field: 'roleRef', value: printed(ref), detail: 'cannot change roleRef' });
  return errors;
}

export const roleRules = (resource: string): Rules => ({
  validate: validateRole,
  guard: (context, role, old) => guardRole(context, resource, role, old),
});

export const bindingRules = (resource: string): Rules => ({
  validate: validateBinding,
  guard: (context, binding, old) => guardBinding(context, resource, binding, old),
});
