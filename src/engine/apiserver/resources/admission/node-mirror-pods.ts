// Models admitPodCreate of plugin/pkg/admission/noderestriction/admission.go: a kubelet makes pods only as mirrors of its own static ones.
// Left out: resource claims.

import { membersOf } from '../../../../trace/json.ts';
import { goQuote } from '../../../http/go-format.ts';
import { notFound } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import { objectsOf, specOf } from '../validation/object-meta.ts';
import type { Fault } from './node-fault.ts';

const MIRROR = 'kubernetes.io/config.mirror';

export function mirrorPodFault({ server }: RequestContext, pod: KubeObject, node: string): Fault {
  const who = `node ${goQuote(node)}`;
  if (pod.metadata.annotations?.[MIRROR] === undefined) return `pod does not have ${goQuote(MIRROR)} annotation, ${who} can only create mirror pods`;
  const spec = specOf(pod);
  if (spec.nodeName !== node) return `${who} can only create pods with spec.nodeName set to itself`;
  const owners = objectsOf(pod.metadata.ownerReferences);
  const [owner] = owners;
  if (owners.length > 1) return `${who} can only create pods with a single owner reference set to itself`;
  if (owner?.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== node) return `${who} can only create pods with an owner reference set to itself`;
  if (owner.controller !== true) return `${who} can only create pods with a controller owner reference set to itself`;
  if (owner.blockOwnerDeletion === true) return `${who} must not set blockOwnerDeletion on an owner reference`;
  const own = server.store.get({ group: '', resource: 'nodes' }, '', node);
  if (!own) return notFound('', 'nodes', node);
  if (owner.uid !== own.metadata.uid) return `node ${node} UID mismatch: expected ${String(owner.uid ?? '')} got ${own.metadata.uid ?? ''}`;
  if (spec.serviceAccountName) return `${who} can not create pods that reference a service account`;
  for (const [kind, members] of REFERENCES) if (mentions(spec, members)) return `${who} can not create pods that reference ${kind}`;
  return undefined;
}

/** Members of a pod's spec that name another object, wherever they stand. */
const REFERENCES: readonly (readonly [kind: string, members: readonly string[]])[] = [
  ['secrets', ['secret', 'secretRef', 'secretKeyRef', 'imagePullSecrets', 'nodePublishSecretRef']],
  ['configmaps', ['configMap', 'configMapRef', 'configMapKeyRef']],
  ['persistentvolumeclaims', ['persistentVolumeClaim']],
];

function mentions(value: unknown, members: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((v) => mentions(v, members));
  return Object.entries(membersOf(value)).some(([key, v]) => {
    const there = Array.isArray(v) ? v.length > 0 : typeof v === 'object' && v !== null;
    return (members.includes(key) && there) || mentions(v, members);
  });
}
