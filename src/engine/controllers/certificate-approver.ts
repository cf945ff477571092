// Models pkg/controller/certificates/approver/sarapprove.go: a kubelet's own client certificate is approved when whoever asks may ask for it.
// Left out: other signers (nobody but a person approves those).

import type { UserInfo } from '../../trace/event.ts';
import { conditionsOf, textOf } from '../apiserver/resources/certificate-signing-requests.ts';
import { objectOf, specOf, stringsOf } from '../apiserver/resources/validation/object-meta.ts';
import { parseCertificateRequest } from '../crypto/certificate-request.ts';
import type { KubeObject } from '../store/object.ts';
import { has, REQUESTS, writeStatus } from './certificate-signer.ts';
import { kubeletClientFault } from './certificate-signers.ts';
import type { Cluster, Controller } from './controllers.ts';

const SIGNER = 'kubernetes.io/kube-apiserver-client-kubelet';

function requester(spec: Record<string, unknown>): UserInfo {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const extra = Object.fromEntries(Object.entries(objectOf(spec.extra)).map(([k, v]) => [k, stringsOf(v)]));
  return { name: text(spec.username), uid: text(spec.uid), groups: stringsOf(spec.groups), extra };
}

async function reconcile(cluster: Cluster, object: KubeObject, authorizer: NonNullable<Cluster['authorizer']>): Promise<void> {
  const spec = specOf(object);
  if (spec.signerName !== SIGNER || objectOf(object.status).certificate || has(object, 'Approved') || has(object, 'Denied')) return;
  const parsed = parseCertificateRequest(textOf(spec.request));
  if (!parsed.ok || kubeletClientFault(parsed.request, stringsOf(spec.usages))) return;
  const user = requester(spec);
  const self = user.name === parsed.request.commonName;
  for (const subresource of self ? ['selfnodeclient', 'nodeclient'] : ['nodeclient']) {
    const attributes = { isResourceRequest: true, verb: 'create', path: '', apiGroup: REQUESTS.group, apiVersion: '*', resource: REQUESTS.resource };
    const answer = await authorizer.authorize(user, { ...attributes, subresource, namespace: '', name: '' });
    if (answer.decision !== 'allowed') continue;
    const message = `Auto approving ${subresource === 'selfnodeclient' ? 'self ' : ''}kubelet client certificate after SubjectAccessReview.`;
    writeStatus(cluster, object, { conditions: [...conditionsOf(object), { type: 'Approved', status: 'True', reason: 'AutoApproved', message }] });
    return;
  }
}

export const certificateApprover: Controller = {
  watches: ['certificatesigningrequests'],
  async reconcile(cluster) {
    const { authorizer } = cluster;
    if (authorizer) for (const object of cluster.store.list(REQUESTS)) await reconcile(cluster, object, authorizer);
  },
};
