// Certificates made by another library, read by both: what this reader says must be what that one says.
import 'reflect-metadata';
import * as peculiar from '@peculiar/x509';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pemBlocks, toBase64, toHex } from './encoding.ts';
import { parseCertificate } from './x509.ts';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const P384 = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };

type Made = Partial<Omit<peculiar.X509CertificateCreateSelfSignedParams, 'keys'>>;

async function make(algorithm: typeof RSA | typeof P256, parts: Made = {}): Promise<peculiar.X509Certificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return peculiar.X509CertificateGenerator.createSelfSigned({
    serialNumber: '0a',
    name: 'CN=arthur, O=dev, O=qa',
    notBefore: new Date('2026-05-18T10:02:11Z'),
    notAfter: new Date('2027-05-18T10:02:11Z'),
    signingAlgorithm: algorithm,
    keys,
    ...parts,
  });
}

async function read(pem: string) {
  const parsed = await parseCertificate(pem);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed;
}

describe('reads what another library has written', () => {
  it.each<[claim: string, algorithm: typeof RSA | typeof P256, parts: Made, facts: object, more?: object]>([
    [
      'names and times',
      RSA,
      {},
      {
        subject: 'O=qa,O=dev,CN=arthur',
        commonName: 'arthur',
        organizations: ['dev', 'qa'],
        serial: '10',
        notBefore: '2026-05-18T10:02:11Z',
        notAfter: '2027-05-18T10:02:11Z',
        isCA: false,
        dnsNames: [],
        ipAddresses: [],
        extendedKeyUsage: [],
      },
    ],
    ['letters beyond ASCII', P256, { name: 'CN=Žofie' }, { commonName: 'Žofie' }],
    ['a comma in a name, escaped', P256, { name: 'CN=a\\, b' }, { subject: 'CN=a\\, b', commonName: 'a, b' }],
    ['the uid of a user', P256, { name: '1.3.6.1.4.1.57683.2=7, CN=a' }, { commonName: 'a' }, { uids: ['7'] }],
    ['a time after 2049', P256, { notAfter: new Date('2061-01-02T03:04:05Z') }, { notAfter: '2061-01-02T03:04:05Z' }],
    ['a serial number of twenty bytes', P256, { serialNumber: '7f'.repeat(20) }, { serial: BigInt(`0x${'7f'.repeat(20)}`).toString() }],
    ['a CA', P384, { extensions: [new peculiar.BasicConstraintsExtension(true, undefined, true)] }, { isCA: true }],
    ['what says that it is no CA', P384, { extensions: [new peculiar.BasicConstraintsExtension(false)] }, { isCA: false }],
    [
      'usages by name, unknown ones by number',
      P256,
      { extensions: [new peculiar.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.2.3.4'])] },
      { extendedKeyUsage: ['server auth', 'client auth', '1.2.3.4'] },
    ],
    [
      'names of servers and their addresses',
      P256,
      {
        extensions: [
          new peculiar.SubjectAlternativeNameExtension([
            { type: 'dns', value: 'kubernetes.default' },
            { type: 'ip', value: '10.96.0.1' },
            { type: 'ip', value: '::1' },
            { type: 'ip', value: '2001:db8::5:0:1' },
            { type: 'email', value: 'a@b' },
          ]),
        ],
      },
      { dnsNames: ['kubernetes.default'], ipAddresses: ['10.96.0.1', '::1', '2001:db8::5:0:1'] },
    ],
    [
      'key identifiers',
      P256,
      { extensions: [new peculiar.SubjectKeyIdentifierExtension('0a0b'), new peculiar.AuthorityKeyIdentifierExtension('0c0d')] },
      {},
      { subjectKeyId: '0A:0B', authorityKeyId: '0C:0D' },
    ],
  ])('%s', async (_claim, algorithm, parts, facts, more = {}) => {
    const made = await make(algorithm, parts);
    const { certificate, signedBy } = await read(made.toString('pem'));
    expect(certificate.facts).toMatchObject({ ...facts, sha256: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', made.rawData))) });
    expect(certificate.more).toMatchObject({ ...more, key: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', made.publicKey.rawData))) });
    expect(await signedBy(certificate)).toBe(true);
  });
});

describe('signatures', () => {
  it("another key's certificate with the same name has not signed it", async () => {
    const [one, other] = [await read((await make(P256)).toString('pem')), await read((await make(P256)).toString('pem'))];
    expect([await one.signedBy(other.certificate), await one.signedBy(one.certificate)]).toEqual([false, true]);
  });

  it('a key of another kind has not signed it', async () => {
    const [one, other] = [await read((await make(P256)).toString('pem')), await read((await make(RSA)).toString('pem'))];
    expect([await one.signedBy(other.certificate), await other.signedBy(one.certificate)]).toEqual([false, false]);
  });

  it('one changed byte of what was signed is noticed', async () => {
    const pem = (await make(P256)).toString('pem');
    const { certificate } = await read(pem);
    const der = pemBlocks(pem, 'CERTIFICATE')[0]!.der;
    const at = toHex(der).lastIndexOf(toHex(new TextEncoder().encode('arthur'))) / 2;
    der[at] = 'A'.charCodeAt(0);
    const forged = await read(`-----BEGIN CERTIFICATE-----\n${toBase64(der)}\n-----END CERTIFICATE-----`);
    expect([forged.certificate.facts.commonName, await forged.signedBy(certificate)]).toEqual(['Arthur', false]);
  });
});

describe('what is no certificate', () => {
  it('is malformed, wherever it was cut or changed, and never more than that', async () => {
    const { der } = pemBlocks((await make(P256)).toString('pem'), 'CERTIFICATE')[0]!;
    const pem = (bytes: Uint8Array) => `-----BEGIN CERTIFICATE-----\n${toBase64(bytes)}\n-----END CERTIFICATE-----`;
    await fc.assert(
      fc.asyncProperty(fc.nat(der.length - 1), fc.nat(255), async (at, byte) => {
        expect(await parseCertificate(pem(der.slice(0, at)))).toEqual({ ok: false, error: 'x509: malformed certificate' });
        const changed = Uint8Array.from(der);
        changed[at] = byte;
        const parsed = await parseCertificate(pem(changed));
        if (parsed.ok) await parsed.signedBy(parsed.certificate);
      }),
    );
  });
});
