import { describe, expect, it } from 'vitest';
import type { UserInfo } from '../../../../trace/event.ts';
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
      env: [{ name: 'x', valueFrom: { secretKeyRef: { name: 'key' } } }],
    },
  ];
  const volumes = [
    { name: 'a', secret: { secretName: 's1' } },
    { name: 'b', projected: { sources: [{ configMap: { name: 'kube-root-ca.crt' } }, { secret: { name: 'proj' } }] } },
    { name: 'c', persistentVolumeClaim: { claimName: 'claim' } },
    { name: 'd', ephemeral: {} },
    { name: 'e', configMap: { name: 'c1' } },
  ];
  put('pods', 'Pod', 'p1', { spec: { nodeName: 'n1', serviceAccountName: 'sa1', imagePullSecrets: [{ name: 'pull' }], containers, volumes } }, 'team');
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
});
