// Models crypto/tls.X509KeyPair and what TLS then does with the pair: the client signs the handshake with its private key, and the signature must fit the
// public key of its certificate. RSA, P-256, P-384, P-521 and Ed25519, in PKCS #8, PKCS #1 and SEC 1. Left out: encrypted keys (Go refuses them too).
import { type Der, inside, readDer, readOid } from './der.ts';
import { pemBlocks, utf8 } from './encoding.ts';
import { EC, pkcs8, RSA } from './pkcs8.ts';

type Bytes = Uint8Array<ArrayBuffer>;

interface Algorithm {
  oid: string;
  curve: string;
}

const ED25519 = '1.3.101.112';
const CURVES: Readonly<Record<string, string>> = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384', '1.3.132.0.35': 'P-521' };

/** What is signed here: any text shows whether the two halves belong together. */
const HANDSHAKE = utf8('TLS 1.3, client CertificateVerify');

const UNREADABLE = 'tls: failed to parse private key';

/** Why a client cannot show this certificate with this key, in Go's words ("tls: private key does not match public key"); undefined when it can. */
export async function keyPairFault(certificatePem: string, keyPem: string): Promise<string | undefined> {
  const [certificate] = pemBlocks(certificatePem, 'CERTIFICATE');
  if (!certificate) return certificateMissing(labels(certificatePem));
  const found = labels(keyPem);
  const label = found.find((one) => /(^| )PRIVATE KEY$/.test(one));
  if (label === undefined) return keyMissing(found);
  const key = pkcs8(label, pemBlocks(keyPem, label)[0]?.der);
  const own = key && algorithmOf(partsOf(readDer(key))[1]);
  if (!key || !own) return UNREADABLE;
  const spki = publicKeyOf(certificate.der);
  const theirs = spki && algorithmOf(partsOf(readDer(spki))[0]);
  if (!spki || !theirs) return 'tls: unknown public key algorithm';
  if (theirs.oid !== own.oid) return 'tls: private key type does not match public key type';
  const signature = await sign(key, own);
  if (!signature) return UNREADABLE;
  return (await verify(spki, theirs, signature)) ? undefined : 'tls: private key does not match public key';
}

/** The labels of a PEM text's blocks, in order. */
const labels = (text: string): string[] =>
  [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label = '']) => label).filter((label) => pemBlocks(text, label).length > 0);

function certificateMissing(skipped: readonly string[]): string {
  const [only, ...more] = skipped;
  if (only === undefined) return 'tls: failed to find any PEM data in certificate input';
  if (!more.length && only.endsWith('PRIVATE KEY'))
    return 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${skipped.join(' ')}]`;
}

function keyMissing(skipped: readonly string[]): string {
  const [only, ...more] = skipped;
  if (only === undefined) return 'tls: failed to find any PEM data in key input';
  if (!more.length && only === 'CERTIFICATE') return 'tls: found a certificate rather than a key in the PEM for the private key';
  return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${skipped.join(' ')}]`;
}

const partsOf = (der: Der | undefined): Der[] => (der && inside(der)) ?? [];

/** DER SubjectPublicKeyInfo of a certificate: behind version (tag 0xa0, optional), serial, algorithm, issuer, validity and subject. */
function publicKeyOf(certificate: Bytes): Bytes | undefined {
  const [tbs] = partsOf(readDer(certificate));
  const fields = partsOf(tbs);
  const key = fields[fields[0]?.tag === 0xa0 ? 6 : 5];
  return key && Uint8Array.from(key.raw);
}

function algorithmOf(identifier: Der | undefined): Algorithm | undefined {
  const [type, parameter] = partsOf(identifier);
  const oid = type ? readOid(type.content) : '';
  if (oid === RSA || oid === ED25519) return { oid, curve: '' };
  const curve = parameter && CURVES[readOid(parameter.content)];
  return oid === EC && curve ? { oid, curve } : undefined;
}

function parametersOf({ oid, curve }: Algorithm) {
  if (oid === RSA) return { key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, use: { name: 'RSASSA-PKCS1-v1_5' } };
  if (oid === ED25519) return { key: { name: 'Ed25519' }, use: { name: 'Ed25519' } };
  return { key: { name: 'ECDSA', namedCurve: curve }, use: { name: 'ECDSA', hash: 'SHA-256' } };
}

async function sign(der: Bytes, algorithm: Algorithm): Promise<ArrayBuffer | undefined> {
  const { key, use } = parametersOf(algorithm);
  try {
    return await crypto.subtle.sign(use, await crypto.subtle.importKey('pkcs8', der, key, false, ['sign']), HANDSHAKE);
  } catch {
    return undefined;
  }
}

async function verify(spki: Bytes, algorithm: Algorithm, signature: ArrayBuffer): Promise<boolean> {
  const { key, use } = parametersOf(algorithm);
  try {
    return await crypto.subtle.verify(use, await crypto.subtle.importKey('spki', spki, key, false, ['verify']), signature, HANDSHAKE);
  } catch {
    return false;
  }
}
