// Models the signature algorithms of Go's crypto/x509 that a request or a CA may use, by WebCrypto. Left out: RSA-PSS, DSA, SHA-1.
import { type Der, inside, join, readDer, readOid, SEQUENCE, writeDer, writeInteger, writeOid } from './der.ts';

interface Algorithm {
  readonly kind: 'RSA' | 'ECDSA' | 'Ed25519';
  readonly hash: string;
}

const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  '1.2.840.113549.1.1.11': { kind: 'RSA', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { kind: 'RSA', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { kind: 'RSA', hash: 'SHA-512' },
  '1.2.840.10045.4.3.2': { kind: 'ECDSA', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { kind: 'ECDSA', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { kind: 'ECDSA', hash: 'SHA-512' },
  '1.3.101.112': { kind: 'Ed25519', hash: '' },
};

const CURVES: Readonly<Record<string, { name: string; size: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', size: 32 },
  '1.3.132.0.34': { name: 'P-384', size: 48 },
  '1.3.132.0.35': { name: 'P-521', size: 66 },
};

/** Go's words when the signature does not fit, undefined when it does. */
export async function signatureFault(spki: Uint8Array<ArrayBuffer>, algorithm: string, signed: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>) {
  const known = ALGORITHMS[algorithm];
  if (!known) return 'x509: cannot verify signature: algorithm unimplemented';
  const curve = known.kind === 'ECDSA' ? curveOf(spki) : undefined;
  const wrong = { RSA: 'crypto/rsa: verification error', ECDSA: 'x509: ECDSA verification failure', Ed25519: 'x509: Ed25519 verification failure' }[known.kind];
  const { parameters, verify } = parametersOf(known, curve?.name ?? '');
  const given = known.kind === 'ECDSA' ? rawSignature(signature, curve?.size ?? 0) : signature;
  if (!given) return wrong;
  try {
    const key = await crypto.subtle.importKey('spki', spki, parameters, false, ['verify']);
    return (await crypto.subtle.verify(verify, key, given, signed)) ? undefined : wrong;
  } catch {
    return 'x509: signature algorithm specifies another public key than the request has';
  }
}

function parametersOf({ kind, hash }: Algorithm, namedCurve: string) {
  if (kind === 'RSA') return { parameters: { name: 'RSASSA-PKCS1-v1_5', hash }, verify: { name: 'RSASSA-PKCS1-v1_5' } };
  if (kind === 'ECDSA') return { parameters: { name: 'ECDSA', namedCurve }, verify: { name: 'ECDSA', hash } };
  return { parameters: { name: 'Ed25519' }, verify: { name: 'Ed25519' } };
}

function curveOf(spki: Uint8Array<ArrayBuffer>): { name: string; size: number } | undefined {
  const [algorithm] = partsOf(readDer(spki));
  const [, curve] = partsOf(algorithm);
  return curve && CURVES[readOid(curve.content)];
}

const partsOf = (der: Der | undefined): Der[] => (der && inside(der)) ?? [];

/** r and s in DER to the two numbers side by side, as WebCrypto wants them. */
function rawSignature(signature: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> | undefined {
  const numbers = partsOf(readDer(signature));
  if (numbers.length !== 2 || !size) return undefined;
  const padded = numbers.map(({ content }) => {
    const bare = content.slice(content.findIndex((b) => b !== 0));
    return bare.length > size ? undefined : join([new Uint8Array(size - bare.length), bare]);
  });
  const [r, s] = padded;
  return r && s ? join([r, s]) : undefined;
}

export interface Signer {
  /** AlgorithmIdentifier as it stands in what is signed. */
  readonly algorithm: Uint8Array<ArrayBuffer>;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** A CA's private key: RSA or P-256, both with SHA-256. undefined for any other. */
export async function signerOf(jwk: Readonly<Record<string, unknown>>): Promise<Signer | undefined> {
  const { alg: _alg, key_ops: _ops, use: _use, kid: _kid, ...bare } = jwk;
  if (jwk.kty === 'RSA') {
    const name = 'RSASSA-PKCS1-v1_5';
    const key = await crypto.subtle.importKey('jwk', bare as JsonWebKey, { name, hash: 'SHA-256' }, false, ['sign']);
    return {
      algorithm: writeDer(SEQUENCE, writeOid('1.2.840.113549.1.1.11'), Uint8Array.from([5, 0])),
      sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(name, key, bytes)),
    };
  }
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256') return undefined;
  const key = await crypto.subtle.importKey('jwk', bare as JsonWebKey, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  return {
    algorithm: writeDer(SEQUENCE, writeOid('1.2.840.10045.4.3.2')),
    async sign(bytes) {
      const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes));
      return writeDer(SEQUENCE, writeInteger(raw.slice(0, 32)), writeInteger(raw.slice(32)));
    },
  };
}
