import { describe, expect, test } from 'vitest';
import { ask, askProvider, ISSUER, oidcFlags, oidcWorld, provider, REDIRECT } from '../../apiserver/authn/jwt/testing/oidc-world.ts';
import type { World } from '../../world.ts';

// RFC 7636, appendix B.
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

const asked = (more: Record<string, string> = {}) => ({
  response_type: 'code',
  client_id: 'kubernetes',
  redirect_uri: REDIRECT,
  scope: 'openid email offline_access',
  state: 'xyz',
  nonce: 'n1',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  ...more,
});
const target = (more?: Record<string, string>) => `/auth?${new URLSearchParams(asked(more)).toString()}`;
const LOGIN = { login: 'jane', password: 'secret' };

async function login(world: World, more?: Record<string, string>, form: Record<string, string> = LOGIN) {
  const { status, headers, body } = await askProvider(world, 'POST', target(more), form);
  const location = headers.get('Location');
  return { status, body, back: location === undefined ? undefined : Object.fromEntries(new URL(location).searchParams) };
}
const redeem = (world: World, code: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  askProvider(
    world,
    'POST',
    '/token',
    { grant_type: 'authorization_code', client_id: 'kubernetes', redirect_uri: REDIRECT, code_verifier: VERIFIER, code, ...more },
    headers,
  );
const codeOf = async (world: World, more?: Record<string, string>) => (await login(world, more)).back?.code ?? '';
const claimsOf = (jwt: string): Record<string, unknown> => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('the authorization code flow', () => {
  test('ends in an ID token that the API server believes', async () => {
    const world = await oidcWorld({ ...oidcFlags, 'oidc-groups-claim': 'groups' });
    const window = await askProvider(world, 'GET', target());
    expect(window.status).toBe(200);
    expect(window.body).toContain('kubernetes wants to know who you are (openid, email, offline_access)');
    const { status, back } = await login(world);
    expect(status).toBe(302);
    expect(back?.state).toBe('xyz');
    const answer = JSON.parse((await redeem(world, back?.code ?? '')).body) as Record<string, string>;
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'openid email offline_access' });
    const now = world.clock.seconds();
    expect(claimsOf(answer.id_token ?? '')).toEqual({
      iss: ISSUER,
      sub: '1234',
      aud: 'kubernetes',
      exp: now + 3600,
      iat: now,
      auth_time: now,
      nonce: 'n1',
      email: 'jane@example.com',
      email_verified: true,
      groups: ['dev', 'qa'],
    });
    expect((await ask(world, answer.id_token ?? '')).response.status).toBe(200);

    await world.advance(1000);
    const again = JSON.parse(
      (await askProvider(world, 'POST', '/token', { grant_type: 'refresh_token', client_id: 'kubernetes', refresh_token: answer.refresh_token ?? '' })).body,
    );
    expect(claimsOf(again.id_token).iat).toBe(now + 1);
    expect(again.refresh_token).toBe(answer.refresh_token);
  });

  test('tells claims only to whom their scope was allowed', async () => {
    const world = await oidcWorld({});
    const answer = JSON.parse((await redeem(world, await codeOf(world, { scope: 'openid' }))).body) as Record<string, string>;
    expect(answer.refresh_token).toBeUndefined();
    expect(claimsOf(answer.id_token ?? '').email).toBeUndefined();
  });

  test('a code works once, and its second use takes back the refresh token', async () => {
    const world = await oidcWorld({});
    const code = await codeOf(world);
    const first = JSON.parse((await redeem(world, code)).body) as Record<string, string>;
    const second = await redeem(world, code);
    expect([second.status, JSON.parse(second.body)]).toEqual([400, { error: 'invalid_grant', error_description: 'the code was used before' }]);
    const refreshed = await askProvider(world, 'POST', '/token', {
      grant_type: 'refresh_token',
      client_id: 'kubernetes',
      refresh_token: first.refresh_token ?? '',
    });
    expect(JSON.parse(refreshed.body)).toEqual({ error: 'invalid_grant', error_description: 'the refresh token is unknown or revoked' });
  });

  test('a snapshot holds the codes that were given out', async () => {
    const world = await oidcWorld({});
    const code = await codeOf(world);
    const saved = world.snapshot();
    expect((await redeem(world, code)).status).toBe(200);
    world.restore(saved);
    expect((await redeem(world, code)).status).toBe(200);
  });
});

describe('what the authorization endpoint refuses', () => {
  test.each<[claim: string, more: Record<string, string>, form: Record<string, string>, status: number, error: Record<string, string>]>([
    ['an unknown client, on the spot', { client_id: 'nobody' }, LOGIN, 400, { error: 'invalid_request', error_description: 'unknown client_id "nobody"' }],
    [
      'an address that is not registered, on the spot',
      { redirect_uri: 'http://evil' },
      LOGIN,
      400,
      { error: 'invalid_request', error_description: 'redirect_uri "http://evil" is not registered for client "kubernetes"' },
    ],
    [
      'another response type',
      { response_type: 'token' },
      LOGIN,
      302,
      { error: 'unsupported_response_type', error_description: 'only response_type=code is offered', state: 'xyz' },
    ],
    ['a scope without openid', { scope: 'email' }, LOGIN, 302, { error: 'invalid_scope', error_description: 'the scope must contain openid', state: 'xyz' }],
    [
      'a public client without PKCE',
      { code_challenge: '' },
      LOGIN,
      302,
      { error: 'invalid_request', error_description: 'code challenge required', state: 'xyz' },
    ],
    [
      'an unknown challenge method',
      { code_challenge_method: 'S512' },
      LOGIN,
      302,
      { error: 'invalid_request', error_description: 'transform algorithm not supported', state: 'xyz' },
    ],
    ['what the user refuses', {}, { ...LOGIN, consent: 'deny' }, 302, { error: 'access_denied', error_description: 'the user said no', state: 'xyz' }],
  ])('%s', async (_claim, more, form, status, error) => {
    const world = await oidcWorld({});
    const answer = await login(world, more, form);
    expect(answer.status).toBe(status);
    expect(answer.back ?? JSON.parse(answer.body)).toEqual(error);
  });

  test('a wrong password shows the window again', async () => {
    const world = await oidcWorld({});
    const { status, body } = await login(world, {}, { login: 'jane', password: 'x' });
    expect(status).toBe(401);
    expect(body).toContain('Wrong login or password.');
  });
});

describe('what the token endpoint refuses', () => {
  test.each<[claim: string, more: Record<string, string>, status: number, error: string, description: string]>([
    ['a wrong verifier', { code_verifier: 'x' }, 400, 'invalid_grant', 'code_verifier does not fit the code_challenge'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_grant', 'code_verifier is missing'],
    ['another redirect_uri', { redirect_uri: 'http://localhost:1' }, 400, 'invalid_grant', 'redirect_uri is not the one the code was asked for with'],
    ['an unknown code', { code: 'x' }, 400, 'invalid_grant', 'the code is unknown'],
    ['another client’s code', { client_id: 'web', client_secret: 'hush' }, 400, 'invalid_grant', 'the code was issued to another client'],
    ['an unknown client', { client_id: 'x' }, 401, 'invalid_client', 'unknown client "x"'],
    ['a wrong secret', { client_id: 'web', client_secret: 'x' }, 401, 'invalid_client', 'the client secret is wrong'],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 'grant_type password is not offered'],
    ['no grant type', { grant_type: '' }, 400, 'invalid_request', 'grant_type is missing'],
  ])('%s', async (_claim, more, status, error, description) => {
    const world = await oidcWorld({});
    const answer = await redeem(world, await codeOf(world), more);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, { error, error_description: description }]);
  });

  test('a code that is a minute old', async () => {
    const world = await oidcWorld({});
    const code = await codeOf(world);
    await world.advance(60_000);
    expect(JSON.parse((await redeem(world, code)).body)).toEqual({ error: 'invalid_grant', error_description: 'the code has expired' });
  });
});

test('the keys follow the spec, and the private half stays at home', async () => {
  const world = await oidcWorld({});
  await world.changeParty({ ...provider, keys: ['sa', 'stranger'] });
  const { keys } = JSON.parse((await askProvider(world, 'GET', '/keys')).body) as { keys: Record<string, string>[] };
  expect(keys.map((key) => Object.keys(key).join())).toEqual(['use,kid,alg,kty,n,e', 'use,kid,alg,kty,n,e']);
  expect(keys.map((key) => key.kid)).toEqual(['sa', 'stranger'].map((name) => world.signingKeys().find((k) => k.name === name)?.kid));
});
