// Models pkg/controller/certificates/{signer,authority}: signs what is approved for a signer it knows, or says why it will not.
// Left out: kubernetes.io/legacy-unknown (this API cannot create requests for it), reading the CA anew.

import type { Members } from '../../trace/json.ts';
import { type CertificateRequest, parseCertificateRequest } from '../crypto/certificate-request.ts';
import { toBase64, utf8 } from '../crypto/encoding.ts';
import { issueCertificate, readAuthority } from '../crypto/issue-certificate.ts';
import { signerOf } from '../crypto/public-key.ts';
import { members, textOf } from '../nodes/component-client.ts';
import { conditionsOf, has, requestText, TYPE, targetOf, usagesOf } from './certificate-objects.ts';
import { kubeletClientFault, kubeletServingFault, userClientFault } from './certificate-signers.ts';
import type { ControllerContext } from './controller-context.ts';

const BACKDATE_MS = 5 * 60_000;
const SHORT_MS = 8 * 3_600_000;
const LONGEST_MS = 8760 * 3_600_000;
const SHORTEST_MS = 10 * 60_000;

const SIGNERS: Readonly<Record<string, (request: CertificateRequest, usages: readonly string[]) => string | undefined>> = {
  'kubernetes.io/kube-apiserver-client': userClientFault,
  'kubernetes.io/kube-apiserver-client-kubelet': kubeletClientFault,
  'kubernetes.io/kubelet-serving': kubeletServingFault,
};

export async function signRequest(context: ControllerContext, object: Members): Promise<void> {
  const { signerName, expirationSeconds } = members(object.spec);
  const accepts = SIGNERS[textOf(signerName)];
  const ca = context.signingCa();
  if (!ca || !accepts || members(object.status).certificate || !has(object, 'Approved') || has(object, 'Denied') || has(object, 'Failed')) return;
  const parsed = parseCertificateRequest(requestText(object));
  if (!parsed.ok) return;
  const put = (more: Members) =>
    context.as('certificate-controller').send('PUT', `${targetOf(object)}/status`, { ...object, ...TYPE, status: { ...members(object.status), ...more } });
  const usages = usagesOf(object);
  const fault = accepts(parsed.request, usages);
  if (fault) {
    await put({ conditions: [...conditionsOf(object), { type: 'Failed', status: 'True', reason: 'SignerValidationFailure', message: fault }] });
    return;
  }
  const authority = readAuthority(ca.certificate);
  const signer = await signerOf(ca.key);
  if (!authority || !signer) return;
  const now = Math.floor(context.clock.now() / 1000) * 1000;
  const lifetime = lifetimeOf(expirationSeconds);
  const notAfter = Math.min(now + lifetime - (lifetime < SHORT_MS ? 0 : BACKDATE_MS), authority.notAfter);
  const serial = Uint8Array.from({ length: 16 }, () => context.random.next() >>> 24);
  const pem = await issueCertificate({ authority, signer, request: parsed.request, usages, serial, notBefore: now - BACKDATE_MS, notAfter });
  await put({ certificate: toBase64(utf8(pem)) });
}

function lifetimeOf(asked: unknown): number {
  return typeof asked === 'number' ? Math.max(SHORTEST_MS, Math.min(LONGEST_MS, asked * 1000)) : LONGEST_MS;
}
