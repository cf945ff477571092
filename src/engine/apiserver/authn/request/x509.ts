// Models staging/src/k8s.io/apiserver/pkg/authentication/request/x509/x509.go. Left out: re-reading the CA file while running, chains other than the first.
import type { Check } from '../../../../trace/event.ts';
import type { Certificate } from '../../../crypto/certificate.ts';
import type { Certificates } from '../../../crypto/certificates.ts';
import { buildChain, type Chain, type ChainProblem, judgeChain } from '../../../crypto/verify-chain.ts';
import { goQuote } from '../../../http/go-format.ts';
import type { Authentication, RequestAuthenticator } from '../authenticator.ts';
import { type X509Code, x509About } from './x509.about.ts';

/** Remembers chains by the PEM the client sent: the same certificate against the same CA is walked once. */
export class ChainMemory {
  readonly #certificates: Certificates;
  readonly #roots: string;
  readonly #chains = new Map<string, Chain>();

  constructor(certificates: Certificates, roots: string) {
    this.#certificates = certificates;
    this.#roots = roots;
  }

  async roots(): Promise<readonly Certificate[]> {
    return this.#certificates.bundle(this.#roots);
  }

  /** undefined when the PEM holds no certificate that can be read. */
  async chain(pems: readonly string[]): Promise<Chain | undefined> {
    const key = pems.length === 1 ? (pems[0] ?? '') : pems.join('\n');
    const known = this.#chains.get(key);
    if (known) return known;
    const sent = await this.#certificates.bundle(key);
    const [leaf, ...intermediates] = sent;
    if (!leaf) return undefined;
    const chain = await buildChain(this.#certificates, leaf, intermediates, await this.#certificates.bundle(this.#roots));
    this.#chains.set(key, chain);
    return chain;
  }
}

/** What would have to be different, in a few words. */
export function certificateMiss(problem: ChainProblem, { facts }: Certificate, roots: readonly Certificate[]): string {
  const names = roots.map((r) => r.facts.subject).join(', ');
  switch (problem) {
    case 'expired':
      return `it was good until ${facts.notAfter}`;
    case 'not-yet-valid':
      return `it is good from ${facts.notBefore} on`;
    case 'incompatible-usage':
      return `it may be used for ${facts.extendedKeyUsage.join(', ')}, and client auth is wanted`;
    default:
      return roots.some((r) => r.facts.subject === facts.issuer)
        ? `its issuer has the name of a CA this server trusts, ${facts.issuer}, but that CA did not sign it`
        : `${facts.issuer} signed it; this server trusts ${names}`;
  }
}

export const SHORT_PROBLEM = {
  expired: 'certificate expired',
  'not-yet-valid': 'certificate not yet valid',
  'unknown-authority': 'signed by an unknown CA',
  'incompatible-usage': 'not a client certificate',
} as const;

/** @param roots PEM text of --client-ca-file */
export function x509(certificates: Certificates, roots: string): RequestAuthenticator<X509Code> {
  const memory = new ChainMemory(certificates, roots);
  return {
    ...x509About,
    async authenticate({ connection, server }): Promise<Authentication<X509Code>> {
      const { peerCertificates } = connection;
      if (!connection.tls || !peerCertificates.length) return NOTHING_SENT;
      const pems = peerCertificates.map((p) => p.pem);
      return judgeCertificate(memory, pems, server.clock.now());
    },
  };
}

const NOTHING_SENT: Authentication<X509Code> = { verdict: 'no-opinion', code: 'no-certificate', reason: 'no certificate sent' };

/** The whole judgement, each check a line of the evidence; those it never came to are null. The leaf comes first. */
export async function judgeCertificate(memory: ChainMemory, pems: readonly string[], now: number): Promise<Authentication<X509Code>> {
  const found = await memory.chain(pems);
  const leaf = found?.chain[0];
  if (!found || !leaf) return NOTHING_SENT;
  const { chain, problem, error, checks } = judgeChain(found, 'client auth', now);
  checks.unshift({ check: 'parsed', ok: true, detail: leaf.facts.subject });
  const evidence = { type: 'certificate' as const, chain: chain.map((c) => c.facts), checks };
  if (problem) {
    const { facts, more } = leaf;
    checks.push(...UNREACHED);
    const text = `verifying certificate SN=${facts.serial}, SKID=${more.subjectKeyId}, AKID=${more.authorityKeyId} failed: ${error ?? ''}`;
    const why = certificateMiss(problem, leaf, await memory.roots());
    return { verdict: 'error', code: problem, error: text, reason: SHORT_PROBLEM[problem], evidence, why };
  }
  return identify(leaf, checks, evidence);
}

const UNREACHED: readonly Check[] = ['names a user', 'organizations become groups', 'UID'].map((check) => ({ check, ok: null, detail: '' }));

function identify(leaf: Certificate, checks: Check[], evidence: Extract<Authentication['evidence'], object>): Authentication<X509Code> {
  const { facts, more } = leaf;
  if (facts.commonName === '') {
    checks.push({ check: 'names a user', ok: false, detail: 'common name is empty' }, ...UNREACHED.slice(1));
    return { verdict: 'no-opinion', code: 'no-common-name', reason: 'no common name', evidence };
  }
  const uid = uidOf(more.uids);
  checks.push(
    { check: 'names a user', ok: true, detail: `CN=${facts.commonName}` },
    { check: 'organizations become groups', ok: true, detail: facts.organizations.map((o) => `O=${o}`).join(', ') || 'none' },
    { check: 'UID', ok: !('error' in uid), detail: 'error' in uid ? uid.error : uid.uid || 'none' },
  );
  if ('error' in uid) return { verdict: 'error', code: 'uid-unreadable', error: uid.error, reason: 'uid cannot be read', evidence };
  const user = {
    name: facts.commonName,
    uid: uid.uid,
    groups: [...facts.organizations],
    extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${facts.sha256}`] },
  };
  return { verdict: 'recognised', code: 'recognised', user, reason: facts.commonName, evidence };
}

function uidOf(values: readonly (string | null)[]): { uid: string } | { error: string } {
  if (!values.length) return { uid: '' };
  if (values.some((v) => v === null)) return { error: 'unable to parse UID into a string' };
  if (values.length > 1) return { error: `expected 1 UID, but found multiple: [${values.map((v) => goQuote(v ?? '')).join(' ')}]` };
  return values[0] ? { uid: values[0] } : { error: 'UID cannot be an empty string' };
}
