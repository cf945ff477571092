// Models what kube-apiserver (pkg/controlplane: system namespaces, the kubernetes service, priority classes, service CIDR) and, where it runs,
// kube-controller-manager leave in a cluster that nobody has used yet. Left out: flow schemas, API services, leases.
import { registry } from '../apiserver/resources/registry.ts';
import { splitGroupVersion } from '../apiserver/resources/resource-table.ts';
import { loadSchema, type Schema } from '../apiserver/resources/schema/schema.ts';
import { invariant } from '../invariant.ts';
import { CONTROLLER_ACCOUNTS } from './controller-accounts.data.ts';
import { type Laid, layControllersWork } from './controllers-work.ts';
import type { KubeObject } from './object.ts';

export interface FreshCluster extends Laid {
  /** Whether kube-controller-manager runs beside the server. */
  controllers: boolean;
  /** Port that the kubernetes service leads to. */
  port: number;
  /** "10.0.0.0/24": --service-cluster-ip-range. */
  serviceCidr: string;
  /** PEM of --client-ca-file and --requestheader-client-ca-file, as extension-apiserver-authentication shows them. */
  clientCa?: string;
  /** Roles and bindings that the server makes. */
  bootstrap: readonly KubeObject[];
  /** Whatever else the world begins with, in manifest form. */
  objects: readonly Record<string, unknown>[];
}

/** Fills an empty store. @throws for an object of a kind that this server does not serve: whoever made the spec must say so before. */
export async function freshCluster(cluster: FreshCluster): Promise<void> {
  const { store, random, clock } = cluster;
  const put = async (given: KubeObject, schema: Schema): Promise<void> => {
    const { group, version } = splitGroupVersion(given.apiVersion);
    const entry = registry.byKind(group, version, given.kind);
    invariant(entry, 'no such kind is served', { apiVersion: given.apiVersion, kind: given.kind });
    const { name, namespace } = given.metadata;
    const metadata = {
      ...given.metadata,
      ...(entry.type.namespaced ? { namespace: namespace ?? 'default' } : {}),
      uid: given.metadata.uid ?? random.uuid(),
      creationTimestamp: given.metadata.creationTimestamp ?? clock.timestamp(),
    };
    // Some kinds bring their defaults along only once somebody writes one.
    const defaults = entry.strategy.defaults ?? (await entry.strategy.whole?.())?.defaults;
    const defaulted = defaults?.({ ...given, metadata }) ?? { ...given, metadata };
    const prepared = given.status ? defaulted : (entry.strategy.prepare?.(defaulted, undefined) ?? defaulted);
    store.write(entry.type, entry.type.namespaced ? (metadata.namespace ?? '') : '', name, schema.normalize(prepared));
  };
  // The system's own objects stand here as the server writes them: kinds that the core types lack need no other table.
  const core = await loadSchema(store);
  for (const object of [...systemObjects(cluster), ...cluster.bootstrap]) await put(object, core);
  if (cluster.controllers)
    for (const name of CONTROLLER_ACCOUNTS) await put({ kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name, namespace: 'kube-system' } }, core);
  for (const object of cluster.objects as readonly unknown[] as readonly KubeObject[]) await put(object, await loadSchema(store, object.kind));
  if (cluster.controllers) await layControllersWork(cluster);
}

/** "10.96.0.0/12" → "10.96.0.1": the first address, which the kubernetes service has. */
function firstAddress(cidr: string): string {
  const parts = (cidr.split('/')[0] ?? '').split('.').map(Number);
  const value = parts.reduce((sum, part) => sum * 256 + part, 0) + 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function systemObjects({ port, serviceCidr, clientCa, clock }: FreshCluster): KubeObject[] {
  const namespaces = ['kube-system', 'kube-public', 'default', 'kube-node-lease'];
  const ip = firstAddress(serviceCidr);
  const configMap = (name: string, data: Record<string, string>): KubeObject => ({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name, namespace: 'kube-system' },
    data,
  });
  return [
    ...namespaces.map((name): KubeObject => ({ kind: 'Namespace', apiVersion: 'v1', metadata: { name } })),
    priorityClass('system-node-critical', 2_000_001_000, 'Used for system critical pods that must not be moved from their current node.'),
    priorityClass(
      'system-cluster-critical',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ),
    {
      kind: 'ServiceCIDR',
      apiVersion: 'networking.k8s.io/v1',
      metadata: { name: 'kubernetes', finalizers: ['networking.k8s.io/service-cidr-finalizer'] },
      spec: { cidrs: [serviceCidr] },
      status: {
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: clock.timestamp(), reason: '', message: 'Kubernetes Service CIDR is ready' }],
      },
    },
    {
      kind: 'IPAddress',
      apiVersion: 'networking.k8s.io/v1',
      metadata: { name: ip, labels: { 'ipaddress.kubernetes.io/ip-family': 'IPv4', 'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io' } },
      spec: { parentRef: { resource: 'services', namespace: 'default', name: 'kubernetes' } },
    },
    {
      kind: 'Service',
      apiVersion: 'v1',
      metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
      spec: {
        ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: port }],
        clusterIP: ip,
        clusterIPs: [ip],
        type: 'ClusterIP',
        sessionAffinity: 'None',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
      },
      status: { loadBalancer: {} },
    },
    ...(clientCa ? [configMap('extension-apiserver-authentication', { 'client-ca-file': clientCa })] : []),
    configMap('kube-apiserver-legacy-service-account-token-tracking', { since: clock.timestamp().slice(0, 10) }),
  ];
}

const priorityClass = (name: string, value: number, description: string): KubeObject => ({
  kind: 'PriorityClass',
  apiVersion: 'scheduling.k8s.io/v1',
  metadata: { name, generation: 1 },
  value,
  description,
  preemptionPolicy: 'PreemptLowerPriority',
});
