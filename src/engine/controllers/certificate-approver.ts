// Models pkg/controller/certificates/approver/sarapprove.go: a kubelet's own client certificate is approved when whoever asks may ask for it.
// Left out: other signers (nobody but a person approves those).

import type { Members } from '../../trace/json.ts';
import { parseCertificateRequest } from '../crypto/certificate-request.ts';
import { members, textOf } from '../nodes/component-client.ts';
import { conditionsOf, has, requestText, TYPE, targetOf, usagesOf } from './certificate-objects.ts';
import { kubeletClientFault } from './certificate-signers.ts';
import type { ControllerContext } from './controller-context.ts';

const SIGNER = 'kubernetes.io/kube-apiserver-client-kubelet';

export async function approveRequest(context: ControllerContext, object: Members): Promise<void> {
  const { signerName, username, uid, groups, extra } = members(object.spec);
  if (signerName !== SIGNER || members(object.status).certificate || has(object, 'Approved') || has(object, 'Denied')) return;
  const parsed = parseCertificateRequest(requestText(object));
  if (!parsed.ok || kubeletClientFault(parsed.request, usagesOf(object))) return;
  const client = context.as('certificate-controller');
  const self = textOf(username) === parsed.request.commonName;
  for (const subresource of self ? ['selfnodeclient', 'nodeclient'] : ['nodeclient']) {
    const resourceAttributes = { verb: 'create', group: 'certificates.k8s.io', version: '*', resource: 'certificatesigningrequests', subresource };
    const review = await client.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      kind: 'SubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec: { resourceAttributes, user: username, groups, extra, uid },
      status: { allowed: false },
    });
    if (members(review.json.status).allowed !== true) continue;
    const message = `Auto approving ${subresource === 'selfnodeclient' ? 'self ' : ''}kubelet client certificate after SubjectAccessReview.`;
    const approved = { type: 'Approved', status: 'True', reason: 'AutoApproved', message, lastUpdateTime: null, lastTransitionTime: null };
    const status = { ...members(object.status), conditions: [...conditionsOf(object), approved] };
    await client.send('PUT', `${targetOf(object)}/approval`, { ...object, ...TYPE, status });
    return;
  }
}
