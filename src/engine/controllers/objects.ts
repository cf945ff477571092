// What controllers need to know of namespaces, and how they make objects.
import type { KubeObject, ObjectMeta } from '../store/object.ts';
import type { Cluster } from './controllers.ts';

export const NAMESPACES = { group: '', resource: 'namespaces' };
export const SERVICE_ACCOUNTS = { group: '', resource: 'serviceaccounts' };
export const SECRETS = { group: '', resource: 'secrets' };
export const CONFIG_MAPS = { group: '', resource: 'configmaps' };
export const CLUSTER_ROLES = { group: 'rbac.authorization.k8s.io', resource: 'clusterroles' };

export const phaseOf = (object: KubeObject): string => ((object.status ?? {}) as { phase?: string }).phase ?? '';

export const activeNamespaces = (cluster: Cluster): string[] =>
  cluster.store
    .list(NAMESPACES)
    .filter((n) => phaseOf(n) === 'Active')
    .map((n) => n.metadata.name);

/** Metadata of an object made now. */
export const freshMeta = (cluster: Cluster, name: string, namespace: string, more: Partial<ObjectMeta> = {}): ObjectMeta => ({
  name,
  ...(namespace ? { namespace } : {}),
  uid: cluster.random.uuid(),
  creationTimestamp: cluster.clock.timestamp(),
  ...more,
});
