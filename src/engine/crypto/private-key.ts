// Models reading a private key from PEM (PKCS #8, and PKCS #1 for RSA): RSA and P-256. Left out: encrypted keys, SEC 1, other curves.
import { inside, readDer, readOid } from './der.ts';
import { pemBlocks } from './encoding.ts';
import { EC, pkcs8, RSA } from './pkcs8.ts';
import { type Signer, signerOf } from './public-key.ts';

export interface PrivateKey {
  readonly kind: 'RSA' | 'P-256';
  readonly signer: Signer;
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** undefined when the text holds no key that can be read. */
export async function readPrivateKey(pem: string): Promise<PrivateKey | undefined> {
  const [block] = pemBlocks(pem, 'PRIVATE KEY');
  const der = block?.der ?? pkcs8('RSA PRIVATE KEY', pemBlocks(pem, 'RSA PRIVATE KEY')[0]?.der);
  const whole = der && readDer(der);
  const [, algorithm] = (whole && inside(whole)) ?? [];
  const [type] = (algorithm && inside(algorithm)) ?? [];
  const oid = type && readOid(type.content);
  if (!der || (oid !== RSA && oid !== EC)) return undefined;
  const parameters = oid === RSA ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    const key = await crypto.subtle.importKey('pkcs8', der, parameters, true, ['sign']);
    const jwk = (await crypto.subtle.exportKey('jwk', key)) as Readonly<Record<string, unknown>>;
    const { kty, n, e, crv, x, y } = jwk;
    const open = (kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }) as JsonWebKey;
    const spki = await crypto.subtle.exportKey('spki', await crypto.subtle.importKey('jwk', open, parameters, true, ['verify']));
    const signer = await signerOf(jwk);
    return signer && { kind: oid === RSA ? 'RSA' : 'P-256', signer, publicKey: new Uint8Array(spki) };
  } catch {
    return undefined;
  }
}
