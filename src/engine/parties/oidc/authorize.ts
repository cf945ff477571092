// Models the authorization endpoint of OpenID Connect Core 1.0 with RFC 7636 (PKCE): a login window, then a code on the way back to the client.
// Left out: implicit and hybrid flows, consent remembered, request objects.
import type { HttpRequest, HttpResponse } from '../../http/message.ts';
import type { PartyContext } from '../party.ts';
import { oauthError, page, redirect } from './answers.ts';
import { CODE_MS, type Grants } from './grants.ts';
import type { OidcSpec } from './oidc-spec.ts';
import { randomText } from './random-text.ts';

export type Authorized = { response: HttpResponse; grants?: Grants };

/** GET shows the login window; POST of `login` and `password` to the same address answers with the code. */
export function authorize(spec: OidcSpec, grants: Grants, request: HttpRequest, context: PartyContext): Authorized {
  const query = new URLSearchParams(request.target.split('?').slice(1).join('?'));
  const get = (name: string) => query.get(name) ?? '';
  const client = spec.clients?.find((c) => c.id === get('client_id'));
  // An error that concerns the client or its address is never sent to that address.
  if (!client) return { response: oauthError(400, 'invalid_request', `unknown client_id "${get('client_id')}"`) };
  const redirectUri = get('redirect_uri');
  if (!client.redirectUris.includes(redirectUri)) {
    return { response: oauthError(400, 'invalid_request', `redirect_uri "${redirectUri}" is not registered for client "${client.id}"`) };
  }
  const state = get('state');
  const back = (error: string, description: string): Authorized => ({
    response: redirect(redirectUri, { error, error_description: description, state }),
  });
  if (get('response_type') !== 'code') return back('unsupported_response_type', 'only response_type=code is offered');
  const scopes = get('scope').split(' ').filter(Boolean);
  if (!scopes.includes('openid')) return back('invalid_scope', 'the scope must contain openid');
  const challenge = get('code_challenge');
  const method = get('code_challenge_method') || 'plain';
  if (method !== 'S256' && method !== 'plain') return back('invalid_request', 'transform algorithm not supported');
  if (!challenge && client.secret === undefined) return back('invalid_request', 'code challenge required');

  if (request.method === 'GET') return { response: page(loginWindow(spec, request.target, client.id, scopes)) };
  if (request.method !== 'POST') return { response: oauthError(405, 'invalid_request', 'GET or POST') };
  const form = new URLSearchParams(request.body);
  if (form.get('consent') === 'deny') return back('access_denied', 'the user said no');
  const user = spec.users?.find((u) => u.login === form.get('login'));
  if (!user || (user.password !== undefined && user.password !== form.get('password'))) {
    return { response: { ...page(loginWindow(spec, request.target, client.id, scopes, 'Wrong login or password.')), status: 401 } };
  }
  const code = randomText(context.random);
  const grant = {
    client: client.id,
    login: user.login,
    redirectUri,
    scopes,
    nonce: get('nonce'),
    challenge,
    method,
    authenticatedAt: context.clock.seconds(),
  } as const;
  const next: Grants = { ...grants, codes: { ...grants.codes, [code]: { grant, until: context.clock.now() + CODE_MS, used: undefined } } };
  return { response: redirect(redirectUri, { code, state }), grants: next };
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function loginWindow(spec: OidcSpec, target: string, client: string, scopes: readonly string[], problem = ''): string {
  return `<!doctype html>
<title>Log in at ${escaped(spec.name)}</title>
${problem ? `<p role="alert">${escaped(problem)}</p>\n` : ''}<p>${escaped(client)} wants to know who you are (${escaped(scopes.join(', '))}).</p>
<form method="post" action="${escaped(target)}">
<label>Login <input name="login"></label>
<label>Password <input name="password" type="password"></label>
<button name="consent" value="allow">Log in and allow</button>
<button name="consent" value="deny">Deny</button>
</form>
`;
}
