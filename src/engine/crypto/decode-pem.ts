// Takes a PEM text apart as far as it goes, and says which part fails: certificates, requests for them, keys.
// Left out: encrypted keys, SEC 1 keys, revocation lists, and what parts mean to a verifier (verify-chain.ts).
import type { Check } from '../../trace/event.ts';
import { type Der, inside, readDer, readOid } from './der.ts';
import { fromBase64 } from './encoding.ts';
import { readPrivateKey } from './private-key.ts';
import { signatureFault } from './public-key.ts';
import { EKU_NAMES, nameText, readName, readTime } from './x509.ts';

export interface DecodedPem {
  /** "CERTIFICATE"; empty when there is no frame at all. */
  readonly label: string;
  readonly parts: Check[];
  /** The block as it stood, when every part could be read. */
  readonly pem: string | undefined;
}

interface Field {
  readonly check: string;
  readonly tag: number;
  readonly optional?: true;
  /** Undefined when it cannot be read. */
  words(value: Der): string | undefined;
}

const children = (der: Der | undefined): Der[] => (der && inside(der)) ?? [];

const nameWords = (der: Der): string | undefined => {
  const name = readName(der);
  return name && (nameText(name) || 'empty');
};

const ALGORITHMS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.5': 'RSA with SHA-1',
  '1.2.840.113549.1.1.11': 'RSA with SHA-256',
  '1.2.840.113549.1.1.12': 'RSA with SHA-384',
  '1.2.840.113549.1.1.13': 'RSA with SHA-512',
  '1.2.840.10045.4.3.2': 'ECDSA with SHA-256',
  '1.2.840.10045.4.3.3': 'ECDSA with SHA-384',
  '1.3.101.112': 'Ed25519',
};
const CURVES: Readonly<Record<string, string>> = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384', '1.3.132.0.35': 'P-521' };

function algorithmWords(der: Der): string | undefined {
  const oid = children(der)[0];
  return oid && (ALGORITHMS[readOid(oid.content)] ?? readOid(oid.content));
}

function keyWords(der: Der): string | undefined {
  const [algorithm, bits] = children(der);
  const [type, curve] = children(algorithm);
  if (!type || !bits) return undefined;
  const oid = readOid(type.content);
  if (oid === '1.2.840.10045.2.1') return curve && (CURVES[readOid(curve.content)] ?? readOid(curve.content));
  if (oid !== '1.2.840.113549.1.1.1') return ALGORITHMS[oid] ?? oid;
  const modulus = children(readDer(bits.content.slice(1)))[0];
  return modulus && `RSA, ${(modulus.content.length - (modulus.content[0] === 0 ? 1 : 0)) * 8} bits`;
}

function validityWords(der: Der): string | undefined {
  const [from, until] = children(der).map(readTime);
  return from && until && `${from} to ${until}`;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  '2.5.29.14': 'subject key id',
  '2.5.29.15': 'key usage',
  '2.5.29.17': 'alternative names',
  '2.5.29.35': 'authority key id',
};

function extensionsWords(list: Der): string | undefined {
  const words: string[] = [];
  for (const extension of children(children(list)[0])) {
    const [oid, ...rest] = children(extension);
    const value = rest.at(-1);
    const held = value && readDer(value.content);
    if (!oid || !held) return undefined;
    const name = readOid(oid.content);
    if (name === '2.5.29.37')
      words.push(
        `may be used for ${children(held)
          .map(({ content }) => EKU_NAMES[readOid(content)] ?? readOid(content))
          .join(', ')}`,
      );
    else if (name === '2.5.29.19') words.push(children(held)[0]?.tag === 1 ? 'is a CA' : 'is no CA');
    else words.push(EXTENSIONS[name] ?? name);
  }
  return words.join('; ');
}

const bytesWords = ({ content }: Der): string => `${content.length} bytes`;
const integerWords = ({ content }: Der): string => BigInt(`0x${Array.from(content, (b) => b.toString(16).padStart(2, '0')).join('') || '0'}`).toString();

/** What is signed, field by field; the algorithm and the signature stand after it. */
const SIGNED: Readonly<Record<string, readonly Field[]>> = {
  CERTIFICATE: [
    { check: 'version', tag: 0xa0, optional: true, words: (der) => `v${(children(der)[0]?.content[0] ?? 0) + 1}` },
    { check: 'serial number', tag: 0x02, words: integerWords },
    { check: 'algorithm', tag: 0x30, words: algorithmWords },
    { check: 'issuer', tag: 0x30, words: nameWords },
    { check: 'validity', tag: 0x30, words: validityWords },
    { check: 'subject', tag: 0x30, words: nameWords },
    { check: 'public key', tag: 0x30, words: keyWords },
    { check: 'extensions', tag: 0xa3, optional: true, words: extensionsWords },
  ],
  'CERTIFICATE REQUEST': [
    { check: 'version', tag: 0x02, words: ({ content }) => `v${(content[0] ?? 0) + 1}` },
    { check: 'subject', tag: 0x30, words: nameWords },
    { check: 'public key', tag: 0x30, words: keyWords },
    { check: 'attributes', tag: 0xa0, optional: true, words: (der) => `${children(der).length}` },
  ],
};
const SIGNATURE: readonly Field[] = [
  { check: 'signed with', tag: 0x30, words: algorithmWords },
  { check: 'signature', tag: 0x03, words: bytesWords },
];

/** Every block of the text, in order. A text without one gives a single block without a label. */
export async function decodePem(text: string): Promise<DecodedPem[]> {
  const blocks = [...text.matchAll(/-----BEGIN ([^\r\n-]*)-----([\s\S]*?)(?:-----END ([^\r\n-]*)-----|(?=-----BEGIN )|$)/g)];
  if (!blocks.length) return [{ label: '', parts: [{ check: 'frame', ok: false, detail: 'no line says -----BEGIN …-----' }], pem: undefined }];
  return Promise.all(
    blocks.map(async ([whole, label = '', body = '', end]) => {
      const parts: Check[] = [];
      const frame = end === label ? label : end === undefined ? `no line says -----END ${label}-----` : `begins as ${label} and ends as ${end}`;
      parts.push({ check: 'frame', ok: end === label, detail: frame });
      const { bytes, fault } = readBody(body);
      parts.push({ check: 'base64', ok: fault === undefined, detail: fault ?? `${bytes.length} bytes` });
      await readBlock(label, whole, bytes, parts);
      return { label, parts, pem: parts.every(({ ok }) => ok) ? whole : undefined };
    }),
  );
}

/** The bytes up to the first character that is none of base64. */
function readBody(body: string): { bytes: Uint8Array<ArrayBuffer>; fault: string | undefined } {
  const at = body.search(/[^A-Za-z0-9+/=\s]/);
  const bare = (at < 0 ? body : body.slice(0, at)).replace(/\s+/g, '');
  const bytes = fromBase64(bare) ?? fromBase64(bare.replace(/=/g, '').slice(0, bare.length - (bare.length % 4))) ?? new Uint8Array();
  if (at >= 0) return { bytes, fault: `line ${body.slice(0, at).split('\n').length}: “${body[at] ?? ''}” is none of its letters` };
  return { bytes, fault: bare.length % 4 ? 'ends in the middle of a group of four letters' : undefined };
}

async function readBlock(label: string, pem: string, bytes: Uint8Array<ArrayBuffer>, parts: Check[]): Promise<void> {
  const signed = SIGNED[label];
  if (signed) await readSigned(label, signed, bytes, parts);
  else if (label === 'PUBLIC KEY') parts.push(told('public key', readDer(bytes), keyWords));
  else if (label === 'PRIVATE KEY' || label === 'RSA PRIVATE KEY') {
    const key = await readPrivateKey(pem);
    parts.push({
      check: 'private key',
      ok: key !== undefined,
      detail: key ? (keyWords(readDer(key.publicKey) as Der) ?? key.kind) : 'no RSA or P-256 key can be read from it',
    });
  } else
    parts.push({
      check: 'content',
      ok: false,
      detail: `${label || 'a block without a name'} is not modelled here; nearest: CERTIFICATE, CERTIFICATE REQUEST, PRIVATE KEY`,
    });
}

const told = (check: string, value: Der | undefined, words: (value: Der) => string | undefined): Check => {
  const detail = value && words(value);
  return { check, ok: detail !== undefined, detail: detail ?? 'cannot be read' };
};

async function readSigned(label: string, signed: readonly Field[], bytes: Uint8Array<ArrayBuffer>, parts: Check[]): Promise<void> {
  const outer = open(bytes, 0);
  const inner = outer?.tag === 0x30 ? open(bytes, outer.start) : undefined;
  if (!outer || inner?.tag !== 0x30) {
    parts.push({ check: 'structure', ok: false, detail: bytes.length ? 'the bytes are no DER sequence' : 'nothing is there' });
    return;
  }
  const values = new Map<string, Der>();
  const read = (fields: readonly Field[], start: number, end: number): boolean => {
    let at = start;
    for (const [i, { check, tag, optional, words }] of fields.entries()) {
      if (optional && (bytes[at] !== tag || at >= end)) continue;
      const value = at < end ? readDer(bytes, at) : undefined;
      const detail = value?.tag === tag ? words(value) : undefined;
      if (!value || detail === undefined) {
        const why =
          at >= bytes.length || (open(bytes, at)?.end ?? 0) > bytes.length ? `cut off: ${bytes.length} of ${outer.end} bytes are there` : 'cannot be read';
        parts.push({ check, ok: false, detail: why });
        for (const later of fields.slice(i + 1)) parts.push({ check: later.check, ok: null, detail: '' });
        return false;
      }
      values.set(check, value);
      parts.push({ check, ok: true, detail });
      at += value.raw.length;
    }
    return true;
  };
  if (!read(signed, inner.start, inner.end) || !read(SIGNATURE, inner.end, outer.end)) return;
  if (outer.end !== bytes.length) parts.push({ check: 'end', ok: false, detail: `${bytes.length - outer.end} bytes stand after it` });
  const [key, algorithm, signature] = [values.get('public key'), values.get('signed with'), values.get('signature')];
  if (label !== 'CERTIFICATE REQUEST' || !key || !algorithm || !signature) return;
  const oid = children(algorithm)[0];
  const fault = await signatureFault(key.raw, oid ? readOid(oid.content) : '', bytes.slice(outer.start, inner.end), signature.content.slice(1));
  parts.push({ check: 'made with the key it names', ok: fault === undefined, detail: fault ?? '' });
}

/** Where a value's content begins and ends, though the bytes may end before. */
function open(bytes: Uint8Array, at: number): { tag: number; start: number; end: number } | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const count = first < 0x80 ? 0 : first & 0x7f;
  let length = count ? 0 : first;
  for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  return { tag, start: at + 2 + count, end: at + 2 + count + length };
}
