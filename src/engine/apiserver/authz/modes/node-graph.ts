// Models plugin/pkg/auth/authorizer/node/graph.go as a search when somebody asks, instead of a graph kept up to date: an object belongs to a
// node when a pod bound to that node refers to it. Left out: secrets behind in-tree volume plugins other than CSI's node-publish secret,
// resource claims generated from templates, PodCertificateRequests (their gate is off).
import { type Members, membersOf } from '../../../../trace/json.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Store } from '../../../store/store.ts';

export type Related = 'pod' | 'secret' | 'configmap' | 'serviceaccount' | 'pvc' | 'pv' | 'claim' | 'attachment' | 'slice';

const maps = (value: unknown): Members[] => (Array.isArray(value) ? value.map(membersOf) : []);

const PODS = { group: '', resource: 'pods' };
const VOLUMES = { group: '', resource: 'persistentvolumes' };
const ATTACHMENTS = { group: 'storage.k8s.io', resource: 'volumeattachments' };
const SLICES = { group: 'resource.k8s.io', resource: 'resourceslices' };
const MIRROR = 'kubernetes.io/config.mirror';

/** Whether the object is related to the node. `namespace` is empty for cluster-scoped kinds. */
export function relatedToNode(store: Store, node: string, type: Related, namespace: string, name: string): boolean {
  if (type === 'attachment') return membersOf(store.get(ATTACHMENTS, '', name)?.spec).nodeName === node;
  if (type === 'slice') return membersOf(store.get(SLICES, '', name)?.spec).nodeName === node;
  if (type === 'pod') return membersOf(store.get(PODS, namespace, name)?.spec).nodeName === node;
  if (type === 'pv') {
    const claim = membersOf(membersOf(store.get(VOLUMES, '', name)?.spec).claimRef);
    return typeof claim.name === 'string' && relatedToNode(store, node, 'pvc', String(claim.namespace ?? ''), claim.name);
  }
  for (const pod of store.values(PODS)) {
    if (pod.metadata.namespace !== namespace || membersOf(pod.spec).nodeName !== node) continue;
    // A mirror pod is made by the node itself: it must not open the way to anything.
    if (pod.metadata.annotations?.[MIRROR] !== undefined) continue;
    if (refersTo(pod, type, name)) return true;
  }
  return false;
}

/** The kinds that pods refer to, by resource. */
const KINDS: Readonly<Record<string, Related>> = {
  secrets: 'secret',
  configmaps: 'configmap',
  serviceaccounts: 'serviceaccount',
  persistentvolumeclaims: 'pvc',
  resourceclaims: 'claim',
};

/** Which pod would have made the object the node's: one on another node, or a mirror pod. For people who ask why not. */
export function nearestToNode(store: Store, node: string, { resource, namespace, name }: { resource: string; namespace: string; name: string }): string {
  const type = KINDS[resource];
  if (resource === 'pods') {
    const pod = store.get(PODS, namespace, name);
    const where = membersOf(pod?.spec).nodeName;
    return !pod
      ? `there is no pod ${namespace}/${name}`
      : typeof where === 'string' && where
        ? `pod ${namespace}/${name} is on node ${where}`
        : `pod ${namespace}/${name} is on no node yet`;
  }
  if (!type) return `nothing that node ${node} runs leads to ${resource} ${name}`;
  for (const pod of store.values(PODS)) {
    if (pod.metadata.namespace !== namespace || !refersTo(pod, type, name)) continue;
    const where = membersOf(pod.spec).nodeName;
    const there = `pod ${namespace}/${pod.metadata.name} refers to it`;
    if (where === node) return `${there}, but a mirror pod opens no way`;
    return `${there}, but is on ${typeof where === 'string' && where ? `node ${where}` : 'no node yet'}`;
  }
  return `no pod in namespace ${namespace} refers to it`;
}

function refersTo(pod: KubeObject, type: Related, name: string): boolean {
  const spec = membersOf(pod.spec);
  switch (type) {
    case 'serviceaccount':
      return spec.serviceAccountName === name;
    case 'secret':
      return maps(spec.imagePullSecrets).some((s) => s.name === name) || fromContainers(spec, 'secretRef', 'secretKeyRef', name) || secretVolume(spec, name);
    case 'configmap':
      return (
        fromContainers(spec, 'configMapRef', 'configMapKeyRef', name) ||
        maps(spec.volumes).some((v) => membersOf(v.configMap).name === name || projected(v, 'configMap').some((s) => s.name === name))
      );
    case 'pvc':
      return maps(spec.volumes).some(
        (v) => membersOf(v.persistentVolumeClaim).claimName === name || (v.ephemeral && `${pod.metadata.name}-${v.name}` === name),
      );
    case 'claim':
      return maps(spec.resourceClaims).some((c) => c.resourceClaimName === name);
    default:
      return false;
  }
}

const projected = (volume: Members, member: string): Members[] => maps(membersOf(volume.projected).sources).map((s) => membersOf(s[member]));

const secretVolume = (spec: Members, name: string): boolean =>
  maps(spec.volumes).some(
    (v) =>
      membersOf(v.secret).secretName === name ||
      membersOf(membersOf(v.csi).nodePublishSecretRef).name === name ||
      projected(v, 'secret').some((s) => s.name === name),
  );

/** Environment of all containers: whole objects and single keys. */
function fromContainers(spec: Members, whole: string, key: string, name: string): boolean {
  const containers = [...maps(spec.initContainers), ...maps(spec.containers), ...maps(spec.ephemeralContainers)];
  return containers.some(
    (c) => maps(c.envFrom).some((e) => membersOf(e[whole]).name === name) || maps(c.env).some((e) => membersOf(membersOf(e.valueFrom)[key]).name === name),
  );
}
