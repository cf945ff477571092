// The authorization code flow with PKCE, as a client on a laptop walks it: discovery, the browser, the way back to a port of its own, the token.
// Left out: checking the ID token's signature here, for it came straight from the provider over TLS (OpenID Connect Core 3.1.3.7 allows that).

import { fromBase64Url, looseUtf8, toBase64Url, utf8 } from '../../../engine/crypto/encoding.ts';
import { Headers } from '../../../engine/http/message.ts';
import { isJsonObject, type Members } from '../../../trace/json.ts';
import type { ProgramIo } from '../../program.ts';
import { dialText } from '../kubectl/failure.ts';

export interface LoginOptions {
  issuer: string;
  client: string;
  secret: string;
  redirectUri: string;
  scopes: string[];
  /** PEM bundle. */
  ca: string | undefined;
  insecure: boolean;
  /** Open it, rather than only say where to go. */
  browser: boolean;
}

export interface TokenSet {
  idToken: string;
  /** "" when the provider gave none. */
  refresh: string;
}

type Failed = { error: string };

export async function login(io: ProgramIo, options: LoginOptions): Promise<TokenSet | Failed> {
  const found = await discover(io, options);
  if ('error' in found) return { error: `oidc error: oidc discovery error: ${found.error}` };
  const failed = (why: string): Failed => ({ error: `authcode-browser error: authentication error: ${why}` });
  const { client, redirectUri, scopes } = options;
  const [state, nonce, verifier] = [await secret(io), await secret(io), await secret(io)];
  const challenge = toBase64Url(await sha256(verifier));
  const query = new URLSearchParams({
    ...{ access_type: 'offline', client_id: client, code_challenge: challenge, code_challenge_method: 'S256', nonce },
    ...{ redirect_uri: redirectUri, response_type: 'code', scope: scopes.join(' '), state },
  });
  const url = `${found.authorize}?${query.toString()}`;
  if (!options.browser) io.err(`Please visit the following URL in your browser: ${url}\n`);
  const back = options.browser ? await io.visit(url) : undefined;
  if (back === undefined) return failed('authorization error: context deadline exceeded');
  const answer = new URL(back).searchParams;
  if (answer.has('error'))
    return failed(`authorization error: authorization error from server: ${answer.get('error') ?? ''} ${answer.get('error_description') ?? ''}`);
  if (answer.get('state') !== state) return failed(`authorization error: state does not match (wants ${state} but got ${answer.get('state') ?? ''})`);
  const form = { grant_type: 'authorization_code', code: answer.get('code') ?? '', redirect_uri: redirectUri, code_verifier: verifier };
  const tokens = await ask(io, options, found.token, form);
  if ('error' in tokens) return failed(`authorization code flow error: oauth2 error: could not exchange the code and token: ${tokens.error}`);
  const said = claimsOf(tokens.idToken)?.nonce;
  return said === nonce ? tokens : failed(`nonce did not match (wants ${nonce} but got ${typeof said === 'string' ? said : ''})`);
}

/** undefined when the provider takes the refresh token no longer: then somebody has to log in. */
export async function refresh(io: ProgramIo, options: LoginOptions, token: string): Promise<TokenSet | undefined> {
  const found = await discover(io, options);
  if ('error' in found) return undefined;
  const renewed = await ask(io, options, found.token, { grant_type: 'refresh_token', refresh_token: token });
  return 'error' in renewed ? undefined : { idToken: renewed.idToken, refresh: renewed.refresh || token };
}

async function discover(io: ProgramIo, options: LoginOptions): Promise<{ authorize: string; token: string } | Failed> {
  const { issuer } = options;
  const answer = await send(io, options, 'GET', `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, '');
  if ('error' in answer) return answer;
  if (answer.status !== 200) return { error: `${answer.status}: ${answer.body}` };
  const document = readJson(answer.body);
  if (!document) return { error: 'oidc: failed to decode provider discovery object' };
  const { issuer: named, authorization_endpoint: authorize, token_endpoint: token } = document;
  if (named !== issuer) return { error: `oidc: issuer did not match the issuer returned by provider, expected "${issuer}" got "${String(named)}"` };
  return { authorize: String(authorize), token: String(token) };
}

async function ask(io: ProgramIo, options: LoginOptions, url: string, form: Record<string, string>): Promise<TokenSet | Failed> {
  const { client, secret: own } = options;
  const body = new URLSearchParams({ ...form, client_id: client, ...(own ? { client_secret: own } : {}) }).toString();
  const answer = await send(io, options, 'POST', url, body);
  if ('error' in answer) return answer;
  const document = readJson(answer.body) ?? {};
  const { error, error_description: why, id_token: idToken, refresh_token: renew } = document;
  if (answer.status !== 200)
    return { error: typeof error === 'string' ? `oauth2: "${error}" "${String(why)}"` : `oauth2: cannot fetch token: ${answer.status}` };
  if (typeof idToken !== 'string') return { error: 'id_token is missing in the token response' };
  return { idToken, refresh: typeof renew === 'string' ? renew : '' };
}

async function send(
  io: ProgramIo,
  { ca, insecure }: LoginOptions,
  method: string,
  url: string,
  body: string,
): Promise<{ status: number; body: string } | Failed> {
  let at: URL;
  try {
    at = new URL(url);
  } catch {
    return { error: `Get "${url}": unsupported protocol scheme ""` };
  }
  const headers = new Headers([['User-Agent', 'Go-http-client/1.1'], ...(body ? ([['Content-Type', 'application/x-www-form-urlencoded']] as const) : [])]);
  const exchange = await io.dial({
    origin: at.origin,
    request: { method, target: `${at.pathname}${at.search}`, headers, body },
    tls: { ...(ca === undefined ? {} : { ca }), ...(insecure ? { insecure } : {}) },
  });
  if (exchange.ok) return exchange.response;
  return { error: `${method[0]}${method.slice(1).toLowerCase()} "${url}": ${dialText(exchange.failure)}` };
}

/** Payload of a token that nobody has checked. */
export function claimsOf(token: string): Members | undefined {
  const bytes = fromBase64Url(token.split('.')[1] ?? '');
  return bytes && readJson(looseUtf8(bytes));
}

function readJson(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}

export const sha256 = async (text: string): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text)));

/** 256 bits that the same session makes the same again. */
async function secret(io: ProgramIo): Promise<string> {
  const count = Number(io.memory.get('oidc-login secrets') ?? 0) + 1;
  io.memory.set('oidc-login secrets', count);
  return toBase64Url(await sha256(`oidc-login ${count} ${io.world.clock.now()} ${io.machine.name}`));
}
