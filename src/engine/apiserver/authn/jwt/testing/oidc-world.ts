// A world with an identity provider in it, for tests: minikube's keys, one user, two clients, and short ways to ask.
import { minikubeWorld } from '../../../../base-worlds/minikube.ts';
import { createWorld } from '../../../../create-world.ts';
import { Headers, type HttpResponse } from '../../../../http/message.ts';
import type { OidcSpec } from '../../../../parties/oidc/oidc-spec.ts';
import type { World } from '../../../../world.ts';

export const ISSUER = 'https://127.0.0.1:5556';
export const REDIRECT = 'http://localhost:8000';
export const CONFIG_FILE = '/etc/kubernetes/authn.yaml';
export const CA_FILE = '/var/lib/minikube/certs/ca.crt';

/** Serves with the API server's certificate, which names 127.0.0.1; signs with the key pair no server knows yet. */
export const provider: OidcSpec = {
  kind: 'oidc',
  name: 'dex',
  origin: ISSUER,
  certificate: 'apiserver',
  keys: ['stranger'],
  users: [{ login: 'jane', password: 'secret', claims: { sub: '1234', email: 'jane@example.com', email_verified: true, groups: ['dev', 'qa'] } }],
  clients: [
    { id: 'kubernetes', redirectUris: [REDIRECT] },
    { id: 'web', secret: 'hush', redirectUris: [REDIRECT] },
  ],
};

export async function oidcWorld(
  flags: Record<string, string | string[]>,
  { file = '', parties = [provider] }: { file?: string; parties?: OidcSpec[] } = {},
): Promise<World> {
  const spec = minikubeWorld();
  spec.server.flags = { ...spec.server.flags, ...flags };
  if (file) spec.server.files = { ...spec.server.files, [CONFIG_FILE]: file };
  spec.parties = parties;
  return await createWorld(spec);
}

export const oidcFlags = { 'oidc-issuer-url': ISSUER, 'oidc-client-id': 'kubernetes', 'oidc-ca-file': CA_FILE };

export async function dial(world: World, origin: string, method: string, target: string, headers: Record<string, string> = {}, body = '') {
  const exchange = await world.request({
    from: 'laptop',
    origin,
    request: { method, target, headers: new Headers(Object.entries(headers)), body },
    tls: { insecure: true },
  });
  if (!exchange.ok) throw new Error(JSON.stringify(exchange.failure));
  return exchange;
}

export const askProvider = async (
  world: World,
  method: string,
  target: string,
  form?: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<HttpResponse> => (await dial(world, ISSUER, method, target, headers, form ? new URLSearchParams(form).toString() : '')).response;

/** What a TokenReview by the server's admin says of a token: its user or its error. */
export async function ask(world: World, token: string) {
  const spec = minikubeWorld();
  return await dial(world, `https://${spec.server.hosts[0] ?? ''}:${spec.server.port}`, 'GET', '/api', { Authorization: `Bearer ${token}` });
}

/** The last line of the server's log that tells why a token was refused, without what every refusal shares. */
export const lastRefusal = (world: World): string => {
  const line = world.server().log.findLast((l) => l.includes('Unable to authenticate')) ?? '';
  const text = JSON.parse(/err=(".*")$/.exec(line)?.[1] ?? '""') as string;
  return /^\[invalid bearer token, (.*)\]$/s.exec(text)?.[1] ?? text;
};

export async function token(
  world: World,
  claims: Record<string, unknown>,
  { key = 'stranger', header = {} }: { key?: string; header?: Record<string, unknown> } = {},
): Promise<string> {
  const kid = world.signingKeys().find((k) => k.name === key)?.kid;
  const payload = { iss: ISSUER, aud: 'kubernetes', sub: '1234', exp: world.clock.seconds() + 600, ...claims };
  const signed = await world.signToken(JSON.stringify({ alg: 'RS256', kid, ...header }), JSON.stringify(payload), key);
  if (!signed.ok) throw new Error(signed.error);
  return signed.token;
}
