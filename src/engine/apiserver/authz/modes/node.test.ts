import { describe, expect, it } from 'vitest';
import type { UserInfo } from '../../../../trace/event.ts';
import { Recorder } from '../../../../trace/recorder.ts';
import type { KubeObject } from '../../../store/object.ts';
import { Store } from '../../../store/store.ts';
import type { AskedAttributes } from '../authorizer.ts';
import { NodeAuthorizer } from './node.ts';

const node = (name: string): UserInfo => ({ name: `system:node:${name}`, uid: '', groups: ['system:nodes', 'system:authenticated'], extra: {} });
const nothing = { path: '', apiGroup: '', apiVersion: 'v1', resource: '', subresource: '', namespace: '', name: '' };
/** `get secrets team/s1`, `create serviceaccounts/token team/sa`, `list pods`; a group follows the resource after a dot. */
function asked(text: string, fieldSelector?: string): AskedAttributes {
  const [verb = '', what = '', where = ''] = text.split(' ');
  const [resource = '', subresource = ''] = what.split('/');
  const [plural = '', ...group] = resource.split('.');
  const [namespace = '', name = ''] = where.includes('/') ? where.split('/') : ['', where];
  return {
    ...nothing,
    isResourceRequest: true,
    verb,
    resource: plural,
    apiGroup: group.join('.'),
    subresource,
    namespace,
    name,
    ...(fieldSelector ? { fieldSelector } : {}),
  };
}

function cluster(): Store {
  const store = new Store();
  const put = (resource: string, kind: string, name: string, more: object, namespace = '', group = '') => {
    const object: KubeObject = { apiVersion: 'v1', kind, metadata: { name, ...(namespace ? { namespace } : {}) }, ...more };
    store.write({ group, resource }, namespace, name, object);
  };
  const containers = [
    {
      name: 'c',
      envFrom: [{ secretRef: { name: 'env' } }, { configMapRef: { name: 'envmap' } }],
      env: [
        { name: 'x', valueFrom: { secretKeyRef: { name: 'key' } } },
        { name: 'y', valueFrom: { configMapKeyRef: { name: 'keymap' } } },
        { name: 'z', value: 'plain' },
      ],
    },
  ];
  const initContainers = [{ name: 'i', envFrom: [{ secretRef: { name: 'init' } }] }];
  const ephemeralContainers = [{ name: 'e', envFrom: [{ secretRef: { name: 'later' } }] }];
  const resourceClaims = [{ name: 'r', resourceClaimName: 'rc' }];
  const volumes = [
    { name: 'a', secret: { secretName: 's1' } },
    { name: 'b', projected: { sources: [{ configMap: { name: 'kube-root-ca.crt' } }, { secret: { name: 'proj' } }] } },
    { name: 'c', persistentVolumeClaim: { claimName: 'claim' } },
    { name: 'd', ephemeral: {} },
    { name: 'f', csi: { nodePublishSecretRef: { name: 'csi' } } },
    { name: 'e', configMap: { name: 'c1' } },
  ];
  put(
    'pods',
    'Pod',
    'p1',
    {
      spec: {
        nodeName: 'n1',
        serviceAccountName: 'sa1',
        imagePullSecrets: [{ name: 'pull' }],
        initContainers,
        containers,
        ephemeralContainers,
        resourceClaims,
        volumes,
      },
    },
    'team',
  );
  put('pods', 'Pod', 'p2', { spec: { nodeName: 'n2', serviceAccountName: 'sa2', containers: [] } }, 'team');
  put('pods', 'Pod', 'unbound', { spec: { serviceAccountName: 'sa3', containers: [] } }, 'team');
  const mirror = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'm', namespace: 'team', annotations: { 'kubernetes.io/config.mirror': 'x' } },
    spec: { nodeName: 'n1', serviceAccountName: 'boss' },
  };
  store.write({ group: '', resource: 'pods' }, 'team', 'm', mirror);
  put('persistentvolumes', 'PersistentVolume', 'pv1', { spec: { claimRef: { namespace: 'team', name: 'claim' } } });
  put('persistentvolumes', 'PersistentVolume', 'pv2', { spec: {} });
  put('persistentvolumes', 'PersistentVolume', 'pv3', { spec: { claimRef: { name: 'claim' } } });
  put('volumeattachments', 'VolumeAttachment', 'va', { spec: { nodeName: 'n1' } }, '', 'storage.k8s.io');
  put('resourceslices', 'ResourceSlice', 'slice', { spec: { nodeName: 'n1' } }, '', 'resource.k8s.io');
  return store;
}

const NO = (n: string) => `no relationship found between node '${n}' and this object`;
type Row = [request: string, node: string, answer: true | string, selector?: string];
const table: Row[] = [
  ['get secrets team/s1', 'n1', true],
  ['list secrets team/s1', 'n1', true],
  ['get secrets team/proj', 'n1', true],
  ['get secrets team/pull', 'n1', true],
  ['get secrets team/env', 'n1', true],
  ['get secrets team/key', 'n1', true],
  ['get secrets team/s1', 'n2', NO('n2')],
  ['get secrets team/none', 'n1', NO('n1')],
  ['get secrets other/s1', 'n1', NO('n1')],
  ['list secrets team/', 'n1', 'No Object name found'],
  ['list secrets', 'n1', 'can only read namespaced object of this type'],
  ['update secrets team/s1', 'n1', 'can only read resources of this type'],
  ['get secrets/x team/s1', 'n1', 'cannot read subresource'],
  ['get configmaps team/c1', 'n1', true],
  ['get configmaps team/envmap', 'n1', true],
  ['get configmaps team/kube-root-ca.crt', 'n1', true],
  ['get configmaps team/kube-root-ca.crt', 'n2', NO('n2')],
  ['get persistentvolumeclaims team/claim', 'n1', true],
  ['get persistentvolumeclaims team/p1-d', 'n1', true],
  ['list persistentvolumeclaims team/claim', 'n1', 'can only get individual resources of this type'],
  ['get persistentvolumeclaims/x team/claim', 'n1', 'cannot get subresource'],
  ['patch persistentvolumeclaims/status team/claim', 'n1', true],
  ['get persistentvolumeclaims/status team/claim', 'n1', 'can only get/update/patch this type'],
  ['get persistentvolumes pv1', 'n1', true],
  ['get persistentvolumes pv1', 'n2', NO('n2')],
  ['get persistentvolumes pv2', 'n1', NO('n1')],
  ['get volumeattachments.storage.k8s.io va', 'n1', true],
  ['get volumeattachments.storage.k8s.io va', 'n2', NO('n2')],
  ['get serviceaccounts team/sa1', 'n1', true],
  ['get serviceaccounts team/sa3', 'n1', NO('n1')],
  ['get serviceaccounts team/boss', 'n1', NO('n1')],
  ['create serviceaccounts/token team/sa1', 'n1', true],
  ['create serviceaccounts/token team/sa2', 'n1', NO('n1')],
  ['create serviceaccounts team/', 'n1', 'can only create tokens for individual service accounts'],
  ['create serviceaccounts team/sa1', 'n1', 'can only create token subresource of serviceaccount'],
  ['get leases.coordination.k8s.io kube-node-lease/n1', 'n1', true],
  ['create leases.coordination.k8s.io kube-node-lease/', 'n1', true],
  ['get leases.coordination.k8s.io kube-node-lease/n2', 'n1', 'can only access node lease with the same name as the requesting node'],
  ['get leases.coordination.k8s.io default/n1', 'n1', 'can only access leases in the "kube-node-lease" system namespace'],
  ['list leases.coordination.k8s.io kube-node-lease/', 'n1', 'can only get, create, update, patch, or delete a node lease'],
  ['get csinodes.storage.k8s.io n1', 'n1', true],
  ['get csinodes.storage.k8s.io n2', 'n1', 'can only access CSINode with the same name as the requesting node'],
  ['list csinodes.storage.k8s.io', 'n1', 'can only get, create, update, patch, or delete a CSINode'],
  ['get resourceslices.resource.k8s.io slice', 'n1', true],
  ['get resourceslices.resource.k8s.io slice', 'n2', NO('n2')],
  ['list resourceslices.resource.k8s.io', 'n1', true, 'spec.nodeName=n1'],
  ['list resourceslices.resource.k8s.io', 'n1', 'can only list/watch/deletecollection resourceslices with nodeName field selector'],
  ['get nodes n1', 'n1', true],
  ['get nodes n2', 'n1', "node 'n1' cannot read 'n2', only its own Node object"],
  ['list nodes', 'n1', "node 'n1' cannot read all nodes, only its own Node object"],
  ['patch nodes n2', 'n1', true],
  ['update nodes/status n2', 'n1', true],
  ['get nodes/status n1', 'n1', ''],
  ['delete nodes n1', 'n1', ''],
  ['get pods team/p1', 'n1', true],
  ['get pods team/p2', 'n1', NO('n1')],
  ['list pods', 'n1', 'can only list/watch pods with spec.nodeName field selector'],
  ['list pods', 'n1', true, 'metadata.name!=x,spec.nodeName=n1'],
  ['list pods', 'n1', 'can only list/watch pods with spec.nodeName field selector', 'spec.nodeName=n2'],
  ['watch pods team/p1', 'n1', true],
  ['delete pods team/p2', 'n1', true],
  ['patch pods/status team/p2', 'n1', true],
  ['create pods/eviction team/p2', 'n1', true],
  ['get pods/log team/p1', 'n1', ''],
  ['create tokenreviews.authentication.k8s.io', 'n1', true],
  ['list services', 'n1', true],
  ['delete services team/x', 'n1', ''],
  ['create podcertificaterequests.certificates.k8s.io team/', 'n1', ''],
  ['watch secrets team/s1', 'n1', true],
  ['get secrets team/csi', 'n1', true],
  ['get secrets team/init', 'n1', true],
  ['get secrets team/later', 'n1', true],
  ['get secrets team/c1', 'n1', NO('n1')],
  ['get configmaps team/s1', 'n1', NO('n1')],
  ['get configmaps team/keymap', 'n1', true],
  ['update persistentvolumeclaims/status team/claim', 'n1', true],
  ['update persistentvolumeclaims/status team/none', 'n1', NO('n1')],
  ['get persistentvolumeclaims team/p1-a', 'n1', NO('n1')],
  ['get persistentvolumes pv3', 'n1', NO('n1')],
  ['get persistentvolumes none', 'n1', NO('n1')],
  ['get resourceclaims.resource.k8s.io team/rc', 'n1', true],
  ['get resourceclaims.resource.k8s.io team/rc', 'n2', NO('n2')],
  ['list resourceclaims.resource.k8s.io team/rc', 'n1', 'can only get individual resources of this type'],
  ['get resourceclaims team/rc', 'n1', ''],
  ['get volumeattachments.storage.k8s.io none', 'n1', NO('n1')],
  ['list serviceaccounts team/sa1', 'n1', 'can only create tokens for individual service accounts'],
  ['get serviceaccounts/token team/sa1', 'n1', 'can only create tokens for individual service accounts'],
  ['create serviceaccounts/token team/', 'n1', 'can only create tokens for individual service accounts'],
  ['get serviceaccounts team/sa2', 'n1', NO('n1')],
  ['update leases.coordination.k8s.io kube-node-lease/n1', 'n1', true],
  ['patch leases.coordination.k8s.io kube-node-lease/n1', 'n1', true],
  ['delete leases.coordination.k8s.io kube-node-lease/n1', 'n1', true],
  ['delete leases.coordination.k8s.io kube-node-lease/n2', 'n1', 'can only access node lease with the same name as the requesting node'],
  ['create csinodes.storage.k8s.io', 'n1', true],
  ['update csinodes.storage.k8s.io n1', 'n1', true],
  ['patch csinodes.storage.k8s.io n1', 'n1', true],
  ['delete csinodes.storage.k8s.io n1', 'n1', true],
  ['get csinodes.storage.k8s.io/x n1', 'n1', 'cannot authorize CSINode subresources'],
  ['get resourceslices.resource.k8s.io/x slice', 'n1', 'cannot authorize ResourceSlice subresources'],
  ['create resourceslices.resource.k8s.io', 'n1', true],
  ['update resourceslices.resource.k8s.io slice', 'n1', true],
  ['patch resourceslices.resource.k8s.io slice', 'n1', true],
  ['delete resourceslices.resource.k8s.io slice', 'n1', true],
  ['delete resourceslices.resource.k8s.io slice', 'n2', NO('n2')],
  ['watch resourceslices.resource.k8s.io', 'n1', true, 'spec.nodeName=n1'],
  ['deletecollection resourceslices.resource.k8s.io', 'n1', true, 'spec.nodeName==n1'],
  [
    'escalate resourceslices.resource.k8s.io slice',
    'n1',
    'only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection',
  ],
  ['create nodes', 'n1', true],
  ['update nodes n2', 'n1', true],
  ['watch nodes n1', 'n1', true],
  ['patch nodes/status n2', 'n1', true],
  ['create nodes/status n1', 'n1', ''],
  ['get nodes/proxy n1', 'n1', ''],
  ['update nodes/proxy n1', 'n1', ''],
  ['watch pods', 'n1', true, 'spec.nodeName=n1'],
  ['list pods team/p1', 'n1', true],
  ['list pods team/p2', 'n1', NO('n1')],
  ['list pods', 'n1', 'can only list/watch pods with spec.nodeName field selector', 'spec.nodeName=n1x'],
  ['list pods', 'n1', 'can only list/watch pods with spec.nodeName field selector', 'spec.nodeName!=n1'],
  ['get pods team/unbound', 'n1', NO('n1')],
  ['get pods team/none', 'n1', NO('n1')],
  ['create pods team/', 'n1', true],
  ['update pods team/p1', 'n1', ''],
  ['update pods/status team/p2', 'n1', true],
  ['get pods/status team/p1', 'n1', ''],
  ['create pods/exec team/p1', 'n1', ''],
];

describe('a node', () => {
  const node1 = new NodeAuthorizer(cluster());
  it.each(table)('%s, as %s: %s', (request, name, answer, selector) => {
    const { decision, reason } = node1.authorize(node(name), asked(request, selector));
    expect(decision === 'allowed' ? true : reason).toBe(answer);
  });
  it('must be in the group of nodes', () => {
    expect(node1.authorize({ ...node('n1'), groups: [] }, asked('get nodes n1'))).toMatchObject({ decision: 'no-opinion', reason: '' });
  });
  it('must have a name', () => {
    expect(node1.authorize(node(''), asked('get nodes n1')).reason).toBe('unknown node for user "system:node:"');
  });
  it('cannot list its rules', () => {
    expect(node1.rulesFor(node('n1'))).toMatchObject({ incomplete: true, errors: ['node authorizer does not support user rule resolution'] });
    expect(node1.rulesFor({ ...node('n1'), name: 'ada' })).toMatchObject({ incomplete: false, errors: [] });
  });
  it('is allowed in a few words', () => {
    expect(node1.authorize(node('n1'), asked('get nodes n1'))).toEqual({ decision: 'allowed', reason: '', words: 'node n1 may' });
    expect(node1.authorize(node('n1'), asked('delete nodes n1'))).toEqual({ decision: 'no-opinion', reason: '', words: 'nothing a node may do' });
    expect(node1.authorize({ ...node('n1'), name: 'ada' }, asked('get nodes n1'))).toEqual({ decision: 'no-opinion', reason: '', words: 'not a node' });
  });
  it('may ask for paths that its role names, and no others', () => {
    const path = (text: string): AskedAttributes => ({ ...nothing, isResourceRequest: false, verb: 'get', path: text });
    expect(node1.authorize(node('n1'), path('/secrets'))).toMatchObject({ decision: 'no-opinion', reason: '' });
  });
});

describe('the nearest miss of a node', () => {
  const store = cluster();
  const notes = (request: string, user: UserInfo) => {
    const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: () => 0 });
    const span = recorder.before('authz.node');
    new NodeAuthorizer(store).authorize(user, asked(request), recorder);
    recorder.after(span, 'no-opinion', '');
    return recorder.trace().events.flatMap((e) => (e.kind === 'note' ? [`${e.ok}: ${e.text}`] : []));
  };
  it.each<[request: string, node: string, notes: string[]]>([
    ['get secrets team/s1', 'n1', []],
    ['get secrets team/s1', 'n2', ['false: pod team/p1 refers to it, but is on node n1']],
    ['get secrets team/none', 'n1', ['false: no pod in namespace team refers to it']],
    ['get secrets other/s1', 'n1', ['false: no pod in namespace other refers to it']],
    ['get serviceaccounts team/sa3', 'n1', ['false: pod team/unbound refers to it, but is on no node yet']],
    ['get serviceaccounts team/boss', 'n1', ['false: pod team/m refers to it, but a mirror pod opens no way']],
    ['get serviceaccounts team/boss', 'n2', ['false: pod team/m refers to it, but is on node n1']],
    ['get configmaps team/c1', 'n2', ['false: pod team/p1 refers to it, but is on node n1']],
    ['get persistentvolumeclaims team/claim', 'n2', ['false: pod team/p1 refers to it, but is on node n1']],
    ['get resourceclaims.resource.k8s.io team/rc', 'n2', ['false: pod team/p1 refers to it, but is on node n1']],
    ['get persistentvolumes pv1', 'n2', ['false: nothing that node n2 runs leads to persistentvolumes pv1']],
    ['get pods team/p2', 'n1', ['false: pod team/p2 is on node n2']],
    ['get pods team/unbound', 'n1', ['false: pod team/unbound is on no node yet']],
    ['get pods team/none', 'n1', ['false: there is no pod team/none']],
    ['delete nodes n1', 'n1', []],
  ])('%s, as %s', (request, name, told) => {
    expect(notes(request, node(name))).toEqual(told);
  });
  it('is its group', () => {
    expect(notes('get nodes n1', { ...node('n1'), groups: ['dev'] })).toEqual(['false: named like a node, but not in the group system:nodes']);
    expect(notes('get nodes n1', { ...node('n1'), name: 'ada' })).toEqual([]);
  });
});
