// Models plugin/pkg/admission/noderestriction/admission.go: what a kubelet may write, beyond what the Node authorizer lets through.
// Left out: resource claims and slices, dynamic kubelet configuration, sizes and conditions of volume claims' status.
import { parseCertificateRequest } from '../../../crypto/certificate-request.ts';
import { goQuote } from '../../../http/go-format.ts';
import { forbiddenBecause, notFound, type StatusError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import { nodeIdentity } from '../../authz/modes/node.ts';
import { textOf } from '../certificate-signing-requests.ts';
import { same } from '../same.ts';
import { objectsOf, specOf } from '../validation/object-meta.ts';
import type { AdmissionPlugin, Admitting } from './admission-plugin.ts';
import type { Fault } from './node-fault.ts';
import { nodeLabelFaults } from './node-labels.ts';
import { mirrorPodFault } from './node-mirror-pods.ts';
import { nodeTokenFault } from './node-tokens.ts';

interface Asked extends Admitting {
  readonly node: string;
  readonly operation: 'create' | 'update' | 'delete';
  readonly old: KubeObject | undefined;
}

const nodeNameOf = (pod: KubeObject | undefined): unknown => pod && specOf(pod).nodeName;

function podFault(asked: Asked): Fault {
  const { node, operation, old, object, route, context } = asked;
  const who = `node ${goQuote(node)}`;
  switch (route.subresource?.name ?? '') {
    case '':
      if (operation === 'create') return object && mirrorPodFault(context, object, node);
      if (operation === 'update') return `unexpected operation "UPDATE", ${who} can only create and delete mirror pods`;
      return old && nodeNameOf(old) !== node ? `${who} can only delete pods with spec.nodeName set to itself` : undefined;
    case 'status':
      if (operation !== 'update') return `unexpected operation ${goQuote(operation.toUpperCase())}`;
      if (nodeNameOf(old) !== node) return `${who} can only update pod status for pods with spec.nodeName set to itself`;
      return same(old?.metadata.labels ?? {}, object?.metadata.labels ?? {}) ? undefined : `${who} cannot update labels through pod status`;
    case 'eviction': {
      const pod = context.server.store.get({ group: '', resource: 'pods' }, route.namespace, route.name);
      if (!pod) return notFound('', 'pods', route.name);
      return nodeNameOf(pod) === node ? undefined : `node ${node} can only evict pods with spec.nodeName set to itself`;
    }
    default:
      return `unexpected pod subresource ${goQuote(route.subresource?.name ?? '')}, only 'status' and 'eviction' are allowed`;
  }
}

function ownNodeFault({ node, operation, old, object, route }: Asked): Fault {
  const name = route.name || object?.metadata.name || '';
  if (name !== node) return `node ${goQuote(node)} is not allowed to modify node ${goQuote(name)}`;
  if (!object || operation === 'delete') return undefined;
  const labels = nodeLabelFaults(object.metadata.labels ?? {}, operation === 'update' ? (old?.metadata.labels ?? {}) : {});
  if (operation === 'create') return labels.length ? `node ${goQuote(node)} is not allowed to set the following labels: ${labels.join(', ')}` : undefined;
  const taints = (o: KubeObject | undefined) => (o ? objectsOf(specOf(o).taints) : []);
  if (!same(taints(object), taints(old))) return `node ${goQuote(node)} is not allowed to modify taints`;
  return labels.length ? `is not allowed to modify labels: ${labels.join(', ')}` : undefined;
}

function leaseFault({ node, object, route }: Asked): Fault {
  if (route.namespace !== 'kube-node-lease') return 'can only access leases in the "kube-node-lease" system namespace';
  return (route.name || object?.metadata.name) === node ? undefined : 'can only access node lease with the same name as the requesting node';
}

const csiNodeFault = ({ node, object, route }: Asked): Fault =>
  (route.name || object?.metadata.name) === node ? undefined : 'can only access CSINode with the same name as the requesting node';

const NODE_SIGNERS = ['kubernetes.io/kubelet-serving', 'kubernetes.io/kube-apiserver-client-kubelet'];

function requestFault({ operation, object, route, context }: Asked): Fault {
  if (route.subresource || operation !== 'create' || !object) return undefined;
  const spec = specOf(object);
  if (!NODE_SIGNERS.includes(String(spec.signerName ?? ''))) return undefined;
  const parsed = parseCertificateRequest(textOf(spec.request));
  if (!parsed.ok) return `unable to parse csr: ${parsed.error}`;
  const { name } = context.user;
  return parsed.request.commonName === name ? undefined : `can only create a node CSR with CN=${name}`;
}

function judge(asked: Asked): Fault | Promise<Fault> {
  const { route, object, operation, context, node } = asked;
  const { group, resource } = route.entry.type;
  switch (group ? `${resource}.${group}` : resource) {
    case 'pods':
      return podFault(asked);
    case 'nodes':
      return ownNodeFault(asked);
    case 'persistentvolumeclaims':
      return route.subresource?.name === 'status' ? undefined : 'may only update PVC status';
    case 'serviceaccounts':
      return operation === 'create' && route.subresource?.name === 'token' && object ? nodeTokenFault(context, route, object, node) : undefined;
    case 'leases.coordination.k8s.io':
      return leaseFault(asked);
    case 'csinodes.storage.k8s.io':
      return csiNodeFault(asked);
    case 'certificatesigningrequests.certificates.k8s.io':
      return requestFault(asked);
    default:
      return undefined;
  }
}

export const nodeRestriction: AdmissionPlugin = {
  name: 'NodeRestriction',
  updates: true,
  async admit(admitting) {
    const { context, route, object } = admitting;
    const node = nodeIdentity(context.user);
    if (node === undefined) return undefined;
    const { type } = route.entry;
    const refuse = (fault: string | StatusError) => ({
      error: typeof fault === 'string' ? forbiddenBecause(type.group, type.resource, route.name || object?.metadata.name || 'Unknown', fault) : fault,
    });
    if (node === '') return refuse(`could not determine node from user ${goQuote(context.user.name)}`);
    const { verb } = context.info;
    const old = route.name && !route.virtual ? context.server.store.get(type, route.namespace, route.name) : undefined;
    // What is applied or updated into being is created.
    const operation = verb.startsWith('delete') ? 'delete' : verb === 'create' || !old ? 'create' : 'update';
    // A patch is judged once it has become an object.
    if (operation !== 'delete' && !object) return undefined;
    const fault = await judge({ ...admitting, node, operation, old });
    if (fault) return refuse(fault);
    return object ? { object, note: `node ${node}` } : undefined;
  },
};
