// Models what Go's crypto/x509 reads of a certificate, by the reader of DER. Loaded when a certificate turns up that nobody worked out beforehand.
// Left out: name constraints, policies, URIs and e-mail addresses, P-224 and DSA keys, SHA-1 and RSA-PSS signatures.
import type { CertificateFacts } from '../../trace/event.ts';
import type { Certificate } from './certificate.ts';
import { type Der, inside, OCTET_STRING, readDer, readOid, SEQUENCE, SET } from './der.ts';
import { fromUtf8, pemBlocks, toHex } from './encoding.ts';
import { signatureFault } from './public-key.ts';

export const EKU_NAMES: Record<string, string> = {
  '2.5.29.37.0': 'any',
  '1.3.6.1.5.5.7.3.1': 'server auth',
  '1.3.6.1.5.5.7.3.2': 'client auth',
  '1.3.6.1.5.5.7.3.3': 'code signing',
  '1.3.6.1.5.5.7.3.4': 'email protection',
  '1.3.6.1.5.5.7.3.8': 'timestamping',
  '1.3.6.1.5.5.7.3.9': 'ocsp signing',
};

/** pkix.Name.String(): the RDNs from last to first, RFC 2253 short names. */
const SHORT_NAMES: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.17': 'POSTALCODE',
};
const UID_ATTRIBUTE = '1.3.6.1.4.1.57683.2';

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

interface Attribute {
  oid: string;
  /** null for one that is no string */
  value: string | null;
}

/** The parts of a certificate, not yet understood. */
interface Parts {
  signed: Der;
  serial: Der;
  issuer: Attribute[];
  notBefore: string;
  notAfter: string;
  subject: Attribute[];
  key: Der;
  /** What stands inside of each extension, by OID. */
  extensions: Map<string, Der>;
  algorithm: string;
  signature: Uint8Array<ArrayBuffer>;
}

/** Reads one PEM certificate; `error` says that the DER could not be read. */
export async function parseCertificate(
  pem: string,
): Promise<{ ok: true; certificate: Certificate; signedBy(issuer: Certificate): Promise<boolean> } | { ok: false; error: string }> {
  const block = pemBlocks(pem, 'CERTIFICATE')[0];
  const parts = block && readParts(block.der);
  if (!parts) return { ok: false, error: 'x509: malformed certificate' };
  const { algorithm, signature, signed, key } = parts;
  return {
    ok: true,
    certificate: {
      pem,
      facts: await factsOf(parts, block.der),
      more: {
        key: await sha256(key.raw),
        subjectKeyId: colons(parts.extensions.get('2.5.29.14')?.content),
        authorityKeyId: colons(children(parts.extensions.get('2.5.29.35')).find(({ tag }) => tag === 0x80)?.content),
        uids: parts.subject.filter(({ oid }) => oid === UID_ATTRIBUTE).map(({ value }) => value),
      },
    },
    signedBy: async (issuer) => {
      const signer = pemBlocks(issuer.pem, 'CERTIFICATE')[0];
      const by = signer && readParts(signer.der);
      return by !== undefined && (await signatureFault(by.key.raw, algorithm, signed.raw, signature)) === undefined;
    },
  };
}

function readParts(der: Uint8Array<ArrayBuffer>): Parts | undefined {
  const whole = readDer(der);
  if (whole?.tag !== SEQUENCE || whole.raw.length !== der.length) return undefined;
  const [signed, outer, signature] = children(whole);
  if (signed?.tag !== SEQUENCE || outer?.tag !== SEQUENCE || signature?.tag !== BIT_STRING) return undefined;
  const fields = children(signed);
  // Version 1 does not name itself.
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serial, , issuerName, validity, subjectName, key, ...rest] = fields;
  const [from, until] = children(validity).map(readTime);
  const issuer = issuerName && readName(issuerName);
  const subject = subjectName && readName(subjectName);
  const extensions = readExtensions(rest.find(({ tag }) => tag === 0xa3));
  const algorithm = children(outer)[0];
  if (serial?.tag !== INTEGER || !issuer || !subject || !from || !until || key?.tag !== SEQUENCE || !extensions || !algorithm) return undefined;
  return {
    signed,
    serial,
    issuer,
    subject,
    notBefore: from,
    notAfter: until,
    key,
    extensions,
    algorithm: readOid(algorithm.content),
    signature: signature.content.slice(1),
  };
}

async function factsOf({ subject, issuer, serial, notBefore, notAfter, extensions }: Parts, der: Uint8Array<ArrayBuffer>): Promise<CertificateFacts> {
  const values = (oid: string) => subject.filter((a) => a.oid === oid).map(({ value }) => value ?? '');
  const names = children(extensions.get('2.5.29.17'));
  return {
    subject: nameText(subject),
    commonName: values('2.5.4.3').at(-1) ?? '',
    organizations: values('2.5.4.10'),
    issuer: nameText(issuer),
    serial: BigInt(`0x${toHex(serial.content) || '0'}`).toString(),
    notBefore,
    notAfter,
    extendedKeyUsage: children(extensions.get('2.5.29.37')).map(({ content }) => EKU_NAMES[readOid(content)] ?? readOid(content)),
    dnsNames: names.filter(({ tag }) => tag === 0x82).map(({ content }) => fromUtf8(content) ?? ''),
    ipAddresses: names.filter(({ tag }) => tag === 0x87).map(({ content }) => addressText(content)),
    isCA: children(extensions.get('2.5.29.19')).some(({ tag, content }) => tag === 0x01 && content[0] !== 0),
    sha256: await sha256(der),
  };
}

const children = (der: Der | undefined): Der[] => (der && inside(der)) ?? [];

export function readName(name: Der): Attribute[] | undefined {
  const found: Attribute[] = [];
  if (name.tag !== SEQUENCE || !inside(name)) return undefined;
  for (const rdn of children(name)) {
    if (rdn.tag !== SET) return undefined;
    for (const attribute of children(rdn)) {
      const [type, value] = children(attribute);
      if (!type || !value) return undefined;
      found.push({ oid: readOid(type.content), value: readText(value) });
    }
  }
  return found;
}

/** UTF8String, NumericString, PrintableString, T61String, IA5String, BMPString. */
function readText({ tag, content }: Der): string | null {
  if (tag === 0x0c) return fromUtf8(content) ?? null;
  if (tag === 0x12 || tag === 0x13 || tag === 0x14 || tag === 0x16) return String.fromCharCode(...content);
  if (tag !== 0x1e) return null;
  return String.fromCharCode(...Array.from({ length: content.length >> 1 }, (_, i) => ((content[2 * i] ?? 0) << 8) | (content[2 * i + 1] ?? 0)));
}

/** A moment in UTC as RFC 3339; two digits of a year below 50 belong to this century. */
export function readTime({ tag, content }: Der): string | undefined {
  const text = String.fromCharCode(...content);
  const digits = tag === UTC_TIME ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : tag === GENERALIZED_TIME ? text : '';
  const [, date = '', time = ''] = /^(\d{8})(\d{6})Z$/.exec(digits) ?? [];
  const written = `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`;
  return date && !Number.isNaN(Date.parse(written)) ? written : undefined;
}

/** Undefined when they cannot be read. */
function readExtensions(list: Der | undefined): Map<string, Der> | undefined {
  const found = new Map<string, Der>();
  for (const extension of children(children(list)[0])) {
    const parts = children(extension);
    const value = parts.find(({ tag }) => tag === OCTET_STRING);
    const held = value && readDer(value.content);
    if (!parts[0] || !held) return undefined;
    found.set(readOid(parts[0].content), held);
  }
  return found;
}

/** netip's text: IPv6 in groups, the longest run of zeros left out. */
function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, i) => (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16)).join(':');
  const zeros = [...groups.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (!zeros) return groups;
  return `${groups.slice(0, zeros.index).replace(/:$/, '')}::${groups.slice(zeros.index + zeros[0].length).replace(/^:/, '')}`;
}

export const nameText = (list: Attribute[]): string =>
  list
    .map(({ oid, value }) => `${SHORT_NAMES[oid] ?? oid}=${(value ?? '').replace(/[,+"\\<>;]/g, '\\$&')}`)
    .reverse()
    .join(',');

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

const colons = (bytes: Uint8Array | undefined): string => (bytes ? (toHex(bytes).toUpperCase().match(/../g) ?? []) : []).join(':');
