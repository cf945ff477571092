import { describe, expect, it } from 'vitest';
import { janeCertificate, janeExpired, janeKey, janeOtherCa, janeServer } from '../../../../lessons/jane-certificates.data.ts';
import { knownCertificates } from '../../../base-worlds/known-certificates.ts';
import { minikubeWorld } from '../../../base-worlds/minikube.ts';
import { Certificates } from '../../../crypto/certificates.ts';
import { readAuthority } from '../../../crypto/issue-certificate.ts';
import { extensionsOf, writeCertificate, writeName } from '../../../crypto/make-certificate.ts';
import { readPrivateKey } from '../../../crypto/private-key.ts';
import { signerOf } from '../../../crypto/public-key.ts';
import { ChainMemory, judgeCertificate } from './x509.ts';

const NOW = Date.parse('2026-05-18T10:02:11Z');
const { ca } = minikubeWorld().pki;
const CN = '2.5.4.3';
const O = '2.5.4.10';
const UID = '1.3.6.1.4.1.57683.2';

/** A client's certificate of the cluster's CA, with this subject. */
async function named(...subject: [oid: string, value: string][]): Promise<string> {
  const key = await readPrivateKey(janeKey);
  const signer = await signerOf(ca!.jwk!);
  const authority = readAuthority(ca!.crt!);
  const extensions = await extensionsOf({ isCA: false, usages: ['clientAuth'], publicKey: key!.publicKey, dnsNames: [], ipAddresses: [] });
  const draft = { issuer: authority!.name, subject: writeName(subject.map(([oid, value]) => ({ oid, value }))), publicKey: key!.publicKey };
  return writeCertificate({ ...draft, serial: Uint8Array.from([7]), notBefore: NOW - 1000, notAfter: NOW + 1000, extensions }, signer!);
}

async function judged(pem: string) {
  const answer = await judgeCertificate(new ChainMemory(new Certificates(knownCertificates()), ca!.crt!), [pem], NOW);
  const checks = answer.evidence?.type === 'certificate' ? answer.evidence.checks : [];
  return { ...answer, lines: checks.map(({ check, ok, detail }) => `${ok ? '✓' : ok === null ? '–' : '✗'} ${check}${detail ? `: ${detail}` : ''}`) };
}

const USAGE = '✓ may be used for client auth: client auth';
const NEVER = ['– names a user', '– organizations become groups', '– UID'];

describe('the desk tells each check of a certificate in a line of its own', () => {
  it('all of them when it is good', async () => {
    const { verdict, lines } = await judged(janeCertificate);
    expect([verdict, ...lines]).toEqual([
      'recognised',
      '✓ parsed: CN=jane,O=qa',
      '✓ valid now: 2026-05-17T10:02:11Z to 2027-05-17T10:02:11Z',
      '✓ signed by a trusted CA: CN=minikubeCA',
      USAGE,
      '✓ names a user: CN=jane',
      '✓ organizations become groups: O=qa',
      '✓ UID: none',
    ]);
  });

  it.each<[what: string, pem: string, at: number, line: RegExp]>([
    ['past its date', janeExpired, 1, /^✗ valid now: expired /],
    ['of another CA', janeOtherCa, 2, /^✗ signed by a trusted CA: issuer /],
    ['for servers', janeServer, 3, /^✗ may be used for client auth: server auth$/],
  ])('and names those it never came to: %s', async (_, pem, at, line) => {
    const { verdict, lines } = await judged(pem);
    expect([verdict, lines.length]).toEqual(['error', 7]);
    expect(lines[at]).toMatch(line);
    expect(lines.filter((each) => each.startsWith('✗'))).toHaveLength(1);
    expect(lines.slice(4)).toEqual(NEVER);
  });

  it('a name that is missing', async () => {
    const { verdict, lines } = await judged(await named([O, 'qa']));
    expect([verdict, ...lines.slice(4)]).toEqual(['no-opinion', '✗ names a user: common name is empty', ...NEVER.slice(1)]);
  });

  it('several organizations, and a UID', async () => {
    const { lines, ...answer } = await judged(await named([O, 'qa'], [O, 'dev'], [CN, 'nadia'], [UID, '42']));
    expect(answer).toMatchObject({ user: { name: 'nadia', uid: '42', groups: ['qa', 'dev'] } });
    expect(lines.slice(4)).toEqual(['✓ names a user: CN=nadia', '✓ organizations become groups: O=qa, O=dev', '✓ UID: 42']);
  });

  it('two UIDs, which are one too many', async () => {
    const { verdict, lines } = await judged(await named([CN, 'nadia'], [UID, '1'], [UID, '2']));
    expect([verdict, lines.at(-1)]).toEqual(['error', '✗ UID: expected 1 UID, but found multiple: ["1" "2"]']);
  });
});
