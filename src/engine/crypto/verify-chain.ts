// Models Go's crypto/x509 Certificate.Verify as TLS clients and the API server use it: time, chain to a trusted root, extended key usage.
// Left out: name constraints, path length, several chains at once (the first found counts), root programs of operating systems.
import type { Check } from '../../trace/event.ts';
import type { Certificate } from './certificate.ts';
import type { Certificates } from './certificates.ts';

export type Usage = 'client auth' | 'server auth';

export type ChainProblem = 'expired' | 'not-yet-valid' | 'unknown-authority' | 'incompatible-usage';

export interface ChainVerdict {
  /** The leaf first, the root last. The leaf alone when no chain was found. */
  chain: readonly Certificate[];
  problem?: ChainProblem;
  /** Go's text of the problem. */
  error?: string;
  checks: Check[];
}

/** A chain without looking at the clock: it may be remembered. */
export interface Chain {
  readonly chain: readonly Certificate[];
  readonly trusted: boolean;
}

/** Looks for a way from the leaf to one of the roots over the intermediates. */
export async function buildChain(
  certificates: Certificates,
  leaf: Certificate,
  intermediates: readonly Certificate[],
  roots: readonly Certificate[],
): Promise<Chain> {
  const walk = async (from: Certificate, path: readonly Certificate[]): Promise<readonly Certificate[] | undefined> => {
    if (roots.some((root) => root.facts.sha256 === from.facts.sha256)) return path;
    for (const root of roots) {
      if (root.facts.subject === from.facts.issuer && (await certificates.signedBy(from, root))) return [...path, root];
    }
    for (const next of intermediates) {
      if (path.includes(next) || !next.facts.isCA || next.facts.subject !== from.facts.issuer) continue;
      if (!(await certificates.signedBy(from, next))) continue;
      const found = await walk(next, [...path, next]);
      if (found) return found;
    }
    return undefined;
  };
  const found = await walk(leaf, [leaf]);
  return found ? { chain: found, trusted: true } : { chain: [leaf], trusted: false };
}

/** Judges a chain at a moment. Every check is told, those that were not reached as `ok: null`. */
export function judgeChain({ chain, trusted }: Chain, usage: Usage, now: number): ChainVerdict {
  const leaf = chain[0];
  const checks: Check[] = [];
  if (!leaf) return { chain, problem: 'unknown-authority', error: 'x509: certificate signed by unknown authority', checks };
  const late = chain.find((c) => now > Date.parse(c.facts.notAfter));
  const early = chain.find((c) => now < Date.parse(c.facts.notBefore));
  const moment = new Date(Math.floor(now / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  const usages = leaf.facts.extendedKeyUsage;
  const usable = usages.length === 0 || usages.includes('any') || usages.includes(usage);
  const root = chain.at(-1);

  let problem: ChainProblem | undefined;
  let error = '';
  const say = (check: string, ok: boolean, detail: string, why: ChainProblem, text: string) => {
    checks.push({ check, ok: problem ? null : ok, detail });
    if (!ok && !problem) {
      problem = why;
      error = text;
    }
  };
  const expired = 'x509: certificate has expired or is not yet valid: current time';
  if (late) say('valid now', false, `expired ${late.facts.notAfter}`, 'expired', `${expired} ${moment} is after ${late.facts.notAfter}`);
  else if (early) say('valid now', false, `valid from ${early.facts.notBefore}`, 'not-yet-valid', `${expired} ${moment} is before ${early.facts.notBefore}`);
  else say('valid now', true, `${leaf.facts.notBefore} to ${leaf.facts.notAfter}`, 'expired', '');
  say(
    'signed by a trusted CA',
    trusted,
    trusted ? (root?.facts.subject ?? '') : `issuer ${leaf.facts.issuer}`,
    'unknown-authority',
    'x509: certificate signed by unknown authority',
  );
  say(`may be used for ${usage}`, usable, usages.join(', ') || 'any use', 'incompatible-usage', 'x509: certificate specifies an incompatible key usage');
  return problem ? { chain, problem, error, checks } : { chain, checks };
}
