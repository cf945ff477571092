// Models pkg/serviceaccount/jwt.go: the tokens this API server signs itself, bound ones and the older ones kept in Secrets.
// Left out: the annotation of a marked legacy token; the key of an external signer.
import type { Check } from '../../../../trace/event.ts';
import type { Json } from '../../../../trace/json.ts';
import { looseUtf8 } from '../../../crypto/encoding.ts';
import { type HeaderMemory, type ParsedJws, parseJson, parseJws } from '../../../crypto/jws.ts';
import { aggregate, goQuote, goQuoteList } from '../../../http/go-format.ts';
import type { ServiceAccountKeys, TrustedKey } from '../../service-account-keys.ts';
import type { Authentication, TokenAuthenticator } from '../authenticator.ts';
import { nearlyTheIssuer } from '../nearly-the-issuer.ts';
import { ClaimError, type Claims, glanceAtIssuer, readBoundClaims, readClaims, readLegacyClaims, refuseRepeated } from './claims.ts';
import { type ServiceAccountCode, serviceAccountAbout } from './service-account.about.ts';
import { type Lookup, stamp, type Validation, validateBound } from './service-account-bound.ts';
import { LEGACY_ISSUER, validateLegacy } from './service-account-legacy.ts';

export interface ServiceAccountOptions {
  keys: ServiceAccountKeys;
  apiAudiences: readonly string[];
  lookup: Lookup;
  /** --service-account-lookup: whether legacy tokens are compared with their Secret. */
  checkLegacySecrets: boolean;
}

type Answer = Authentication<ServiceAccountCode>;

const NOT_A_JWT: Answer = { verdict: 'no-opinion', code: 'not-a-jwt', reason: 'not a JWT' };
const NEVER: readonly string[] = ['key known', 'signature', 'issuer', 'audience', 'time', 'account and bound objects'];

export function serviceAccount(options: ServiceAccountOptions): TokenAuthenticator<ServiceAccountCode> {
  const issuers = new Set(options.keys.issuers);
  const headers: HeaderMemory = new Map();
  return {
    ...serviceAccountAbout,
    async authenticateToken(token, audiences): Promise<Answer> {
      const jws = parseJws(token, headers);
      if (!jws) return NOT_A_JWT;
      const text = looseUtf8(jws.payload);
      const payload = parseJson(text);
      if (payload === undefined) return NOT_A_JWT;
      const issuer = glanceAtIssuer(payload);
      const legacy = issuer === LEGACY_ISSUER;
      if (issuer === undefined || (!legacy && !issuers.has(issuer))) {
        const near = issuer ? nearlyTheIssuer(issuer, options.keys.issuers) : undefined;
        return {
          verdict: 'no-opinion',
          code: issuer ? 'another-issuer' : 'no-issuer',
          reason: issuer ? 'of another issuer' : 'no issuer',
          evidence: { type: 'jwt', token, header: jws.header, payload, checks: [] },
          ...(near ? { why: near } : {}),
        };
      }
      return judge(options, { token, jws, text, payload, legacy, wanted: audiences });
    },
  };
}

interface Case {
  token: string;
  jws: ParsedJws;
  /** The payload as it was signed. */
  text: string;
  payload: Json;
  legacy: boolean;
  wanted: readonly string[];
}

async function judge(options: ServiceAccountOptions, { token, jws, text, payload, legacy, wanted }: Case): Promise<Answer> {
  const checks: Check[] = [];
  const evidence = { type: 'jwt' as const, token, header: jws.header, payload, checks };
  const pass = (check: string, detail: string) => checks.push({ check, ok: true, detail });
  const refuse = (check: string, code: ServiceAccountCode, error: string, reason: string, why?: string): Answer => {
    checks.push({ check, ok: false, detail: error });
    for (const later of NEVER.slice(NEVER.indexOf(check) + 1)) checks.push({ check: later, ok: null, detail: 'not reached' });
    return { verdict: 'error', code, error, reason, evidence, ...(why ? { why } : {}) };
  };

  const keys = options.keys.keysFor(jws.kid);
  if (!keys.length) {
    const own = await keyThatFits(options.keys.trusted, jws);
    const why = own
      ? `the signature fits the key ${own.kid} of this server, but the token names the key ${jws.kid}`
      : `no key of this server has the id ${jws.kid}`;
    return refuse('key known', 'unknown-key', 'invalid signature, no keys found', 'unknown key', why);
  }
  pass('key known', jws.kid ? `kid ${jws.kid}` : `no kid: ${keys.length} key(s) are tried`);

  const errors: string[] = [];
  let claims: Claims | undefined;
  for (const key of keys) {
    if (!(await key.verifier.verify(jws))) {
      errors.push('go-jose/go-jose: error in cryptographic primitive');
      continue;
    }
    try {
      refuseRepeated(text, payload);
      claims = readClaims(payload);
      const own = legacy ? readLegacyClaims(payload) : readBoundClaims(payload);
      pass('signature', `${jws.alg} fits the key`);
      return await judgeClaims(options, own, claims, { legacy, token, wanted, pass, refuse, evidence });
    } catch (error) {
      if (!(error instanceof ClaimError)) throw error;
      errors.push(error.message);
    }
  }
  if (claims || errors.some((e) => !e.includes('primitive'))) return refuse('signature', 'claims-unreadable', aggregate(errors), 'claims cannot be read');
  // Those that were tried do not fit.
  const own = await keyThatFits(
    options.keys.trusted.filter((key) => !keys.includes(key)),
    jws,
  );
  const why = own ? `the signature fits another key of this server, ${own.kid}` : 'another key signed it, or it was changed after it was signed';
  return refuse('signature', 'signature-invalid', aggregate(errors), 'signature invalid', why);
}

/** Whatever key id the token names: for people who ask why not. */
async function keyThatFits(keys: readonly TrustedKey[], jws: ParsedJws): Promise<TrustedKey | undefined> {
  for (const key of keys) if (await key.verifier.verify(jws)) return key;
  return undefined;
}

interface Settings {
  legacy: boolean;
  token: string;
  wanted: readonly string[];
  pass(check: string, detail: string): void;
  refuse(check: string, code: ServiceAccountCode, error: string, reason: string, why?: string): Answer;
  evidence: Extract<Authentication['evidence'], object>;
}

const timeMiss = ({ nbf, exp }: Claims): string =>
  `the signature fits; the token is good ${[nbf === undefined ? '' : `from ${stamp(nbf)}`, exp === undefined ? '' : `until ${stamp(exp)}`].filter(Boolean).join(' ')}`;

async function judgeClaims(
  options: ServiceAccountOptions,
  own: ReturnType<typeof readBoundClaims> | ReturnType<typeof readLegacyClaims>,
  claims: Claims,
  { legacy, token, wanted, pass, refuse, evidence }: Settings,
): Promise<Answer> {
  const { apiAudiences, keys } = options;
  const accepted = legacy ? claims.iss === LEGACY_ISSUER : keys.issuers.includes(claims.iss);
  if (!accepted) return refuse('issuer', 'wrong-issuer', `token issuer ${goQuote(claims.iss)} is invalid`, 'wrong issuer');
  pass('issuer', claims.iss);

  const audiences = claims.aud.length ? claims.aud : apiAudiences;
  const matching = wanted.filter((a) => audiences.includes(a));
  if (!matching.length && apiAudiences.length) {
    const error = `token audiences ${goQuoteList(audiences)} is invalid for the target audiences ${goQuoteList(wanted)}`;
    return refuse(
      'audience',
      'wrong-audience',
      error,
      'wrong audience',
      `the signature fits; the token is for ${audiences.join(', ')}, wanted is ${wanted.join(', ')}`,
    );
  }
  pass('audience', claims.aud.length ? matching.join(', ') : 'none named: this API server is meant');

  const verdict: Validation =
    'serviceaccount' in own ? validateBound(options.lookup, claims, own) : validateLegacy(options.lookup, claims, own, token, options.checkLegacySecrets);
  if (!verdict.ok) return refuse(verdict.check, verdict.code, verdict.error, verdict.reason, verdict.check === 'time' ? timeMiss(claims) : undefined);
  for (const { check, detail } of verdict.passed) pass(check, detail);
  return {
    verdict: 'recognised',
    code: 'pod' in own && own.pod ? 'recognised-pod' : 'recognised-account',
    user: verdict.user,
    audiences: matching,
    reason: 'signature valid',
    evidence,
    ...(verdict.warnings?.length ? { warnings: verdict.warnings } : {}),
    ...(claims.aud.length && !verdict.annotations
      ? {}
      : { annotations: { ...verdict.annotations, ...(claims.aud.length ? {} : { 'authentication.k8s.io/legacy-token': claims.sub ?? '' }) } }),
  };
}
