// Models Go's crypto/x509 ParseCertificateRequest and pkg/apis/certificates ParseCSR. Reading is plain code, so that validation need not wait for it.
// Left out: attributes other than requested extensions, the exact words for each way in which bytes can be no request.
import { type Der, inside, OCTET_STRING, readDer, readOid, SEQUENCE, SET } from './der.ts';
import { fromUtf8, pemBlocks } from './encoding.ts';
import { signatureFault } from './public-key.ts';

export interface NameAttribute {
  readonly oid: string;
  readonly value: string;
}

export interface CertificateRequest {
  readonly subject: readonly NameAttribute[];
  readonly commonName: string;
  readonly organizations: readonly string[];
  readonly dnsNames: readonly string[];
  readonly emailAddresses: readonly string[];
  readonly ipAddresses: readonly Uint8Array<ArrayBuffer>[];
  readonly uris: readonly string[];
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** Go's words when whoever made it does not hold the key; undefined when all is well. */
  signatureFault(): Promise<string | undefined>;
}

export type ParsedRequest = { ok: true; request: CertificateRequest } | { ok: false; error: string };

const MALFORMED: ParsedRequest = { ok: false, error: 'asn1: syntax error: data truncated' };

export function parseCertificateRequest(pem: string): ParsedRequest {
  const block = pemBlocks(pem, 'CERTIFICATE REQUEST')[0];
  const label = /-----BEGIN ([^-]+)-----/.exec(pem)?.[1];
  if (!block || label !== 'CERTIFICATE REQUEST') return { ok: false, error: 'PEM block type must be CERTIFICATE REQUEST' };
  const whole = readDer(block.der);
  if (!whole) return MALFORMED;
  if (whole.tag !== SEQUENCE) return { ok: false, error: notASequence(whole) };
  if (whole.raw.length !== block.der.length) return { ok: false, error: 'asn1: syntax error: trailing data' };
  const [info, algorithm, signature] = inside(whole) ?? [];
  if (!info || !algorithm || signature?.tag !== 0x03) return MALFORMED;
  const [version, name, key, attributes] = inside(info) ?? [];
  const subject = name && readName(name);
  const algorithmOid = inside(algorithm)?.[0];
  if (version?.tag !== 0x02 || !subject || key?.tag !== SEQUENCE || !algorithmOid) return MALFORMED;
  const names = alternativeNames(attributes);
  if (!names) return MALFORMED;
  return {
    ok: true,
    request: {
      subject,
      commonName: subject.filter((a) => a.oid === COMMON_NAME).at(-1)?.value ?? '',
      organizations: subject.filter((a) => a.oid === ORGANIZATION).map((a) => a.value),
      ...names,
      publicKey: key.raw,
      signatureFault: () => signatureFault(key.raw, readOid(algorithmOid.content), info.raw, signature.content.slice(1)),
    },
  };
}

/** Go prints what it was looking for and what it found, with all their parts. */
function notASequence({ tag, content, raw }: Der): string {
  const found = `{class:${tag >> 6} tag:${tag & 31} length:${content.length} isCompound:${(tag & 32) !== 0}}`;
  const wanted = 'optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false';
  return `asn1: structure error: tags don't match (16 vs ${found}) {${wanted}} certificateRequest @${raw.length - content.length}`;
}

const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const ALTERNATIVE_NAME = '2.5.29.17';

export function readName(name: Der): NameAttribute[] | undefined {
  const found: NameAttribute[] = [];
  for (const rdn of inside(name) ?? [])
    for (const attribute of (rdn.tag === SET && inside(rdn)) || []) {
      const [type, value] = inside(attribute) ?? [];
      if (!type || !value) return undefined;
      found.push({ oid: readOid(type.content), value: readText(value) });
    }
  return name.tag === SEQUENCE && inside(name) ? found : undefined;
}

function readText({ tag, content }: Der): string {
  if (tag === 30)
    return String.fromCharCode(...Array.from({ length: content.length >> 1 }, (_, i) => ((content[2 * i] ?? 0) << 8) | (content[2 * i + 1] ?? 0)));
  if (tag === 20) return String.fromCharCode(...content);
  return fromUtf8(content) ?? '';
}

type Names = Pick<CertificateRequest, 'dnsNames' | 'emailAddresses' | 'ipAddresses' | 'uris'>;

/** What the attributes ask for beside the subject. */
function alternativeNames(attributes: Der | undefined): Names | undefined {
  const names = { dnsNames: [] as string[], emailAddresses: [] as string[], ipAddresses: [] as Uint8Array<ArrayBuffer>[], uris: [] as string[] };
  for (const attribute of (attributes && inside(attributes)) ?? []) {
    const [type, values] = inside(attribute) ?? [];
    if (!type || readOid(type.content) !== EXTENSION_REQUEST) continue;
    const list = values && inside(values)?.[0];
    for (const extension of (list && inside(list)) ?? []) {
      const parts = inside(extension) ?? [];
      const value = parts.find((p) => p.tag === OCTET_STRING);
      if (!parts[0] || !value || readOid(parts[0].content) !== ALTERNATIVE_NAME) continue;
      const general = readDer(value.content);
      for (const { tag, content } of (general && inside(general)) ?? []) {
        const kind = tag & 31;
        if (kind === 1) names.emailAddresses.push(fromUtf8(content) ?? '');
        else if (kind === 2) names.dnsNames.push(fromUtf8(content) ?? '');
        else if (kind === 6) names.uris.push(fromUtf8(content) ?? '');
        else if (kind === 7) names.ipAddresses.push(content);
      }
    }
  }
  return names;
}
