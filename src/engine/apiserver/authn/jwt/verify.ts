// Models go-oidc's IDTokenVerifier and the audience check that Kubernetes puts behind it: from a token's text to claims that may be believed.
// Left out: distributed claims (a token that needs them is refused by name, in claims-to-user.ts).

import type { Check } from '../../../../trace/event.ts';
import { isJsonObject, type Json } from '../../../../trace/json.ts';
import type { Recorder } from '../../../../trace/recorder.ts';
import { fromBase64Url, looseUtf8 } from '../../../crypto/encoding.ts';
import { parseJson, parseJws } from '../../../crypto/jws.ts';
import { goQuote, goQuoteList } from '../../../http/go-format.ts';
import { goJsonKind } from '../../../http/go-json.ts';
import type { OidcCode } from '../token/oidc.about.ts';
import { goTime, type IdToken, readIdToken } from './go-values.ts';
import type { JwtConfig } from './jwt-config.ts';
import type { Provider } from './provider.ts';

const STEPS = ['readable', 'algorithm', 'signature', 'claims readable', 'issuer', 'audience', 'in date'] as const;
type Step = (typeof STEPS)[number];

export interface Verification {
  token: string;
  payload: Json;
  config: JwtConfig;
  algorithms: readonly string[];
  provider: Provider;
  /** Milliseconds since 1970. */
  now: number;
  recorder: Recorder;
  /** Filled as far as it goes. */
  checks: Check[];
}

const NBF_LEEWAY_MS = 60_000;

/** `why`: the nearest miss, for people only. */
interface Refusal {
  ok: false;
  code: OidcCode;
  error: string;
  reason: string;
  why?: string;
}

/** `error` in the server's words without their "oidc: verify token: "; `reason` the few words for the desk. */
export async function verify(v: Verification): Promise<{ ok: true; claims: IdToken } | Refusal> {
  const pass = (check: Step, detail: string) => v.checks.push({ check, ok: true, detail });
  const refuse = (check: Step, code: OidcCode, error: string, reason: string, why?: string): Refusal => {
    v.checks.push({ check, ok: false, detail: error });
    for (const later of STEPS.slice(STEPS.indexOf(check) + 1)) v.checks.push({ check: later, ok: null, detail: 'not reached' });
    return { ok: false, code, error, reason, ...(why ? { why } : {}) };
  };
  const jws = parseJws(v.token);
  if (!jws) return refuse('readable', 'unreadable', `oidc: malformed jwt: ${headerFault(v.token)}`, 'cannot be read');
  pass('readable', 'three parts, a header that says how it was signed');
  if (!v.algorithms.includes(jws.alg)) {
    const error = `oidc: id token signed with unsupported algorithm, expected ${goQuoteList(v.algorithms)} got ${goQuote(jws.alg)}`;
    return refuse('algorithm', 'algorithm', error, `algorithm ${jws.alg || 'missing'}`);
  }
  pass('algorithm', jws.alg);
  const signed = await v.provider.verify(jws, v.recorder);
  if (!signed.ok) {
    const unreachable = signed.error.startsWith('fetching');
    const error = `failed to verify signature: ${signed.error}`;
    if (unreachable) return refuse('signature', 'keys-not-fetched', error, 'the provider’s keys cannot be fetched');
    return refuse('signature', 'signature-invalid', error, 'signature invalid', await v.provider.whyNot(jws));
  }
  pass('signature', `fits the key ${signed.kid || 'without an id'}`);

  const read = readIdToken(v.payload);
  if (!read.ok) return refuse('claims readable', 'claims-unreadable', `oidc: failed to unmarshal claims: ${read.error}`, 'claims cannot be read');
  const claims = read.value;
  for (const source of Object.values(claims.claimNames)) {
    if (!Object.hasOwn(claims.claimSources, source))
      return refuse('claims readable', 'claims-unreadable', 'oidc: source does not exist', 'claims cannot be read');
  }
  pass('claims readable', 'registered claims of the right types');

  const { url, audiences } = v.config.issuer;
  const google = url === 'https://accounts.google.com' && claims.iss === 'accounts.google.com';
  if (claims.iss !== url && !google) {
    return refuse(
      'issuer',
      'wrong-issuer',
      `oidc: id token issued by a different provider, expected ${goQuote(url)} got ${goQuote(claims.iss)}`,
      'wrong issuer',
    );
  }
  pass('issuer', claims.iss);
  if (!audiences.some((a) => claims.aud.includes(a))) {
    const sorted = [...audiences].sort();
    const expected = sorted.length === 1 ? `audience ${goQuote(sorted[0] ?? '')}` : `audience in ${goQuoteList(sorted)}`;
    const why = `the signature fits; the token is for ${claims.aud.join(', ') || 'nobody'}, this server wants ${audiences.join(' or ')}`;
    return refuse('audience', 'wrong-audience', `oidc: expected ${expected} got ${goQuoteList(claims.aud)}`, 'wrong audience', why);
  }
  pass('audience', audiences.filter((a) => claims.aud.includes(a)).join(', '));

  if (claims.exp * 1000 < v.now) {
    const error = `oidc: token is expired (Token Expiry: ${goTime(claims.exp)})`;
    return refuse('in date', 'expired', error, 'expired', `the signature and the audience fit; the token was good until ${goTime(claims.exp)}`);
  }
  if (claims.nbf !== undefined && v.now + NBF_LEEWAY_MS < claims.nbf * 1000) {
    const error = `oidc: current time ${goTime(Math.floor(v.now / 1000))} before the nbf (not before) time: ${goTime(claims.nbf)}`;
    return refuse('in date', 'not-yet-valid', error, 'not valid yet');
  }
  pass('in date', `until ${goTime(claims.exp)}`);
  return { ok: true, claims };
}

/** go-jose's words for a header it does not take, as far as they are known. */
function headerFault(token: string): string {
  const bytes = fromBase64Url(token.split('.')[0] ?? '');
  const header = bytes && parseJson(looseUtf8(bytes));
  if (!isJsonObject(header)) return 'the header cannot be read';
  const { alg, jwk } = header;
  if (alg !== undefined && alg !== null && typeof alg !== 'string') {
    return `failed to unmarshal algorithm: json: cannot unmarshal ${goJsonKind(alg)} into Go value of type string: ${goQuote(JSON.stringify(alg))}`;
  }
  if (jwk !== undefined && jwk !== null && !isJsonObject(jwk)) {
    return `failed to unmarshal JWK: json: cannot unmarshal ${goJsonKind(jwk)} into Go value of type jose.rawJSONWebKey: ${goQuote(JSON.stringify(jwk))}`;
  }
  return 'the header or the signature cannot be read';
}
