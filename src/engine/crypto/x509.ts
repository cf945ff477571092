// The door to @peculiar/x509, opened by dynamic import when a certificate turns up that nobody worked out beforehand.
// Models what Go's crypto/x509 reads of a certificate. Left out: name constraints, policies, URIs and e-mail addresses, P-224 and DSA keys.
import type { X509Certificate } from '@peculiar/x509';
import type { CertificateFacts } from '../../trace/event.ts';
import type { Certificate, CertificateMore } from './certificate.ts';
import { toHex } from './encoding.ts';

const EKU_NAMES: Record<string, string> = {
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

interface Attribute {
  oid: string;
  value: string | null;
}

async function load() {
  await import('reflect-metadata');
  return await import('@peculiar/x509');
}

type Module = Awaited<ReturnType<typeof load>>;

/** Reads one PEM certificate; `error` is Go's text where it is known, else says that the DER could not be read. */
export async function parseCertificate(
  pem: string,
): Promise<{ ok: true; certificate: Certificate; signedBy(issuer: Certificate): Promise<boolean> } | { ok: false; error: string }> {
  const module = await load();
  let parsed: X509Certificate;
  try {
    parsed = new module.X509Certificate(pem);
  } catch {
    return { ok: false, error: 'x509: malformed certificate' };
  }
  const certificate = { pem, ...(await read(module, parsed)) };
  return {
    ok: true,
    certificate,
    signedBy: async (issuer) => {
      try {
        const key = new module.X509Certificate(issuer.pem).publicKey;
        return await parsed.verify({ publicKey: key, signatureOnly: true });
      } catch {
        return false;
      }
    },
  };
}

async function read(module: Module, parsed: X509Certificate): Promise<{ facts: CertificateFacts; more: CertificateMore }> {
  const subject = attributes(parsed.subjectName.toJSON());
  const names = parsed.getExtension(module.SubjectAlternativeNameExtension)?.names.toJSON() ?? [];
  const usages = parsed.getExtension(module.ExtendedKeyUsageExtension)?.usages ?? [];
  const values = (oid: string) => subject.filter((a) => a.oid === oid);
  const facts: CertificateFacts = {
    subject: nameText(subject),
    commonName: values('2.5.4.3').at(-1)?.value ?? '',
    organizations: values('2.5.4.10').map((a) => a.value ?? ''),
    issuer: nameText(attributes(parsed.issuerName.toJSON())),
    serial: BigInt(`0x${parsed.serialNumber || '0'}`).toString(),
    notBefore: seconds(parsed.notBefore),
    notAfter: seconds(parsed.notAfter),
    extendedKeyUsage: usages.map((oid) => EKU_NAMES[String(oid)] ?? String(oid)),
    dnsNames: names.filter((n) => n.type === 'dns').map((n) => n.value),
    ipAddresses: names.filter((n) => n.type === 'ip').map((n) => n.value),
    isCA: parsed.getExtension(module.BasicConstraintsExtension)?.ca ?? false,
    sha256: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', parsed.rawData))),
  };
  const authority = parsed.getExtension(module.AuthorityKeyIdentifierExtension)?.keyId;
  return {
    facts,
    more: {
      key: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', parsed.publicKey.rawData))),
      subjectKeyId: colons(parsed.getExtension(module.SubjectKeyIdentifierExtension)?.keyId ?? ''),
      authorityKeyId: colons(authority ?? ''),
      uids: values(UID_ATTRIBUTE).map((a) => a.value),
    },
  };
}

/** x509 writes names as JSON keyed by short name or OID; a value that is no string begins with `#`. */
function attributes(name: Record<string, string[]>[]): Attribute[] {
  const oids: Record<string, string> = {
    ...Object.fromEntries(Object.entries(SHORT_NAMES).map(([oid, short]) => [short, oid])),
    DC: '0.9.2342.19200300.100.1.25',
    UID: '0.9.2342.19200300.100.1.1',
    E: '1.2.840.113549.1.9.1',
  };
  return name.flatMap((rdn) =>
    Object.entries(rdn).flatMap(([type, values]) => values.map((value) => ({ oid: oids[type] ?? type, value: value.startsWith('#') ? null : value }))),
  );
}

const nameText = (list: Attribute[]): string =>
  list
    .map(({ oid, value }) => `${SHORT_NAMES[oid] ?? oid}=${(value ?? '').replace(/[,+"\\<>;]/g, '\\$&')}`)
    .reverse()
    .join(',');

const seconds = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z');

const colons = (hex: string): string => (hex.toUpperCase().match(/../g) ?? []).join(':');
