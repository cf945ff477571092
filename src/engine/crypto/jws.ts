// The door to signatures of tokens: reading a compact JWS as go-jose does, checking and signing with WebCrypto; jws.test.ts holds it against jose.
// The API server reads and checks with this, and not with jose, because go-jose's choices differ: which headers it refuses, members named twice, its
// words. A learner's token is signed with this, because jose writes the header anew from an object, and a learner's stays letter for letter as typed.
// Where a JOSE library would stand in the real world, jose stands: an OIDC provider's signing, AWS's check of a token, the page's "who signed this?".
// Left out: the JSON serialization, encryption, detached payloads.
import { isJsonObject, type Json } from '../../trace/json.ts';
import { fromBase64, fromBase64Url, looseUtf8, pemBlocks, toBase64Url, utf8 } from './encoding.ts';
import { repeatedKey } from './json-keys.ts';

/** The parts of a compact JWS whose header go-jose accepts. */
export interface ParsedJws {
  header: { [name: string]: Json };
  /** First non-empty key id, else "". */
  kid: string;
  alg: string;
  payload: Uint8Array<ArrayBuffer>;
  signed: string;
  signature: Uint8Array<ArrayBuffer>;
}

/** A header that was read once: tokens of one key all begin alike. */
export type HeaderMemory = Map<string, { [name: string]: Json }>;
const MOST_HEADERS = 100;

/**
 * undefined when go-jose's ParseSigned refuses the text: not three parts, no base64url, a header of the wrong types.
 * @param memory keeps headers that were accepted, by their encoded text
 */
export function parseJws(token: string, memory?: HeaderMemory): ParsedJws | undefined {
  const parts = token.split('.');
  const [h, p, s] = parts;
  if (parts.length !== 3 || h === undefined || p === undefined || s === undefined) return undefined;
  const payload = fromBase64Url(p);
  const signature = fromBase64Url(s);
  const header = memory?.get(h) ?? readHeader(h);
  if (!header || !payload || !signature) return undefined;
  if (memory && memory.size < MOST_HEADERS) memory.set(h, header);
  const { alg, kid } = header;
  return { header, kid: typeof kid === 'string' ? kid : '', alg: typeof alg === 'string' ? alg : '', payload, signed: `${h}.${p}`, signature };
}

function readHeader(encoded: string): { [name: string]: Json } | undefined {
  const bytes = fromBase64Url(encoded);
  if (!bytes) return undefined;
  const text = looseUtf8(bytes);
  const read = parseJson(text);
  if (read === undefined || (read !== null && !isJsonObject(read)) || (JSON.stringify(read) !== text && repeatedKey(text, NO_PATHS))) return undefined;
  const header = read ?? {};
  const { alg, kid, nonce, jwk, x5c } = header;
  return [alg, kid, nonce].every(isTextOrMissing) && isPublicJwk(jwk) && isCertificateList(x5c) ? header : undefined;
}

const NO_PATHS: ReadonlySet<string> = new Set();

/** A key in the header is never used, but one that cannot be read spoils the token. */
function isPublicJwk(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (!isJsonObject(value)) return false;
  const { kty, n, e, crv, x, y } = value;
  const text = (...parts: (Json | undefined)[]) => parts.every((part) => typeof part === 'string' && part !== '');
  return (kty === 'RSA' && text(n, e)) || (kty === 'EC' && text(crv, x, y)) || (kty === 'OKP' && text(crv, x));
}

/** Certificates in the header: none, or texts that could be DER. */
function isCertificateList(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) && value.every((v) => typeof v === 'string' && (fromBase64(v)?.[0] ?? 0) === 0x30);
}

const isTextOrMissing = (value: Json | undefined): boolean => value === undefined || value === null || typeof value === 'string';

/** undefined when it is no JSON text. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export type Jwk = { kty?: string; crv?: string; n?: string; e?: string; x?: string; y?: string; d?: string };

/** Algorithms that fit a key, the one it signs with first. */
export function algorithmsOf(jwk: Jwk): readonly string[] {
  if (jwk.kty === 'RSA') return ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
  if (jwk.kty === 'EC') return jwk.crv === 'P-256' ? ['ES256'] : jwk.crv === 'P-384' ? ['ES384'] : jwk.crv === 'P-521' ? ['ES512'] : [];
  return [];
}

/** Public part in the order in which the key set is published. */
export function publicJwk(jwk: Jwk): Jwk {
  if (jwk.kty === 'EC') return { kty: 'EC', ...(jwk.crv ? { crv: jwk.crv } : {}), ...(jwk.x ? { x: jwk.x } : {}), ...(jwk.y ? { y: jwk.y } : {}) };
  return { kty: 'RSA', ...(jwk.n ? { n: jwk.n } : {}), ...(jwk.e ? { e: jwk.e } : {}) };
}

export interface PublicKey {
  jwk: Jwk;
  kid: string;
  pem: string;
}

type ImportParameters = RsaHashedImportParams | EcKeyImportParams;

function importParameters(alg: string): ImportParameters | undefined {
  const hash = `SHA-${alg.slice(2)}`;
  if (alg.startsWith('RS')) return { name: 'RSASSA-PKCS1-v1_5', hash };
  if (alg.startsWith('PS')) return { name: 'RSA-PSS', hash };
  const curve = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[alg];
  return curve ? { name: 'ECDSA', namedCurve: curve } : undefined;
}

/** Reads the public keys of a PEM text, `PUBLIC KEY` blocks as they stand. */
export async function readPublicKeys(pem: string): Promise<PublicKey[]> {
  const keys: PublicKey[] = [];
  for (const block of pemBlocks(pem, 'PUBLIC KEY')) {
    const jwk = await spkiToJwk(block.der);
    if (jwk) keys.push({ jwk: publicJwk(jwk), kid: await keyId(block.der), pem: block.pem });
  }
  return keys;
}

async function spkiToJwk(der: Uint8Array<ArrayBuffer>): Promise<Jwk | undefined> {
  for (const parameters of ['RS256', 'ES256', 'ES384', 'ES512'].map(importParameters)) {
    if (!parameters) continue;
    try {
      return (await crypto.subtle.exportKey('jwk', await crypto.subtle.importKey('spki', der, parameters, true, ['verify']))) as Jwk;
    } catch {
      // another kind of key
    }
  }
  return undefined;
}

/** base64url of SHA-256 of the DER SubjectPublicKeyInfo. */
export async function keyId(spki: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', spki)));
}

/** The public half of a private JWK, with its key id. undefined when it is no key that can be read. */
export async function publicOf(jwk: Jwk): Promise<PublicKey | undefined> {
  const parameters = importParameters(algorithmsOf(jwk)[0] ?? '');
  if (!parameters) return undefined;
  try {
    const key = await crypto.subtle.importKey('jwk', publicJwk(jwk) as JsonWebKey, parameters, true, ['verify']);
    const der = new Uint8Array(await crypto.subtle.exportKey('spki', key));
    const body = (btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? []).join('\n');
    return { jwk: publicJwk(jwk), kid: await keyId(der), pem: `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n` };
  } catch {
    return undefined;
  }
}

/** Checks signatures with one public key; each algorithm's CryptoKey is imported once. */
export class Verifier {
  readonly #jwk: Jwk;
  readonly #keys = new Map<string, Promise<CryptoKey>>();

  constructor(jwk: Jwk) {
    this.#jwk = jwk;
  }

  async verify(jws: ParsedJws): Promise<boolean> {
    const { alg, header } = jws;
    if (!algorithmsOf(this.#jwk).includes(alg) || !onlyKnownExtensions(header)) return false;
    const parameters = importParameters(alg);
    if (!parameters) return false;
    let key = this.#keys.get(alg);
    if (!key) this.#keys.set(alg, (key = crypto.subtle.importKey('jwk', this.#jwk as JsonWebKey, parameters, false, ['verify'])));
    return crypto.subtle.verify(operation(alg), await key, jws.signature, utf8(jws.signed));
  }
}

/** RFC 7797's b64 is the one extension go-jose knows, and only switched on. */
function onlyKnownExtensions({ crit, b64 }: ParsedJws['header']): boolean {
  const critical = crit === undefined || crit === null ? [] : crit;
  return Array.isArray(critical) && critical.every((name) => name === 'b64') && (b64 === undefined || b64 === null || b64 === true);
}

function operation(alg: string): AlgorithmIdentifier | RsaPssParams | EcdsaParams {
  if (alg.startsWith('RS')) return { name: 'RSASSA-PKCS1-v1_5' };
  if (alg.startsWith('PS')) return { name: 'RSA-PSS', saltLength: Number(alg.slice(2)) / 8 };
  return { name: 'ECDSA', hash: `SHA-${alg.slice(2)}` };
}

/** Signs with one private key; each algorithm's CryptoKey is imported once. */
export class Signer {
  readonly jwk: Jwk;
  readonly #keys = new Map<string, Promise<CryptoKey>>();

  constructor(jwk: Jwk) {
    this.jwk = jwk;
  }

  /** The compact JWS over the texts exactly as they are given. `alg` must be one of algorithmsOf. */
  async sign(alg: string, header: string, payload: string): Promise<string> {
    const parameters = importParameters(alg);
    if (!parameters) throw new Error(`no such algorithm: ${alg}`);
    let key = this.#keys.get(alg);
    if (!key) {
      const { alg: _, use: _use, key_ops: _ops, ...jwk } = this.jwk as JsonWebKey;
      this.#keys.set(alg, (key = crypto.subtle.importKey('jwk', jwk, parameters, false, ['sign'])));
    }
    const signed = `${toBase64Url(utf8(header))}.${toBase64Url(utf8(payload))}`;
    return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign(operation(alg), await key, utf8(signed))))}`;
  }
}

/** HMAC with a secret, as somebody does who hopes that the server takes its public key for a secret. */
export async function signHmac(alg: 'HS256' | 'HS384' | 'HS512', secret: string, header: string, payload: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: `SHA-${alg.slice(2)}` }, false, ['sign']);
  const signed = `${toBase64Url(utf8(header))}.${toBase64Url(utf8(payload))}`;
  return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(signed))))}`;
}
