// The four kinds of the RBAC tab. Apart from the documents, so that a world without any loads no YAML.
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

export const KINDS: Record<string, { resource: string; namespaced: boolean }> = {
  ClusterRole: { resource: 'clusterroles', namespaced: false },
  ClusterRoleBinding: { resource: 'clusterrolebindings', namespaced: false },
  Role: { resource: 'roles', namespaced: true },
  RoleBinding: { resource: 'rolebindings', namespaced: true },
};

export const RBAC_RESOURCES = Object.values(KINDS).map(({ resource }) => resource);

export const keyOf = (resource: string, namespace: string, name: string): string => `${resource}/${namespace}/${name}`;

export const collectionPath = ({ resource, namespace }: { resource: string; namespace: string }): string =>
  `/apis/${RBAC_GROUP}/v1/${namespace ? `namespaces/${namespace}/` : ''}${resource}`;
