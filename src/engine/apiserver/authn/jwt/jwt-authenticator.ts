// Models staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/oidc/oidc.go: the desk for tokens of identity providers, one per issuer behind it.
// Left out: metrics, egress selectors, the minute that replaced authenticators live on.

import type { Check, Evidence } from '../../../../trace/event.ts';
import { type Json, membersOf } from '../../../../trace/json.ts';
import { fromBase64Url, looseUtf8 } from '../../../crypto/encoding.ts';
import { parseJson } from '../../../crypto/jws.ts';
import type { Network } from '../../../network/outbound.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Authentication, TokenAuthenticator } from '../authenticator.ts';
import { nearlyTheIssuer } from '../nearly-the-issuer.ts';
import { glanceAtIssuer } from '../token/claims.ts';
import { type OidcCode, oidcAbout } from '../token/oidc.about.ts';
import { mapClaims } from './claims-to-user.ts';
import type { Compiled } from './compiled.ts';
import type { JwtSource } from './jwt-config.ts';
import { Provider, type ProviderState } from './provider.ts';
import { verify } from './verify.ts';

/** One configured issuer with what it has learned so far. */
export interface Issuer extends JwtSource {
  readonly compiled: Compiled;
  readonly provider: Provider;
}

export interface Surroundings {
  server: { readonly network: Network };
  log(text: string): void;
}

export const issuerOf = (source: JwtSource, compiled: Compiled, { server, log }: Surroundings): Issuer => ({
  ...source,
  compiled,
  provider: new Provider({ issuer: source.config.issuer, server, log }),
});

export interface JwtDesk extends TokenAuthenticator<OidcCode> {
  issuers(): readonly Issuer[];
  /** Puts other issuers in the place of these, all at once. */
  replace(issuers: readonly Issuer[]): void;
  snapshot(): JwtSnapshot;
  restore(saved: JwtSnapshot): void;
}
export type JwtSnapshot = readonly { issuer: Issuer; state: ProviderState }[];

export function jwtDesk(first: readonly Issuer[]): JwtDesk {
  let issuers = first;
  return {
    ...oidcAbout,
    issuers: () => issuers,
    replace(next) {
      issuers = next;
    },
    snapshot: () => issuers.map((issuer) => ({ issuer, state: issuer.provider.state })),
    restore(saved) {
      issuers = saved.map(({ issuer }) => issuer);
      for (const { issuer, state } of saved) issuer.provider.state = state;
    },
    async authenticateToken(token, _audiences, context): Promise<Authentication<OidcCode>> {
      const glance = glanceAt(token);
      if (!glance) return { verdict: 'no-opinion', code: 'not-a-jwt', reason: 'not a JWT' };
      const { payload, header, issuer: named } = glance;
      const ours = issuers.find(({ config }) => config.issuer.url === named);
      const evidence: Evidence & { type: 'jwt' } = { type: 'jwt', token, header, payload, checks: [] };
      if (!ours) {
        const why = named
          ? nearlyTheIssuer(
              named,
              issuers.map(({ config }) => config.issuer.url),
            )
          : undefined;
        return {
          verdict: 'no-opinion',
          code: named ? 'another-issuer' : 'no-issuer',
          reason: named ? 'issuer not ours' : 'no issuer',
          evidence,
          ...(why ? { why } : {}),
        };
      }
      return await judge(ours, { token, payload, evidence, context });
    },
  };
}

/** The unverified look that decides whose token this is; undefined when it is no JWT. */
function glanceAt(token: string): { header: Json; payload: Json; issuer: string } | undefined {
  if (token.trimStart().startsWith('{')) return undefined;
  const parts = token.split('.');
  const [head = '', body = ''] = parts;
  const bytes = parts.length === 3 ? fromBase64Url(body) : undefined;
  const payload = bytes && parseJson(looseUtf8(bytes));
  const issuer = payload === undefined ? undefined : glanceAtIssuer(payload);
  if (payload === undefined || issuer === undefined) return undefined;
  const headBytes = fromBase64Url(head);
  // The provider has had two names once; both mean the longer.
  return {
    header: (headBytes && parseJson(looseUtf8(headBytes))) ?? null,
    payload,
    issuer: issuer === 'accounts.google.com' ? 'https://accounts.google.com' : issuer,
  };
}

interface Case {
  token: string;
  payload: Json;
  evidence: Evidence & { type: 'jwt'; checks: Check[] };
  context: RequestContext;
}

async function judge({ config, algorithms, compiled, provider }: Issuer, { token, payload, evidence, context }: Case): Promise<Authentication<OidcCode>> {
  const { recorder, server } = context;
  const refuse = (code: OidcCode, error: string, reason: string, why?: string): Authentication<OidcCode> => ({
    verdict: 'error',
    code,
    error,
    reason,
    evidence,
    ...(why ? { why } : {}),
  });
  if (!(await provider.ready(recorder))) return refuse('provider-not-found', 'oidc: authenticator not initialized', 'the provider has not been found yet');
  const { checks } = evidence;
  const verified = await verify({ token, payload, config, algorithms, provider, now: server.clock.now(), recorder, checks });
  if (!verified.ok) return refuse(verified.code, `oidc: verify token: ${verified.error}`, verified.reason, verified.why);
  const claims = membersOf(payload);
  const shown = hasPrograms(compiled) ? (await import('../../../cel/cel.ts')).shownCelValue : String;
  const mapped = await mapClaims({ config, compiled, claims, token: verified.claims, recorder, shown });
  if (!mapped.ok) {
    checks.push({ check: 'claims', ok: false, detail: mapped.error });
    return refuse('claims-refused', mapped.error, mapped.reason);
  }
  checks.push({ check: 'claims', ok: true, detail: `user ${mapped.user.name}` });
  const audience = config.issuer.audiences.filter((a) => verified.claims.aud.includes(a)).join(', ');
  return { verdict: 'recognised', code: 'recognised', user: mapped.user, reason: `signature fits, audience is ${audience}`, evidence };
}

const hasPrograms = (c: Compiled): boolean => Boolean(c.username ?? c.groups ?? c.uid) || c.extra.length + c.claimRules.length + c.userRules.length > 0;
