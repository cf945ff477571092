// Models what Go's x509.CreateCertificate writes for a request that kube-controller-manager signs. Left out: everything it never sets.
import type { CertificateRequest, NameAttribute } from './certificate-request.ts';
import { inside, join, OCTET_STRING, readDer, readOid, SEQUENCE, SET, writeDer, writeInteger, writeOid } from './der.ts';
import { pemBlocks, toBase64, utf8 } from './encoding.ts';
import type { Signer } from './public-key.ts';

export interface Authority {
  /** DER Name of the CA, as its own certificate has it. */
  readonly name: Uint8Array<ArrayBuffer>;
  /** Undefined when the CA's certificate has no subject key id. */
  readonly keyId: Uint8Array<ArrayBuffer> | undefined;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
}

export interface Issue {
  readonly authority: Authority;
  readonly signer: Signer;
  readonly request: CertificateRequest;
  /** Kubernetes' names, "client auth". */
  readonly usages: readonly string[];
  readonly serial: Uint8Array<ArrayBuffer>;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** What the issuer's own certificate says that the certificates it signs repeat; undefined when it cannot be read. */
export function readAuthority(pem: string): Authority | undefined {
  const der = pemBlocks(pem, 'CERTIFICATE')[0]?.der;
  const whole = der && readDer(der);
  const [tbs] = (whole && inside(whole)) ?? [];
  const parts = (tbs && inside(tbs)) ?? [];
  const [, , , , validity, name] = parts;
  const until = (validity && inside(validity))?.[1];
  const list = parts.find((p) => p.tag === 0xa3);
  const extensions = (list && inside(list)?.[0]) ?? undefined;
  let keyId: Uint8Array<ArrayBuffer> | undefined;
  for (const extension of (extensions && inside(extensions)) ?? []) {
    const [oid, ...rest] = inside(extension) ?? [];
    const value = rest.find((p) => p.tag === OCTET_STRING);
    if (oid && value && readOid(oid.content) === '2.5.29.14') keyId = readDer(value.content)?.content;
  }
  return name && until ? { name: name.raw, keyId, notAfter: readTime(until.tag, String.fromCharCode(...until.content)) } : undefined;
}

/** UTCTime (23) counts years from 1950, GeneralizedTime (24) writes them out. */
function readTime(tag: number, text: string): number {
  const full = tag === 23 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full) ?? [];
  return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
}

export function writeTime(moment: number): Uint8Array<ArrayBuffer> {
  const digits = new Date(moment).toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '');
  const year = Number(digits.slice(0, 4));
  return year >= 1950 && year < 2050 ? writeDer(23, utf8(digits.slice(2))) : writeDer(24, utf8(digits));
}

/** A PEM certificate, the leaf alone. */
export async function issueCertificate({ authority, signer, request, usages, serial, notBefore, notAfter }: Issue): Promise<string> {
  const subject = writeName(request.subject);
  const tbs = writeDer(
    SEQUENCE,
    writeDer(0xa0, writeInteger(Uint8Array.from([2]))),
    writeInteger(serial),
    signer.algorithm,
    authority.name,
    writeDer(SEQUENCE, writeTime(notBefore), writeTime(notAfter)),
    subject,
    request.publicKey,
    writeDer(0xa3, writeDer(SEQUENCE, ...extensions(authority, request, usages, request.subject.length === 0))),
  );
  const signature = await signer.sign(tbs);
  const whole = writeDer(SEQUENCE, tbs, signer.algorithm, writeDer(0x03, Uint8Array.from([0]), signature));
  return `-----BEGIN CERTIFICATE-----\n${toBase64(whole)
    .replace(/(.{64})/g, '$1\n')
    .replace(/\n$/, '')}\n-----END CERTIFICATE-----\n`;
}

/** pkix.Name.ToRDNSequence: these attributes in this order, all values of one in one set. Others are not carried over. */
const NAME_ORDER = ['2.5.4.6', '2.5.4.10', '2.5.4.11', '2.5.4.7', '2.5.4.8', '2.5.4.9', '2.5.4.17', '2.5.4.3', '2.5.4.5'];
const SINGLE = ['2.5.4.3', '2.5.4.5'];

function writeName(subject: readonly NameAttribute[]): Uint8Array<ArrayBuffer> {
  const sets = NAME_ORDER.flatMap((oid) => {
    const all = subject.filter((a) => a.oid === oid && (a.value !== '' || !SINGLE.includes(oid))).map((a) => a.value);
    const values = SINGLE.includes(oid) ? all.slice(-1) : all;
    if (!values.length) return [];
    const attributes = values.map((value) => writeDer(SEQUENCE, writeOid(oid), writeText(value)));
    // A SET OF is sorted by its members' bytes.
    return [writeDer(SET, ...attributes.sort(byBytes))];
  });
  return writeDer(SEQUENCE, ...sets);
}

function byBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
}

const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;
export const writeText = (text: string): Uint8Array<ArrayBuffer> => writeDer(PRINTABLE.test(text) ? 19 : 12, utf8(text));

const KEY_USAGES = [
  'digital signature',
  'content commitment',
  'key encipherment',
  'data encipherment',
  'key agreement',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
];
/** In Go's order, which is the order they are written in. */
const EXTENDED: readonly (readonly [usage: string, oid: string])[] = [
  ['any', '2.5.29.37.0'],
  ['server auth', '1.3.6.1.5.5.7.3.1'],
  ['client auth', '1.3.6.1.5.5.7.3.2'],
  ['code signing', '1.3.6.1.5.5.7.3.3'],
  ['email protection', '1.3.6.1.5.5.7.3.4'],
  ['ipsec end system', '1.3.6.1.5.5.7.3.5'],
  ['ipsec tunnel', '1.3.6.1.5.5.7.3.6'],
  ['ipsec user', '1.3.6.1.5.5.7.3.7'],
  ['timestamping', '1.3.6.1.5.5.7.3.8'],
  ['ocsp signing', '1.3.6.1.5.5.7.3.9'],
  ['microsoft sgc', '1.3.6.1.4.1.311.10.3.3'],
  ['netscape sgc', '2.16.840.1.113730.4.1'],
];
const OTHER_NAMES: Readonly<Record<string, string>> = { signing: 'digital signature', 's/mime': 'email protection' };

function extensions({ keyId }: Authority, request: CertificateRequest, given: readonly string[], nameless: boolean): Uint8Array<ArrayBuffer>[] {
  const usages = given.map((u) => OTHER_NAMES[u] ?? u);
  const out: Uint8Array<ArrayBuffer>[] = [];
  const critical = Uint8Array.from([1, 1, 255]);
  const add = (oid: string, value: Uint8Array, isCritical = false) =>
    out.push(writeDer(SEQUENCE, writeOid(oid), ...(isCritical ? [critical] : []), writeDer(OCTET_STRING, value)));
  const bits = KEY_USAGES.flatMap((usage, bit) => (usages.includes(usage) ? [bit] : []));
  if (bits.length) add('2.5.29.15', keyUsageBits(bits), true);
  const extended = EXTENDED.filter(([usage]) => usages.includes(usage)).map(([, oid]) => writeOid(oid));
  if (extended.length) add('2.5.29.37', writeDer(SEQUENCE, ...extended));
  add('2.5.29.19', writeDer(SEQUENCE), true);
  if (keyId) add('2.5.29.35', writeDer(SEQUENCE, writeDer(0x80, keyId)));
  const names = [
    ...request.dnsNames.map((n) => writeDer(0x82, utf8(n))),
    ...request.emailAddresses.map((n) => writeDer(0x81, utf8(n))),
    ...request.ipAddresses.map((n) => writeDer(0x87, n)),
    ...request.uris.map((n) => writeDer(0x86, utf8(n))),
  ];
  if (names.length) add('2.5.29.17', writeDer(SEQUENCE, ...names), nameless);
  return out;
}

/** A BIT STRING without trailing zero bits. */
function keyUsageBits(bits: readonly number[]): Uint8Array<ArrayBuffer> {
  const last = Math.max(...bits);
  const bytes = new Uint8Array((last >> 3) + 1);
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return writeDer(0x03, join([Uint8Array.from([7 - (last & 7)]), bytes]));
}
