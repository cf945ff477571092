// Models the shapes of rbac.authorization.k8s.io/v1. What is stored passed validation, so reading it back is a matter of types only.
import type { PolicyRule } from '../../../../trace/event.ts';
import type { KubeObject, ResourceKey } from '../../../store/object.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

export const CLUSTER_ROLES: ResourceKey = { group: RBAC_GROUP, resource: 'clusterroles' };
export const CLUSTER_ROLE_BINDINGS: ResourceKey = { group: RBAC_GROUP, resource: 'clusterrolebindings' };
export const ROLES: ResourceKey = { group: RBAC_GROUP, resource: 'roles' };
export const ROLE_BINDINGS: ResourceKey = { group: RBAC_GROUP, resource: 'rolebindings' };

export interface Subject {
  kind: string;
  apiGroup?: string;
  name: string;
  namespace?: string;
}

export interface RoleRef {
  apiGroup?: string;
  kind: string;
  name: string;
}

export const rulesOf = (role: KubeObject): readonly PolicyRule[] => (role.rules as PolicyRule[] | null | undefined) ?? [];

export const subjectsOf = (binding: KubeObject): readonly Subject[] => (binding.subjects as Subject[] | null | undefined) ?? [];

export const roleRefOf = (binding: KubeObject): RoleRef => binding.roleRef as RoleRef;
