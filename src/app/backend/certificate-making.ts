// The Certificates tab's hands: real keys and signatures by WebCrypto, and what the API server would say of the result. Loaded when the tab is used.
import { ChainMemory, judgeCertificate } from '../../engine/apiserver/authn/request/x509.ts';
import { knownCertificates } from '../../engine/base-worlds/known-certificates.ts';
import { Certificates } from '../../engine/crypto/certificates.ts';
import { decodePem } from '../../engine/crypto/decode-pem.ts';
import { pemBlocks, toBase64, utf8 } from '../../engine/crypto/encoding.ts';
import { readAuthority } from '../../engine/crypto/issue-certificate.ts';
import { extensionsOf, writeCertificate, writeName, writeRequest } from '../../engine/crypto/make-certificate.ts';
import { readPrivateKey } from '../../engine/crypto/private-key.ts';
import { type Signer, signerOf } from '../../engine/crypto/public-key.ts';
import { invariant } from '../../engine/invariant.ts';
import type { Machine } from '../../engine/machine.ts';
import type { World } from '../../engine/world.ts';
import type { CertificateWish, DecodedBlock, MadeCertificate } from '../../ports/certificates.ts';
import { newKey } from '../../shell/programs/openssl/keys.ts';
import { newSerial } from '../../shell/programs/openssl/validity.ts';
import { ORIGIN } from './administrator.ts';
import type { MadeOrNot } from './backend.ts';

const FOLDER = '/home/learner/certs';
const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
const CA_LIFE = 3650 * 86_400_000;

interface Issuer {
  /** PEM. */
  certificate: string;
  signer: Signer;
}

export async function makeCertificate(world: World, node: Machine, wish: CertificateWish): Promise<MadeOrNot> {
  const name = fileName(wish.commonName);
  const keyPem = await newKey(wish.key);
  const key = await readPrivateKey(keyPem);
  invariant(key, 'a key that was just made cannot be read', { kind: wish.key });
  const subject = [
    ...wish.organizations.map((value) => ({ oid: ORGANIZATION, value })),
    ...(wish.commonName === '' ? [] : [{ oid: COMMON_NAME, value: wish.commonName }]),
  ];
  const path = (ending: string): string => `${FOLDER}/${name}${ending}`;
  if (wish.signer === 'request') {
    const csr = await writeRequest({ subject, publicKey: key.publicKey, dnsNames: [], ipAddresses: [] }, key.signer);
    const manifest = requestManifest(name, csr, wish);
    const shown = await readPem(world, node, csr);
    return made(name, 'csr', csr, { [path('.csr')]: csr, [path('.yaml')]: manifest, [path('.key')]: keyPem }, shown);
  }
  const issuer = wish.signer === 'cluster' ? await clusterIssuer(world, node) : await ownIssuer(world, `${name}-ca`);
  if ('error' in issuer) return issuer;
  const authority = readAuthority(issuer.certificate);
  invariant(authority, 'a CA in use cannot be read', { signer: wish.signer });
  const notBefore = Math.floor(world.clock.now() / 1000 + wish.from) * 1000;
  const marks = { isCA: false, usages: wish.usages, publicKey: key.publicKey, authorityKeyId: authority.keyId, dnsNames: [], ipAddresses: [] };
  const draft = { issuer: authority.name, subject: writeName(subject), publicKey: key.publicKey, serial: newSerial(), notBefore };
  const crt = await writeCertificate({ ...draft, notAfter: notBefore + wish.lifetime * 1000, extensions: await extensionsOf(marks) }, issuer.signer);
  const files = { [path('.crt')]: crt, [path('.key')]: keyPem, ...(wish.signer === 'own' ? { [path('-ca.crt')]: issuer.certificate } : {}) };
  return made(name, 'crt', crt, files, await readPem(world, node, crt));
}

function made(name: string, kind: MadeCertificate['kind'], pem: string, files: Record<string, string>, decoded: DecodedBlock[]): MadeOrNot {
  const at = `~/certs/${name}`;
  const command =
    kind === 'csr'
      ? `kubectl apply -f ${at}.yaml && kubectl certificate approve ${name} && kubectl get csr ${name} -o jsonpath='{.status.certificate}' | base64 -d > ${at}.crt`
      : `curl -sS --cacert ~/.minikube/ca.crt --cert ${at}.crt --key ${at}.key ${ORIGIN}/api/v1/namespaces/default/pods`;
  return { made: { name, kind, pem, files, command, decoded } };
}

/** A name that a file and an object of the API can have. */
const fileName = (commonName: string): string =>
  commonName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'nobody';

const KUBERNETES_USAGES: Readonly<Record<string, string>> = { clientAuth: 'client auth', serverAuth: 'server auth' };

function requestManifest(name: string, csr: string, { lifetime, usages }: CertificateWish): string {
  const spec = {
    request: toBase64(utf8(csr)),
    signerName: 'kubernetes.io/kube-apiserver-client',
    expirationSeconds: lifetime,
    usages: usages.map((usage) => KUBERNETES_USAGES[usage] ?? usage),
  };
  return `${JSON.stringify({ apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest', metadata: { name }, spec }, null, 2)}\n`;
}

/** The CA in the file that --client-ca-file names, with the key the world holds for it. */
async function clusterIssuer(world: World, node: Machine): Promise<Issuer | { error: string }> {
  const certificate = clientCa(world, node);
  if (certificate === undefined) return { error: 'The API server has no --client-ca-file now, so there is no CA whose certificates it would take.' };
  const held = Object.values(world.toSpec().pki).find(({ crt }) => crt?.trim() === certificate.trim());
  const signer = held?.jwk && (await signerOf(held.jwk));
  return signer ? { certificate, signer } : { error: 'Nobody here holds the key of the CA in --client-ca-file. Let a CA of its own sign.' };
}

async function ownIssuer(world: World, commonName: string): Promise<Issuer> {
  const key = await readPrivateKey(await newKey('P-256'));
  invariant(key, 'a key that was just made cannot be read', { kind: 'P-256' });
  const { signer, publicKey } = key;
  const name = writeName([{ oid: COMMON_NAME, value: commonName }]);
  const notBefore = Math.floor(world.clock.now() / 1000) * 1000;
  const extensions = await extensionsOf({ isCA: true, usages: [], publicKey, dnsNames: [], ipAddresses: [] });
  const life = { notBefore: notBefore - CA_LIFE, notAfter: notBefore + CA_LIFE };
  return { certificate: await writeCertificate({ issuer: name, subject: name, publicKey, serial: newSerial(), ...life, extensions }, signer), signer };
}

const clientCa = (world: World, node: Machine): string | undefined => node.read([world.server().flags['client-ca-file'] ?? []].flat().at(-1) ?? '');

/** Each block of a PEM text; the first certificate is held against the API server's client CA, those after it may lead there. */
export async function readPem(world: World, node: Machine, text: string): Promise<DecodedBlock[]> {
  const roots = clientCa(world, node);
  const blocks = await decodePem(text);
  const leaf = blocks.find(({ label }) => label === 'CERTIFICATE');
  const pems = pemBlocks(text, 'CERTIFICATE').map(({ pem }) => pem);
  const judge = async (): Promise<DecodedBlock['verdict']> => {
    if (roots === undefined) return [{ check: 'asked for', ok: false, detail: 'the API server has no --client-ca-file, so nobody reads certificates' }];
    const { evidence } = await judgeCertificate(new ChainMemory(new Certificates(knownCertificates()), roots), pems, world.clock.now());
    return evidence?.type === 'certificate' ? evidence.checks : [{ check: 'parsed', ok: false, detail: 'Go’s reader takes no certificate from it' }];
  };
  return Promise.all(
    blocks.map(async (block) => ({ label: block.label, parts: block.parts, verdict: block === leaf && block.pem !== undefined ? await judge() : [] })),
  );
}
