// Models what openssl writes for a requester or for a small CA: names as given, requests (RFC 2986), certificates (RFC 5280).
// Left out: extensions beyond usages, alternative names, key ids and the CA mark.
import type { NameAttribute } from './certificate-request.ts';
import { inside, OCTET_STRING, readDer, SEQUENCE, SET, writeDer, writeInteger, writeOid } from './der.ts';
import { toBase64, utf8 } from './encoding.ts';
import { writeText, writeTime } from './issue-certificate.ts';
import type { Signer } from './public-key.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export const toPem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${toBase64(der)
    .replace(/(.{64})/g, '$1\n')
    .replace(/\n$/, '')}\n-----END ${label}-----\n`;

/** One RDN an attribute, in the order given. */
export const writeName = (attributes: readonly NameAttribute[]): Bytes =>
  writeDer(SEQUENCE, ...attributes.map(({ oid, value }) => writeDer(SET, writeDer(SEQUENCE, writeOid(oid), writeText(value)))));

export interface AlternativeNames {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

/** An IPv4 address as its four bytes; undefined for anything else. */
function addressBytes(text: string): Bytes | undefined {
  const parts = text.split('.').map(Number);
  return parts.length === 4 && parts.every((n) => n >= 0 && n < 256) ? Uint8Array.from(parts) : undefined;
}

export function extension(oid: string, value: Uint8Array, critical = false): Bytes {
  return writeDer(SEQUENCE, writeOid(oid), ...(critical ? [Uint8Array.from([1, 1, 255])] : []), writeDer(OCTET_STRING, value));
}

export function alternativeNamesOf({ dnsNames, ipAddresses }: AlternativeNames): Bytes[] {
  const addresses = ipAddresses.flatMap((text) => addressBytes(text) ?? []);
  const names = [...dnsNames.map((n) => writeDer(0x82, utf8(n))), ...addresses.map((n) => writeDer(0x87, n))];
  return names.length ? [extension('2.5.29.17', writeDer(SEQUENCE, ...names))] : [];
}

const bits = (content: Uint8Array): Bytes => writeDer(0x03, Uint8Array.from([0]), content);

export interface RequestDraft extends AlternativeNames {
  readonly subject: readonly NameAttribute[];
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Bytes;
}

/** PEM of a request, signed with the key it is for. */
export async function writeRequest(draft: RequestDraft, signer: Signer): Promise<string> {
  const names = alternativeNamesOf(draft);
  const attributes = names.length ? [writeDer(SEQUENCE, writeOid('1.2.840.113549.1.9.14'), writeDer(SET, writeDer(SEQUENCE, ...names)))] : [];
  const info = writeDer(SEQUENCE, writeInteger(Uint8Array.from([0])), writeName(draft.subject), draft.publicKey, writeDer(0xa0, ...attributes));
  return toPem('CERTIFICATE REQUEST', writeDer(SEQUENCE, info, signer.algorithm, bits(await signer.sign(info))));
}

export interface CertificateDraft {
  /** DER Names. */
  readonly issuer: Bytes;
  readonly subject: Bytes;
  readonly publicKey: Bytes;
  readonly serial: Bytes;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly Uint8Array[];
}

/** PEM of a certificate, signed by its issuer. */
export async function writeCertificate(draft: CertificateDraft, signer: Signer): Promise<string> {
  const { issuer, subject, publicKey, serial, notBefore, notAfter, extensions } = draft;
  const tbs = writeDer(
    SEQUENCE,
    ...(extensions.length ? [writeDer(0xa0, writeInteger(Uint8Array.from([2])))] : []),
    writeInteger(serial),
    signer.algorithm,
    issuer,
    writeDer(SEQUENCE, writeTime(notBefore), writeTime(notAfter)),
    subject,
    publicKey,
    ...(extensions.length ? [writeDer(0xa3, writeDer(SEQUENCE, ...extensions))] : []),
  );
  return toPem('CERTIFICATE', writeDer(SEQUENCE, tbs, signer.algorithm, bits(await signer.sign(tbs))));
}

const USAGES: Readonly<Record<string, string>> = { clientAuth: '1.3.6.1.5.5.7.3.2', serverAuth: '1.3.6.1.5.5.7.3.1' };

export interface Marks extends AlternativeNames {
  readonly isCA: boolean;
  /** "clientAuth", "serverAuth". */
  readonly usages: readonly string[];
  readonly publicKey: Bytes;
  /** Of the issuer, when it has one. */
  readonly authorityKeyId?: Uint8Array | undefined;
}

/** The extensions of a leaf, or of a CA. */
export async function extensionsOf(marks: Marks): Promise<Bytes[]> {
  const ca = writeDer(SEQUENCE, ...(marks.isCA ? [Uint8Array.from([1, 1, 255])] : []));
  const usages = marks.usages.flatMap((usage) => (USAGES[usage] ? [writeOid(USAGES[usage])] : []));
  return [
    ...(marks.isCA ? [extension('2.5.29.14', writeDer(OCTET_STRING, await keyId(marks.publicKey)))] : []),
    ...(marks.authorityKeyId ? [extension('2.5.29.35', writeDer(SEQUENCE, writeDer(0x80, marks.authorityKeyId)))] : []),
    extension('2.5.29.19', ca, true),
    ...(marks.isCA ? [extension('2.5.29.15', writeDer(0x03, Uint8Array.from([1, 0b110])), true)] : []),
    ...(usages.length ? [extension('2.5.29.37', writeDer(SEQUENCE, ...usages))] : []),
    ...alternativeNamesOf(marks),
  ];
}

/** Names the key, as openssl does: SHA-1 over its bits (RFC 5280, 4.2.1.2). */
async function keyId(publicKey: Bytes): Promise<Bytes> {
  const whole = readDer(publicKey);
  const key = whole && inside(whole)?.[1];
  return new Uint8Array(await crypto.subtle.digest('SHA-1', key?.content.slice(1) ?? publicKey));
}
