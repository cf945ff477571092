// Models the token endpoint of RFC 6749 (4.1.3, 5, 6) with RFC 7636: codes and refresh tokens become ID tokens.
// Left out: access tokens that anybody reads, client credentials and password grants, client assertions.
import { fromBase64, fromUtf8, toBase64Url, utf8 } from '../../crypto/encoding.ts';
import type { HttpRequest, HttpResponse } from '../../http/message.ts';
import { json } from '../json-answer.ts';
import type { PartyContext } from '../party.ts';
import { oauthError } from './answers.ts';
import type { Grant, Grants } from './grants.ts';
import { idToken, lifetimeOf } from './id-token.ts';
import type { OidcSpec } from './oidc-spec.ts';
import { randomText } from './random-text.ts';

export type Exchanged = { response: HttpResponse; grants?: Grants };
const invalidGrant = (why: string): HttpResponse => oauthError(400, 'invalid_grant', why);

export async function exchange(spec: OidcSpec, grants: Grants, request: HttpRequest, context: PartyContext): Promise<Exchanged> {
  if (request.method !== 'POST') return { response: oauthError(405, 'invalid_request', 'POST') };
  const form = new URLSearchParams(request.body);
  const twice = [...new Set(form.keys())].find((name) => form.getAll(name).length > 1);
  if (twice) return { response: oauthError(400, 'invalid_request', `parameter ${twice} is given twice`) };
  const who = clientOf(spec, form, request);
  if ('response' in who) return who;
  const kind = form.get('grant_type') ?? '';
  if (kind === 'authorization_code') return await redeem(spec, grants, form, who.client, context);
  if (kind === 'refresh_token') {
    const token = form.get('refresh_token') ?? '';
    const grant = Object.hasOwn(grants.refresh, token) ? grants.refresh[token] : undefined;
    if (!grant) return { response: invalidGrant('the refresh token is unknown or revoked') };
    if (grant.client !== who.client) return { response: invalidGrant('the refresh token was issued to another client') };
    return { response: await answer(spec, { ...grant, nonce: '' }, token, context) };
  }
  if (!kind) return { response: oauthError(400, 'invalid_request', 'grant_type is missing') };
  return { response: oauthError(400, 'unsupported_grant_type', `grant_type ${kind} is not offered`) };
}

/** Basic credentials or those of the form; a public client only names itself. */
function clientOf(spec: OidcSpec, form: URLSearchParams, { headers }: HttpRequest): { client: string } | { response: HttpResponse } {
  const basic = /^Basic (.+)$/i.exec(headers.get('Authorization') ?? '')?.[1];
  const bytes = basic === undefined ? undefined : fromBase64(basic);
  const text = bytes && fromUtf8(bytes);
  const colon = text?.indexOf(':') ?? -1;
  const [id, secret] =
    text !== undefined && colon >= 0 ? [text.slice(0, colon), text.slice(colon + 1)] : [form.get('client_id') ?? '', form.get('client_secret')];
  const client = spec.clients?.find((c) => c.id === id);
  const wrong = !client ? `unknown client "${id}"` : client.secret !== undefined && client.secret !== secret ? 'the client secret is wrong' : undefined;
  if (wrong === undefined) return { client: id };
  return { response: oauthError(401, 'invalid_client', wrong, basic === undefined ? [] : [['WWW-Authenticate', 'Basic realm="token"']]) };
}

async function redeem(spec: OidcSpec, grants: Grants, form: URLSearchParams, client: string, context: PartyContext): Promise<Exchanged> {
  const text = form.get('code') ?? '';
  if (!text) return { response: oauthError(400, 'invalid_request', 'code is missing') };
  const code = Object.hasOwn(grants.codes, text) ? grants.codes[text] : undefined;
  if (!code) return { response: invalidGrant('the code is unknown') };
  if (code.used !== undefined) {
    // Somebody has stolen the code or its answer: what was given out for it is taken back.
    const { [code.used]: _, ...refresh } = grants.refresh;
    return { response: invalidGrant('the code was used before'), grants: { ...grants, refresh } };
  }
  const { grant } = code;
  if (grant.client !== client) return { response: invalidGrant('the code was issued to another client') };
  if (context.clock.now() >= code.until) return { response: invalidGrant('the code has expired') };
  if (form.get('redirect_uri') !== grant.redirectUri) return { response: invalidGrant('redirect_uri is not the one the code was asked for with') };
  const wrong = await verifierFault(grant, form.get('code_verifier') ?? '');
  if (wrong) return { response: invalidGrant(wrong) };
  const offline = grant.scopes.includes('offline_access');
  const token = offline ? randomText(context.random) : '';
  const next: Grants = {
    codes: { ...grants.codes, [text]: { ...code, used: token } },
    refresh: offline ? { ...grants.refresh, [token]: grant } : grants.refresh,
  };
  return { response: await answer(spec, grant, token, context), grants: next };
}

/** RFC 7636 section 4.6. */
async function verifierFault({ challenge, method }: Grant, verifier: string): Promise<string | undefined> {
  if (!challenge) return verifier ? 'a code_verifier without a code_challenge' : undefined;
  if (!verifier) return 'code_verifier is missing';
  const made = method === 'plain' ? verifier : toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(verifier))));
  return made === challenge ? undefined : 'code_verifier does not fit the code_challenge';
}

async function answer(spec: OidcSpec, grant: Grant, refresh: string, context: PartyContext): Promise<HttpResponse> {
  const signed = await idToken(spec, grant, context);
  if ('error' in signed) return oauthError(signed.status, signed.code, signed.error);
  const body = {
    access_token: randomText(context.random),
    token_type: 'Bearer',
    expires_in: lifetimeOf(spec),
    ...(refresh ? { refresh_token: refresh } : {}),
    id_token: signed.token,
    scope: grant.scopes.join(' '),
  };
  return json(200, body, [
    ['Cache-Control', 'no-store'],
    ['Pragma', 'no-cache'],
  ]);
}
