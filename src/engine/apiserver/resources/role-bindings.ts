// Models pkg/registry/rbac/{rolebinding,clusterrolebinding}/strategy.go with pkg/apis/rbac/v1, as far as reads and a
// fresh cluster need them; the rest stands in rbac-rules.ts.
import type { KubeObject, ResourceKey } from '../../store/object.ts';
import { CLUSTER_ROLE_BINDINGS, RBAC_GROUP, ROLE_BINDINGS, type Subject } from '../authz/rbac/objects.ts';
import type { ResourceStrategy } from './resource.ts';
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

/** Its rules and the guard against binding what one does not hold are fetched by the first write. */
const strategy = (key: ResourceKey): ResourceStrategy => ({
  ...key,
  defaults,
  validateName: pathSegmentFaults,
  whole: async () => ({ ...strategy(key), ...(await import('./rbac-rules.ts')).bindingRules(key.resource) }),
});

export const clusterRoleBindingStrategy = strategy(CLUSTER_ROLE_BINDINGS);
export const roleBindingStrategy = strategy(ROLE_BINDINGS);
