// Models pkg/controller/certificates/{signer,authority}: signs what is approved for a signer it knows, or says why it will not.
// Left out: kubernetes.io/legacy-unknown (this API cannot create requests for it), reading the CA anew.
import { type Condition, conditionsOf, textOf, withTimes } from '../apiserver/resources/certificate-signing-requests.ts';
import { objectOf, specOf, stringsOf } from '../apiserver/resources/validation/object-meta.ts';
import { type CertificateRequest, parseCertificateRequest } from '../crypto/certificate-request.ts';
import { toBase64, utf8 } from '../crypto/encoding.ts';
import type { KubeObject } from '../store/object.ts';
import { kubeletClientFault, kubeletServingFault, userClientFault } from './certificate-signers.ts';
import type { Cluster, Controller } from './controllers.ts';

export const REQUESTS = { group: 'certificates.k8s.io', resource: 'certificatesigningrequests' };

const BACKDATE_MS = 5 * 60_000;
const SHORT_MS = 8 * 3_600_000;
const LONGEST_MS = 8760 * 3_600_000;
const SHORTEST_MS = 10 * 60_000;

const SIGNERS: Readonly<Record<string, (request: CertificateRequest, usages: readonly string[]) => string | undefined>> = {
  'kubernetes.io/kube-apiserver-client': userClientFault,
  'kubernetes.io/kube-apiserver-client-kubelet': kubeletClientFault,
  'kubernetes.io/kubelet-serving': kubeletServingFault,
};

/** kube-controller-manager's own certificate and key to sign with. */
export interface SigningCa {
  /** PEM. */
  readonly certificate: string;
  readonly key: Readonly<Record<string, unknown>>;
}

export const has = (object: KubeObject, type: string): boolean => conditionsOf(object).some((c) => c.type === type && c.status === 'True');

export function writeStatus({ store, clock }: Cluster, object: KubeObject, status: { conditions?: readonly Condition[]; certificate?: string }): void {
  const old = objectOf(object.status);
  const conditions = withTimes(status.conditions ?? conditionsOf(object), conditionsOf(object), clock.timestamp());
  const certificate = status.certificate ?? old.certificate;
  store.write(REQUESTS, '', object.metadata.name, { ...object, status: { ...old, conditions, ...(certificate ? { certificate } : {}) } } as KubeObject);
}

async function reconcile(cluster: Cluster, object: KubeObject, ca: SigningCa): Promise<void> {
  const spec = specOf(object);
  const accepts = SIGNERS[String(spec.signerName ?? '')];
  if (!accepts || objectOf(object.status).certificate || !has(object, 'Approved') || has(object, 'Denied') || has(object, 'Failed')) return;
  const parsed = parseCertificateRequest(textOf(spec.request));
  if (!parsed.ok) return;
  const usages = stringsOf(spec.usages);
  const fault = accepts(parsed.request, usages);
  if (fault) {
    const failed = { type: 'Failed', status: 'True', reason: 'SignerValidationFailure', message: fault };
    writeStatus(cluster, object, { conditions: [...conditionsOf(object), failed] });
    return;
  }
  const { issueCertificate, readAuthority } = await import('../crypto/issue-certificate.ts');
  const { signerOf } = await import('../crypto/public-key.ts');
  const authority = readAuthority(ca.certificate);
  const signer = await signerOf(ca.key);
  if (!authority || !signer) return;
  const now = Math.floor(cluster.clock.now() / 1000) * 1000;
  const lifetime = lifetimeOf(spec.expirationSeconds);
  const notAfter = Math.min(now + lifetime - (lifetime < SHORT_MS ? 0 : BACKDATE_MS), authority.notAfter);
  const serial = Uint8Array.from({ length: 16 }, () => cluster.random.next() >>> 24);
  const pem = await issueCertificate({ authority, signer, request: parsed.request, usages, serial, notBefore: now - BACKDATE_MS, notAfter });
  writeStatus(cluster, object, { certificate: toBase64(utf8(pem)) });
}

function lifetimeOf(asked: unknown): number {
  return typeof asked === 'number' ? Math.max(SHORTEST_MS, Math.min(LONGEST_MS, asked * 1000)) : LONGEST_MS;
}

export const certificateSigner: Controller = {
  watches: ['certificatesigningrequests'],
  async reconcile(cluster) {
    const { signingCa } = cluster;
    if (signingCa) for (const object of cluster.store.list(REQUESTS)) await reconcile(cluster, object, signingCa);
  },
};
