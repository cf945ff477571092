import { describe, expect, it } from 'vitest';
import { janeCertificate, janeExpired, janeKey, janeOtherCa, janeServer } from '../../../../lessons/jane-certificates.data.ts';
import { knownCertificates } from '../../../base-worlds/known-certificates.ts';
import { minikubeWorld } from '../../../base-worlds/minikube.ts';
import { Certificates } from '../../../crypto/certificates.ts';
import { readAuthority } from '../../../crypto/issue-certificate.ts';
import { extensionsOf, writeCertificate, writeName } from '../../../crypto/make-certificate.ts';
import { readPrivateKey } from '../../../crypto/private-key.ts';
import { signerOf } from '../../../crypto/public-key.ts';
import type { RequestContext } from '../../request-context.ts';
import { ChainMemory, certificateMiss, judgeCertificate, x509 } from './x509.ts';

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

  it('a UID that is empty', async () => {
    const { lines, ...answer } = await judged(await named([CN, 'nadia'], [UID, '']));
    expect(answer).toMatchObject({ verdict: 'error', error: 'UID cannot be an empty string', reason: 'uid cannot be read' });
    expect(lines.at(-1)).toBe('✗ UID: UID cannot be an empty string');
  });

  it('no organization', async () => {
    const { lines, ...answer } = await judged(await named([CN, 'nadia']));
    expect(answer).toMatchObject({ verdict: 'recognised', reason: 'nadia', user: { uid: '', groups: [] } });
    expect(lines.slice(5)).toEqual(['✓ organizations become groups: none', '✓ UID: none']);
  });

  it('two UIDs, which are one too many', async () => {
    const { verdict, lines } = await judged(await named([CN, 'nadia'], [UID, '1'], [UID, '2']));
    expect([verdict, lines.at(-1)]).toEqual(['error', '✗ UID: expected 1 UID, but found multiple: ["1" "2"]']);
  });
});

describe('a certificate that is refused', () => {
  it.each<[what: string, pem: string, error: RegExp, reason: string, why: RegExp]>([
    [
      'past its date',
      janeExpired,
      /^verifying certificate SN=\d+, SKID=[0-9A-F:]*, AKID=[0-9A-F:]* failed: x509: certificate has expired or is not yet valid: current time 2026-05-18T10:02:11Z is after /,
      'certificate expired',
      /^it was good until 20\d\d-\d\d-\d\dT/,
    ],
    [
      'of another CA',
      janeOtherCa,
      /^verifying certificate SN=\d+, SKID=[0-9A-F:]*, AKID=[0-9A-F:]* failed: x509: certificate signed by unknown authority$/,
      'signed by an unknown CA',
      /; this server trusts CN=minikubeCA$|^its issuer has the name of a CA this server trusts, CN=minikubeCA, but that CA did not sign it$/,
    ],
    [
      'for servers',
      janeServer,
      /^verifying certificate SN=\d+, SKID=[0-9A-F:]*, AKID=[0-9A-F:]* failed: x509: certificate specifies an incompatible key usage$/,
      'not a client certificate',
      /^it may be used for server auth, and client auth is wanted$/,
    ],
  ])('%s, in the server’s words', async (_, pem, error, reason, why) => {
    const answer = await judged(pem);
    expect(answer).toMatchObject({ verdict: 'error', reason, error: expect.stringMatching(error), why: expect.stringMatching(why) });
  });

  const facts = (more: object) => ({
    facts: { subject: 'CN=a', issuer: 'CN=ca', notBefore: 'B', notAfter: 'A', extendedKeyUsage: ['server auth', 'any'], ...more },
  });
  const certificate = (more: object) => facts(more) as Parameters<typeof certificateMiss>[1];
  it.each<[problem: Parameters<typeof certificateMiss>[0], roots: string[], why: string]>([
    ['expired', [], 'it was good until A'],
    ['not-yet-valid', [], 'it is good from B on'],
    ['incompatible-usage', [], 'it may be used for server auth, any, and client auth is wanted'],
    ['unknown-authority', ['CN=x', 'CN=y'], 'CN=ca signed it; this server trusts CN=x, CN=y'],
    ['unknown-authority', ['CN=x', 'CN=ca'], 'its issuer has the name of a CA this server trusts, CN=ca, but that CA did not sign it'],
  ])('%s, with the CAs %j', (problem, roots, why) => {
    const trusted = roots.map((subject) => certificate({ subject }));
    expect(certificateMiss(problem, certificate({}), trusted)).toBe(why);
  });
});

describe('the desk', () => {
  const ask = (tls: boolean, ...pems: string[]) =>
    x509(new Certificates(knownCertificates()), ca!.crt!).authenticate({
      connection: { tls, peerCertificates: pems.map((pem) => ({ pem })) },
      server: { clock: { now: () => NOW } },
    } as unknown as RequestContext);
  it.each<[claim: string, answer: () => ReturnType<typeof ask>, said: object]>([
    ['has no opinion when nothing was sent', () => ask(true), { verdict: 'no-opinion', code: 'no-certificate', reason: 'no certificate sent' }],
    ['has no opinion without TLS', () => ask(false, janeCertificate), { verdict: 'no-opinion', code: 'no-certificate', reason: 'no certificate sent' }],
    ['has no opinion of what is no certificate', () => ask(true, 'x'), { verdict: 'no-opinion', code: 'no-certificate', reason: 'no certificate sent' }],
    ['judges the first of several', () => ask(true, janeCertificate, janeExpired), { verdict: 'recognised', user: { name: 'jane', groups: ['qa'] } }],
    ['and not the second', () => ask(true, janeExpired, janeCertificate), { verdict: 'error', reason: 'certificate expired' }],
  ])('%s', async (_, answer, said) => {
    expect(await answer()).toMatchObject(said);
  });
  it('names the credential by its fingerprint', async () => {
    const answer = await ask(true, janeCertificate);
    const id = answer.verdict === 'recognised' ? answer.user.extra['authentication.kubernetes.io/credential-id'] : [];
    expect(id).toEqual([expect.stringMatching(/^X509SHA256=[0-9a-f]{64}$/)]);
  });
  it('walks the chain of a certificate once', async () => {
    const memory = new ChainMemory(new Certificates(knownCertificates()), ca!.crt!);
    const [one, two] = [await memory.chain([janeCertificate]), await memory.chain([janeCertificate])];
    expect(one).toBe(two);
    expect(await memory.chain([janeCertificate, janeExpired])).not.toBe(one);
    expect((await memory.roots()).map((root) => root.facts.subject)).toEqual(['CN=minikubeCA']);
  });
});
