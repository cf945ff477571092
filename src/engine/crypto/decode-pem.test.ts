import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { janeCertificate, janeKey } from '../../lessons/jane-certificates.data.ts';
import { decodePem } from './decode-pem.ts';
import { janeRequest } from './testing/requests.ts';

/** "subject: CN=jane,O=qa"; a part that fails begins with "!", one that was not reached with "?". */
const told = async (text: string): Promise<string[][]> =>
  (await decodePem(text)).map(({ label, parts }) => [
    label,
    ...parts.map(({ check, ok, detail }) => `${ok ? '' : ok === null ? '?' : '!'}${check}: ${detail}`),
  ]);

const lines = janeCertificate.trim().split('\n');
const cut = (count: number): string => lines.slice(0, count).join('\n');

describe('a PEM is taken apart', () => {
  it('part by part when all is well', async () => {
    expect(await told(janeCertificate)).toEqual([
      [
        'CERTIFICATE',
        'frame: CERTIFICATE',
        'base64: 586 bytes',
        'version: v3',
        'serial number: 33',
        'algorithm: RSA with SHA-256',
        'issuer: CN=minikubeCA',
        'validity: 2026-05-17T10:02:11Z to 2027-05-17T10:02:11Z',
        'subject: CN=jane,O=qa',
        'public key: P-256',
        'extensions: may be used for client auth; is no CA; authority key id; subject key id',
        'signed with: RSA with SHA-256',
        'signature: 257 bytes',
      ],
    ]);
  });

  it('a request, and whether whoever made it holds the key', async () => {
    expect((await told(janeRequest))[0]?.slice(3)).toEqual([
      'version: v1',
      'subject: O=dev,CN=jane',
      'public key: RSA, 2048 bits',
      'attributes: 0',
      'signed with: RSA with SHA-256',
      'signature: 257 bytes',
      'made with the key it names: ',
    ]);
  });

  it('a private key, several blocks in one text', async () => {
    const [key, certificate] = await told(janeKey + janeCertificate);
    expect(key).toEqual(['PRIVATE KEY', 'frame: PRIVATE KEY', 'base64: 138 bytes', 'private key: P-256']);
    expect(certificate?.[0]).toBe('CERTIFICATE');
  });

  it.each<[what: string, text: string, fails: string[]]>([
    ['no frame', 'hello', ['!frame: no line says -----BEGIN …-----']],
    ['no end', cut(99).replace(/-----END.*/, ''), ['!frame: no line says -----END CERTIFICATE-----']],
    ['another end', janeCertificate.replace('END CERTIFICATE', 'END X'), ['!frame: begins as CERTIFICATE and ends as X']],
    [
      'a strange letter',
      janeCertificate.replace(lines[2] ?? '', (line) => `${line.slice(0, 9)}*${line.slice(10)}`),
      ['!base64: line 3: “*” is none of its letters', '!validity: cut off: 54 of 586 bytes are there'],
    ],
    ['half of it', cut(6), ['!frame: no line says -----END CERTIFICATE-----', '!extensions: cut off: 240 of 586 bytes are there']],
    ['other bytes', '-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n', ['!structure: the bytes are no DER sequence']],
    ['nothing inside', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n', ['!structure: nothing is there']],
    ['a key that is none', '-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n', ['!private key: no RSA or P-256 key can be read from it']],
    [
      'a kind that is not modelled',
      '-----BEGIN X509 CRL-----\naGVsbG8=\n-----END X509 CRL-----\n',
      ['!content: X509 CRL is not modelled here; nearest: CERTIFICATE, CERTIFICATE REQUEST, PRIVATE KEY'],
    ],
  ])('as far as it goes: %s', async (_, text, fails) => {
    expect((await told(text))[0]?.filter((part) => part.startsWith('!'))).toEqual(fails);
  });

  it('tells a request that was signed with another key', async () => {
    const broken = janeRequest.replace('LQUO', 'LQUP').replace('Hem8', 'Hem9');
    expect((await told(broken))[0]?.at(-1)).toBe('!made with the key it names: crypto/rsa: verification error');
  });

  it('and never throws, whatever is pasted', async () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('-----BEGIN CERTIFICATE-----\n', '-----END CERTIFICATE-----\n', '-----BEGIN PRIVATE KEY-----'),
      fc.base64String(),
    );
    const spoiled = fc
      .tuple(fc.nat(janeCertificate.length), fc.string({ maxLength: 5 }))
      .map(([at, text]) => janeCertificate.slice(0, at) + text + janeCertificate.slice(at + 2));
    const bytes = fc
      .uint8Array({ maxLength: 200 })
      .map(
        (all) =>
          `-----BEGIN CERTIFICATE-----\n${btoa(String.fromCharCode(0x30, 0x82, 0, all.length + 4, 0x30, all.length, ...all))}\n-----END CERTIFICATE-----`,
      );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.array(piece).map((all) => all.join('')),
          spoiled,
          bytes,
        ),
        async (text) => {
          expect((await decodePem(text)).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  }, 60_000);
});
