import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCertificateRequest } from './certificate-request.ts';
import { inside, readDer, readOid, writeDer, writeInteger, writeOid } from './der.ts';
import { fromBase64, toBase64 } from './encoding.ts';
import { edRequest, janeRequest, nodeRequest, sanRequest } from './testing/requests.ts';

const read = (pem: string) => {
  const parsed = parseCertificateRequest(pem);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.request;
};

/** The same PEM with one byte of the DER turned over, counted from the end. */
function damaged(pem: string, fromEnd: number): string {
  const der = fromBase64(pem.replace(/-----[^-]+-----/g, ''))!;
  der[der.length - fromEnd] = der[der.length - fromEnd]! ^ 1;
  return `-----BEGIN CERTIFICATE REQUEST-----\n${toBase64(der)}\n-----END CERTIFICATE REQUEST-----\n`;
}

describe('what a request says', () => {
  it('is its subject', () => {
    expect(read(nodeRequest)).toMatchObject({ commonName: 'system:node:n1', organizations: ['system:nodes'], dnsNames: [] });
  });
  it('is its other names', () => {
    const { dnsNames, emailAddresses, uris, ipAddresses } = read(sanRequest);
    expect({ dnsNames, emailAddresses, uris, ip: ipAddresses.map((a) => [...a]) }).toEqual({
      dnsNames: ['a.example'],
      emailAddresses: ['j@x.y'],
      uris: ['spiffe://x/y'],
      ip: [[10, 0, 0, 1]],
    });
  });
});

describe('the signature', () => {
  it.each([
    ['RSA', janeRequest],
    ['P-256', nodeRequest],
    ['Ed25519', edRequest],
  ])('by %s fits', async (_, pem) => {
    expect(await read(pem).signatureFault()).toBeUndefined();
  });
  it.each([
    ['RSA', janeRequest, 'crypto/rsa: verification error'],
    ['P-256', nodeRequest, 'x509: ECDSA verification failure'],
    ['Ed25519', edRequest, 'x509: Ed25519 verification failure'],
  ])('by %s that was changed does not', async (_, pem, text) => {
    expect(await read(damaged(pem, 1)).signatureFault()).toBe(text);
  });
});

describe('what is no request', () => {
  const error = (pem: string) => {
    const parsed = parseCertificateRequest(pem);
    return parsed.ok ? undefined : parsed.error;
  };
  it('is named by its PEM label', () => {
    expect(error('hello')).toBe('PEM block type must be CERTIFICATE REQUEST');
    expect(error(nodeRequest.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE'))).toBe('PEM block type must be CERTIFICATE REQUEST');
  });
  it('never stops the reader, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        parseCertificateRequest(`-----BEGIN CERTIFICATE REQUEST-----\n${toBase64(bytes)}\n-----END CERTIFICATE REQUEST-----\n`);
      }),
      { numRuns: 2000 },
    );
    const der = fromBase64(sanRequest.replace(/-----[^-]+-----/g, ''))!;
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const changed = der.slice();
        changed[at] = value;
        parseCertificateRequest(`-----BEGIN CERTIFICATE REQUEST-----\n${toBase64(changed)}\n-----END CERTIFICATE REQUEST-----\n`);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('DER', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 5 }), (parts) => {
        const whole = readDer(writeDer(0x30, ...parts.map((p) => writeDer(4, p))));
        expect(inside(whole!)?.map((d) => [...d.content])).toEqual(parts.map((p) => [...p]));
      }),
    );
  });
  it.each(['2.5.4.3', '1.2.840.113549.1.1.11', '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'])('%s comes back', (oid) => {
    expect(readOid(readDer(writeOid(oid))!.content)).toBe(oid);
  });
  it('writes whole numbers shortest and never negative', () => {
    expect([...writeInteger(Uint8Array.from([0, 0, 0x80]))]).toEqual([2, 2, 0, 0x80]);
    expect([...writeInteger(Uint8Array.from([0]))]).toEqual([2, 1, 0]);
  });
});
