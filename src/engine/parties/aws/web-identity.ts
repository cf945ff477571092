// Models STS AssumeRoleWithWebIdentity (botocore's service model for the shape; words of errors from public reports, facts in the order they imply).
// STS is closed source. Unverified: the words for a signature that does not fit, and that no answer at all is an IDPCommunicationError.
// Left out: OAuth 2.0 providers with ProviderId, "Token too old" (its limit is not published), keys kept between calls, thumbprints.

import type { Evidence } from '../../../trace/event.ts';
import { isJsonObject } from '../../../trace/json.ts';
import { fromUtf8 } from '../../crypto/encoding.ts';
import { algorithmsOf, type Jwk, type ParsedJws, parseJson, parseJws } from '../../crypto/jws.ts';
import { Headers } from '../../http/message.ts';
import type { PartyContext } from '../party.ts';
import type { Account } from './account.ts';
import type { Refusal, Tree } from './answers.ts';
import { type Decision, evaluate, weigh } from './evaluate.ts';
import { demand, look, type Refused, type Seen, tellPolicy } from './look.ts';
import { readPolicy } from './policy-document.ts';
import { assumedRoleArn, newSession } from './sessions.ts';
import { signatureFits } from './signature.ts';

export const isRefusal = (value: object): value is Refusal => 'code' in value;
const invalid = (message: string): Refusal => ({ status: 400, code: 'InvalidIdentityToken', message });
const wrong = (message: string): Refusal => ({ status: 400, code: 'ValidationError', message });
const DENIED: Refusal = { status: 403, code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' };
const NO_JWT = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
const NO_KEY = "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";
const UNREACHABLE: Refusal = {
  status: 400,
  code: 'IDPCommunicationError',
  message:
    "The request could not be fulfilled because the identity provider (IDP) that was asked to verify the incoming identity token could not be reached. This is often a transient error caused by network conditions. Retry the request a limited number of times so that you don't exceed the request rate. If the error persists, the identity provider might be down or not responding.",
};

const LIMITS: readonly [name: string, at: string, least: number, most: number, required: boolean][] = [
  ['RoleArn', 'roleArn', 20, 2048, true],
  ['RoleSessionName', 'roleSessionName', 2, 64, true],
  ['WebIdentityToken', 'webIdentityToken', 4, 20_000, true],
  ['Policy', 'policy', 1, 2048, false],
];

function validate(given: URLSearchParams): Refusal | undefined {
  const faults: string[] = [];
  const fault = (at: string, value: string, what: string) => faults.push(`Value '${value}' at '${at}' failed to satisfy constraint: Member must ${what}`);
  for (const [name, at, least, most, required] of LIMITS) {
    const value = given.get(name);
    if (value === null) {
      if (required) faults.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
      continue;
    }
    if (value.length < least) fault(at, value, `have length greater than or equal to ${least}`);
    if (value.length > most) fault(at, value, `have length less than or equal to ${most}`);
    if (at === 'roleSessionName' && !/^[\w+=,.@-]*$/.test(value)) fault(at, value, String.raw`satisfy regular expression pattern: [\w+=,.@-]*`);
  }
  const duration = given.get('DurationSeconds');
  if (duration !== null && !/^\d+$/.test(duration)) return { status: 400, code: 'MalformedInput', message: '' };
  if (duration !== null && Number(duration) < 900) fault('durationSeconds', duration, 'have value greater than or equal to 900');
  if (duration !== null && Number(duration) > 43_200) fault('durationSeconds', duration, 'have value less than or equal to 43200');
  if (!faults.length) return undefined;
  return wrong(`${faults.length} validation error${faults.length > 1 ? 's' : ''} detected: ${faults.join('; ')}`);
}

interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  readonly exp: number;
}

interface Token {
  readonly jws: ParsedJws;
  readonly claims: Claims;
}

function readToken(token: string): Seen<Token> | Refused {
  const jws = parseJws(token);
  const payload = jws && parseJson(fromUtf8(jws.payload) ?? '');
  if (!jws || !isJsonObject(payload)) return { refusal: invalid(NO_JWT), why: 'this is no JWT' };
  const evidence: Evidence = { type: 'jwt', token, header: jws.header, payload, checks: [] };
  const { iss, sub, aud, exp } = payload;
  for (const [name, value] of Object.entries({ iss, sub, aud, exp }))
    if (value === undefined || value === null) return { refusal: invalid(`Missing a required claim: ${name}`), why: `it has no ${name}`, evidence };
  const audiences = (Array.isArray(aud) ? aud : [aud]).filter((one) => typeof one === 'string');
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof exp !== 'number' || !audiences.length)
    return { refusal: invalid(NO_JWT), why: 'its claims are not what they should be', evidence };
  return { value: { jws, claims: { iss, sub, aud: audiences, exp } }, why: `it speaks for ${sub}`, evidence };
}

/** "https://HOST/path" as ARNs and condition keys write it. */
export const withoutScheme = (issuer: string): string => issuer.replace(/^https:\/\//, '');

/** What stands on the private side of somebody's network is not on AWS's. */
const isPrivate = (url: string): boolean => /^https:\/\/(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|localhost)/.test(url);

async function fetchJson(url: string, context: PartyContext, ca: string | undefined): Promise<Record<string, unknown> | Refusal> {
  if (isPrivate(url)) return UNREACHABLE;
  const asked = { method: 'GET', headers: new Headers([['Accept', 'application/json']]), body: '' };
  const outcome = await context.call(url, asked, ca === undefined ? {} : { ca });
  if (!outcome.ok)
    return /x509|tls:/.test(outcome.error) ? invalid("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint") : UNREACHABLE;
  const read = outcome.response.status === 200 ? parseJson(outcome.response.body) : undefined;
  return isJsonObject(read) && !('code' in read) ? read : invalid(NO_KEY);
}

const noKey = (why: string, kids: readonly string[] = [], kid = ''): Refused => ({
  refusal: invalid(NO_KEY),
  why,
  ...(kids.length ? { evidence: demand('kid', kids, [kid], false) } : {}),
});

async function verificationKey(jws: ParsedJws, issuer: string, context: PartyContext, ca: string | undefined): Promise<Seen<Jwk> | Refused> {
  const unread = (refusal: Refusal): Refused => ({ refusal, why: refusal === UNREACHABLE ? 'AWS cannot reach the issuer' : 'the issuer’s answer is no use' });
  const discovery = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, context, ca);
  if (isRefusal(discovery)) return unread(discovery);
  const { jwks_uri: uri, issuer: own } = discovery;
  if (typeof uri !== 'string') return noKey('the discovery document names no keys');
  if (own !== issuer) return noKey('the discovery document is another issuer’s');
  const published = await fetchJson(uri, context, ca);
  if (isRefusal(published)) return unread(published);
  const keys = (Array.isArray(published.keys) ? (published.keys as unknown[]) : []).filter((one) => typeof one === 'object' && one !== null) as (Jwk & {
    kid?: unknown;
  })[];
  const key = keys.find(({ kid }) => kid === jws.kid);
  const kids = keys.map(({ kid }) => String(kid));
  if (!key || !algorithmsOf(key).length) return noKey('the issuer publishes no key of this kid', kids, jws.kid);
  return { value: key, why: 'the issuer publishes it', evidence: demand('kid', kids, [jws.kid], true) };
}

const TRUST = 'sts.trust-policy';
const utc = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d{3}/, '');

export async function assumeRoleWithWebIdentity(account: Account, given: URLSearchParams, context: PartyContext): Promise<Tree | Refusal> {
  const malformed = validate(given);
  if (malformed) return malformed;
  const { spec } = account;
  const { recorder } = context;
  const now = context.clock.seconds();
  const arn = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[\w+=,.@/-]*\/)?([\w+=,.@-]+)$/.exec(given.get('RoleArn') ?? '');
  if (!arn) return wrong('Request ARN is invalid');
  const token = await look(recorder, 'sts.token', () => readToken(given.get('WebIdentityToken') ?? ''));
  if ('refusal' in token) return token.refusal;
  const { jws, claims } = token.value;
  const { iss, sub, aud, exp } = claims;
  const provider = await look(recorder, 'sts.provider', () => {
    const providers = arn[1] === spec.account ? spec.oidcProviders : [];
    const value = providers.find(({ url }) => url === iss);
    const evidence = demand(
      'iss',
      providers.map(({ url }) => url),
      [iss],
      value !== undefined,
    );
    if (value) return { value, why: 'IAM knows this issuer', evidence };
    return { refusal: invalid(`No OpenIDConnect provider found in your account for ${iss}`), why: `IAM has no provider ${iss}`, evidence };
  });
  if ('refusal' in provider) return provider.refusal;
  const audience = await look(recorder, 'sts.audience', () => {
    const { clientIds } = provider.value;
    const value = aud.find((one) => clientIds.includes(one));
    const evidence = demand('aud', clientIds, aud, value !== undefined);
    if (value !== undefined) return { value, why: `the token is for ${value}`, evidence };
    return { refusal: invalid('Incorrect token audience'), why: `the token is for ${aud.join(', ')}`, evidence };
  });
  if ('refusal' in audience) return audience.refusal;
  const ca = spec.trustedCa === undefined ? undefined : context.pki[spec.trustedCa]?.crt;
  const key = await look(recorder, 'sts.key', () => verificationKey(jws, iss, context, ca));
  if ('refusal' in key) return key.refusal;
  const signed = await look(recorder, 'sts.signature', async () =>
    (await signatureFits(given.get('WebIdentityToken') ?? '', key.value))
      ? { value: true, why: 'that key made it' }
      : { refusal: invalid('The signature of the ID Token is not valid'), why: 'that key did not make it' },
  );
  if ('refusal' in signed) return signed.refusal;
  const alive = await look(recorder, 'sts.expiry', () => {
    const evidence = demand('exp', [`later than ${utc(now)}`], [utc(exp)], now < exp);
    if (now < exp) return { value: true, why: `until ${utc(exp)}`, evidence };
    const message = `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`;
    return { refusal: { status: 400, code: 'ExpiredTokenException', message }, why: `it ended at ${utc(exp)}`, evidence };
  });
  if ('refusal' in alive) return alive.refusal;

  const name = given.get('RoleSessionName') ?? '';
  const found = await look(recorder, 'sts.role', () => {
    const role = spec.roles.find((one) => one.name === arn[2]);
    return role ? { value: role, why: role.name } : { refusal: DENIED, why: `there is no role ${arn[2] ?? ''}` };
  });
  if ('refusal' in found) return found.refusal;
  const role = found.value;
  const key0 = withoutScheme(iss).toLowerCase();
  const providerArn = `arn:aws:iam::${spec.account}:oidc-provider/${withoutScheme(iss)}`;
  const facts = new Map<string, readonly string[]>([
    [`${key0}:sub`, [sub]],
    [`${key0}:aud`, aud],
    [`${key0}:iss`, [iss]],
    ['aws:federatedprovider', [providerArn]],
    ['sts:rolesessionname', [name]],
  ]);
  const trust = readPolicy(role.trust, 'trust');
  const policies = trust.ok ? [trust.policy] : [];
  const question = { action: 'sts:AssumeRoleWithWebIdentity', principal: { type: 'Federated', names: [providerArn] }, facts } as const;
  const decision: Decision = evaluate(policies, question);
  tellPolicy(recorder, TRUST, weigh(policies, question), decision);
  if (decision !== 'allow') return DENIED;
  const duration = Number(given.get('DurationSeconds') ?? 3600);
  if (duration > (role.maxSession ?? 3600)) return wrong('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  const policy = given.get('Policy') ?? undefined;
  const narrowing = policy === undefined ? undefined : readPolicy(policy, 'permissions');
  if (narrowing && !narrowing.ok) return { status: 400, code: narrowing.fault.code, message: narrowing.fault.message };

  const expires = context.clock.now() + duration * 1000;
  const session = newSession(context.random, { role: role.name, name, expires, tags: {}, ...(policy === undefined ? {} : { policy }) });
  account.remember(session, context.clock.now());
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(expires).toISOString().replace(/\.\d{3}/, ''),
    },
    SubjectFromWebIdentityToken: sub,
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${name}`, Arn: assumedRoleArn(spec, role.name, name) },
    Provider: providerArn,
    Audience: audience.value,
  };
}
