// Models pkg/registry/rbac/{rolebinding,clusterrolebinding}/strategy.go with pkg/apis/rbac/{v1,validation} and the guard of their storages.
import { goQuote } from '../../http/go-format.ts';
import type { FieldError } from '../../http/status.ts';
import type { KubeObject } from '../../store/object.ts';
import { guardBinding } from '../authz/rbac/escalation.ts';
import { CLUSTER_ROLE_BINDINGS, RBAC_GROUP, ROLE_BINDINGS, type RoleRef, roleRefOf, type Subject, subjectsOf } from '../authz/rbac/objects.ts';
import type { ResourceStrategy } from './resource.ts';
import { dns1123SubdomainFaults } from './validation/names.ts';
import { pathSegmentFaults } from './validation/object-meta.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A subject with the server's members in the server's order; User and Group belong to RBAC's group unless they say otherwise. */
function readSubject(value: unknown): Subject {
  const s = (value ?? {}) as Record<string, unknown>;
  const kind = text(s.kind);
  const apiGroup = text(s.apiGroup) || (kind === 'User' || kind === 'Group' ? RBAC_GROUP : '');
  const namespace = text(s.namespace);
  return { kind, ...(apiGroup ? { apiGroup } : {}), name: text(s.name), ...(namespace ? { namespace } : {}) };
}

function defaults({ kind, apiVersion, metadata, subjects, roleRef }: KubeObject): KubeObject {
  const read = Array.isArray(subjects) ? subjects.map(readSubject) : [];
  const ref = (roleRef ?? {}) as Record<string, unknown>;
  return {
    kind,
    apiVersion,
    metadata,
    ...(read.length ? { subjects: read } : {}),
    roleRef: { apiGroup: text(ref.apiGroup) || RBAC_GROUP, kind: text(ref.kind), name: text(ref.name) },
  };
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

function validate(binding: KubeObject, old: KubeObject | undefined): FieldError[] {
  const namespaced = binding.kind === 'RoleBinding';
  const ref = roleRefOf(binding);
  const errors = validateRoleRef(ref, namespaced);
  subjectsOf(binding).forEach((subject, i) => {
    errors.push(...validateSubject(subject, namespaced, `subjects[${i}]`));
  });
  if (old && printed(roleRefOf(old)) !== printed(ref)) errors.push({ type: 'Invalid', field: 'roleRef', value: printed(ref), detail: 'cannot change roleRef' });
  return errors;
}

export const clusterRoleBindingStrategy: ResourceStrategy = {
  ...CLUSTER_ROLE_BINDINGS,
  defaults,
  validateName: pathSegmentFaults,
  validate,
  guard: (context, binding, old) => guardBinding(context, CLUSTER_ROLE_BINDINGS.resource, binding, old),
};

export const roleBindingStrategy: ResourceStrategy = {
  ...ROLE_BINDINGS,
  defaults,
  validateName: pathSegmentFaults,
  validate,
  guard: (context, binding, old) => guardBinding(context, ROLE_BINDINGS.resource, binding, old),
};
