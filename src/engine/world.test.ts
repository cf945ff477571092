import { describe, expect, test } from 'vitest';
import { minikubeWorld, TOKEN_FILE } from './base-worlds/minikube.ts';
import { createWorld } from './create-world.ts';
import { Headers } from './http/message.ts';
import type { Exchange } from './network/dial.ts';
import { readSpec, type WorldSpec } from './spec.ts';
import type { World } from './world.ts';

const spec = minikubeWorld();
const ca = spec.pki.ca!.crt!;

interface Call {
  method?: string;
  token?: string;
  admin?: boolean;
  body?: unknown;
  origin?: string;
  tls?: { ca?: string; insecure?: boolean; serverName?: string; clientCertificate?: string };
}

function call(
  world: World,
  target: string,
  { method = 'GET', token, admin = false, body, origin = 'https://192.168.49.2:8443', tls = { ca } }: Call = {},
): Promise<Exchange> {
  const headers = new Headers(token === undefined ? [] : [['Authorization', `Bearer ${token}`]]);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  const clientCertificate = spec.pki.client!.crt!;
  return world.request({
    from: 'laptop',
    origin,
    request: { method, target, headers, body: body === undefined ? '' : JSON.stringify(body) },
    tls: admin ? { ...tls, clientCertificate } : tls,
  });
}

async function answer(world: World, target: string, more?: Call): Promise<{ status: number; json: { [name: string]: unknown } }> {
  const exchange = await call(world, target, more);
  if (!exchange.ok) throw new Error(JSON.stringify(exchange.failure));
  return { status: exchange.response.status, json: JSON.parse(exchange.response.body) as { [name: string]: unknown } };
}

const create = (world: World, target: string, body: unknown) => answer(world, target, { method: 'POST', admin: true, body });
const binding = (kind: 'User' | 'Group', name: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'admin' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind, name }],
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
});
const BINDINGS = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';

describe('connecting', () => {
  test.each<[claim: string, call: Call, code: string]>([
    ['without a CA the client hangs up', { tls: {} }, 'unknown-authority'],
    ['another CA is no help', { tls: { ca: spec.pki['front-proxy-ca']!.crt! } }, 'unknown-authority'],
    ['a name the certificate does not carry', { tls: { ca, serverName: 'example.com' } }, 'name-mismatch'],
    ['a host nobody has', { origin: 'https://nowhere:8443' }, 'no-such-host'],
    ['a port where nobody listens', { origin: 'https://192.168.49.2:443' }, 'connection-refused'],
    ['HTTP on the HTTPS port', { origin: 'http://192.168.49.2:8443' }, 'http-to-https-port'],
  ])('%s', async (_claim, more, code) => {
    const exchange = await call(await createWorld(spec), '/version', more);
    expect(exchange.ok ? 'connected' : exchange.failure.code).toBe(code);
    const last = exchange.trace.events.at(-1);
    expect(last?.kind === 'after' && last.verdict).toBe('refused');
  });

  test.each<[claim: string, call: Call]>([
    ['with the CA', {}],
    ['told not to ask', { tls: { insecure: true } }],
    ['by a name of the certificate', { origin: 'https://control-plane.minikube.internal:8443' }],
    ['checking another of its names', { tls: { ca, serverName: 'kubernetes' } }],
  ])('%s it is answered', async (_claim, more) => {
    expect((await answer(await createWorld(spec), '/version', more)).status).toBe(200);
  });

  test.each([
    ['2026-05-16T00:00:00Z', 'certificate-not-yet-valid'],
    ['2036-05-15T00:00:00Z', 'certificate-expired'],
  ])('at %s: %s', async (clock, code) => {
    const exchange = await call(await createWorld({ ...spec, clock }), '/version');
    expect(exchange.ok ? 'connected' : exchange.failure.code).toBe(code);
  });
});

describe('the line of the article', () => {
  test('anonymous, arthur, daniele and a stranger', async () => {
    const world = await createWorld(spec);
    const anonymous = await answer(world, '/api/v1/namespaces');
    expect(anonymous.json.message).toBe(
      'namespaces is forbidden: User "system:anonymous" cannot list resource "namespaces" in API group "" at the cluster scope',
    );
    expect((await answer(world, '/api/v1/namespaces', { token: 'token1' })).status).toBe(403);
    expect((await create(world, BINDINGS, binding('User', 'arthur'))).status).toBe(201);
    expect((await answer(world, '/api/v1/namespaces', { token: 'token1' })).status).toBe(200);
    expect((await answer(world, '/api/v1/namespaces', { token: 'token2' })).status).toBe(403);
    await answer(world, `${BINDINGS}/admin`, { method: 'DELETE', admin: true });
    expect((await answer(world, '/api/v1/namespaces', { token: 'token1' })).status).toBe(403);
    await create(world, BINDINGS, binding('Group', 'admin'));
    expect((await answer(world, '/api/v1/namespaces', { token: 'token1' })).status).toBe(200);
    expect((await answer(world, '/api/v1/namespaces', { token: 'token9' })).status).toBe(401);
  });

  test('the gate says who was recognised where', async () => {
    const { trace } = await call(await createWorld(spec), '/version', { token: 'token1' });
    const stages = new Map(trace.events.flatMap((e) => (e.kind === 'before' ? [[e.stage, e.id]] : [])) as [string, number][]);
    const reason = (stage: string) => trace.events.flatMap((e) => (e.kind === 'after' && e.id === stages.get(stage) ? [`${e.verdict}: ${e.reason}`] : []))[0];
    expect(reason('authentication')).toBe('recognised: static token file, arthur');
    expect(reason('authn.static-token-file')).toBe('recognised: arthur, line 1');
    expect(reason('authn.x509')).toBe('no-opinion: no certificate sent');
    expect(reason('authn.front-proxy')).toBe('no-opinion: no proxy certificate');
  });
});

describe('files are read at start', () => {
  test('an edit counts after a restart', async () => {
    const world = await createWorld(spec);
    world.machine('minikube').write(TOKEN_FILE, 'token4,nadia,4,dev\n');
    expect((await answer(world, '/api', { token: 'token4' })).status).toBe(401);
    const { filesRead } = world.server();
    expect(Object.keys(filesRead).filter((path) => world.machine('minikube').read(path) !== filesRead[path])).toEqual([TOKEN_FILE]);
    expect(world.server().filesRead[TOKEN_FILE]).not.toBe(world.machine('minikube').read(TOKEN_FILE));
    expect((await world.restart()).status).toBe('running');
    expect((await answer(world, '/api', { token: 'token4' })).status).toBe(200);
    expect((await answer(world, '/api', { token: 'token1' })).status).toBe(401);
  });

  test('a file it refuses stops it, and it points at the line', async () => {
    const world = await createWorld(spec);
    world.machine('minikube').write(TOKEN_FILE, 'token1,arthur,1\ntok,na"me,1\n');
    const state = await world.restart();
    expect(state.status).toBe('stopped');
    expect(state.failure).toEqual({
      error: 'parse error on line 2, column 7: bare " in non-quoted-field',
      file: TOKEN_FILE,
      flag: 'token-auth-file',
      line: 2,
      column: 7,
    });
    const exchange = await call(world, '/version');
    expect(exchange.ok ? 'connected' : exchange.failure.code).toBe('connection-refused');
    world.machine('minikube').remove(TOKEN_FILE);
    expect((await world.restart()).failure?.error).toBe(`open ${TOKEN_FILE}: no such file or directory`);
    const { 'token-auth-file': _, ...flags } = spec.server.flags;
    expect((await world.restart(flags)).status).toBe('running');
  });
});

const TOKENS = '/api/v1/namespaces/default/serviceaccounts/default/token';
async function accountToken(world: World): Promise<string> {
  const { json } = await create(world, TOKENS, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } });
  return (json.status as { token: string }).token;
}

describe('tokens', () => {
  test('one of its own is recognised until a minute after its end', async () => {
    const world = await createWorld(spec);
    const token = await accountToken(world);
    const forbidden = await answer(world, '/api/v1/namespaces', { token });
    expect(forbidden.json.message).toContain('User "system:serviceaccount:default:default" cannot list');
    expect((await answer(world, '/api', { token })).status).toBe(200);
    await world.advance(659_000);
    expect((await answer(world, '/api', { token })).status).toBe(200);
    await world.advance(11_000);
    expect((await answer(world, '/api', { token })).status).toBe(401);
  });

  test('a changed payload breaks it, signing again mends it, with a key the server knows', async () => {
    const world = await createWorld(spec);
    const [header, payload, signature] = (await accountToken(world)).split('.');
    const text = (part: string) => Buffer.from(part, 'base64url').toString();
    const changed = JSON.stringify({ ...(JSON.parse(text(payload!)) as object), exp: 4102444800 });
    const broken = `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`;
    expect((await answer(world, '/api', { token: broken })).status).toBe(401);
    expect(world.signingKeys().map((k) => [k.name, k.trusted])).toEqual([
      ['sa', true],
      ['stranger', false],
    ]);
    const signed = await world.signToken(text(header!), changed, 'sa');
    expect(signed.ok && (await answer(world, '/api', { token: signed.token })).status).toBe(200);
    const strange = await world.signToken(text(header!), changed, 'stranger');
    expect(strange.ok && (await answer(world, '/api', { token: strange.token })).status).toBe(401);
    for (const alg of ['none', 'HS256']) {
      const forged = await world.signToken(JSON.stringify({ alg }), changed, 'sa');
      expect(forged.ok && (await answer(world, '/api', { token: forged.token })).status).toBe(401);
    }
    expect(await world.signToken('{', changed, 'sa')).toEqual({ ok: false, error: 'the header is not JSON' });
  });
});

/** A few requests of every kind; their traces as bytes. */
async function play(world: World): Promise<string> {
  const traces = [
    await call(world, '/api/v1/namespaces'),
    await call(world, '/api/v1/namespaces', { token: 'token1' }),
    await call(world, '/api/v1/namespaces', { admin: true }),
    await call(world, BINDINGS, { method: 'POST', admin: true, body: binding('User', 'arthur') }),
    await call(world, '/api', { token: await accountToken(world) }),
    await call(world, '/version', { tls: {} }),
  ].map((e) => e.trace);
  return JSON.stringify(traces);
}

describe('the same spec', () => {
  test('gives the same traces, byte for byte', async () => {
    expect(await play(await createWorld(spec))).toBe(await play(await createWorld(JSON.parse(JSON.stringify(spec)) as WorldSpec)));
  });

  test('is not changed by the world made from it', async () => {
    const before = JSON.stringify(spec);
    await play(await createWorld(spec));
    expect(JSON.stringify(spec)).toBe(before);
  });

  test('requests sent at once are answered one after the other', async () => {
    const world = await createWorld(spec);
    const together = await Promise.all([call(world, '/version'), call(world, '/api', { token: 'token1' }), call(world, '/healthz')]);
    const other = await createWorld(spec);
    const apart = [await call(other, '/version'), await call(other, '/api', { token: 'token1' }), await call(other, '/healthz')];
    expect(JSON.stringify(together)).toBe(JSON.stringify(apart));
  });
});

describe('snapshots', () => {
  test('what is restored goes on as it would have gone on', async () => {
    const world = await createWorld(spec);
    await call(world, '/api', { token: 'token1' });
    const before = world.snapshot();
    const first = await play(world);
    await world.advance(3600_000);
    world.machine('minikube').write(TOKEN_FILE, 'x,y,z\n');
    await world.restart({ ...spec.server.flags, 'anonymous-auth': 'false' });
    expect((await answer(world, '/version')).status).toBe(401);
    world.restore(before);
    expect(world.server().status).toBe('running');
    expect(world.machine('minikube').read(TOKEN_FILE)).toBe(spec.server.files[TOKEN_FILE]);
    expect(await play(world)).toBe(first);
  });

  test('a stopped server can be restored to a running one, and back', async () => {
    const world = await createWorld(spec);
    const running = world.snapshot();
    await world.restart({ ...spec.server.flags, nonsense: '1' });
    const stopped = world.snapshot();
    world.restore(running);
    expect((await answer(world, '/version')).status).toBe(200);
    world.restore(stopped);
    expect(world.server().failure?.error).toBe('unknown flag: --nonsense');
    expect((await call(world, '/version')).ok).toBe(false);
  });
});

test('a world in use becomes a spec from which it goes on', async () => {
  const world = await createWorld(spec);
  await create(world, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dev' } });
  await create(world, BINDINGS, binding('User', 'arthur'));
  await answer(world, '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/minikube-rbac', { method: 'DELETE', admin: true });
  const token = await accountToken(world);
  await world.advance(60_000);
  world.machine('laptop').write('/home/learner/note', 'x');
  const exported: unknown = JSON.parse(JSON.stringify(world.toSpec()));
  const read = readSpec(exported);
  if (!read.ok) throw new Error(read.error);
  const again = await createWorld(read.spec);
  expect(again.clock.timestamp()).toBe(world.clock.timestamp());
  expect(again.machine('laptop').read('/home/learner/note')).toBe('x');
  expect((await answer(again, '/api', { token })).status).toBe(200);
  expect((await answer(again, '/api/v1/namespaces', { token: 'token1' })).status).toBe(200);
  expect((await answer(again, `${BINDINGS}/minikube-rbac`, { admin: true })).status).toBe(404);
  const names = async (w: World) =>
    ((await answer(w, '/api/v1/serviceaccounts', { admin: true })).json.items as { metadata: { uid: string } }[]).map((i) => i.metadata.uid);
  expect(await names(again)).toEqual(await names(world));
  expect(again.toSpec().resumed?.born).toBe(spec.clock);
});

test('a refusal by RBAC has near misses, an answer has none', async () => {
  const world = await createWorld(spec);
  const refused = await call(world, '/api/v1/namespaces', { token: 'token1' });
  expect((await world.nearMisses(refused.trace)).length).toBeGreaterThan(0);
  expect(await world.nearMisses((await call(world, '/version')).trace)).toEqual([]);
});

test('impersonation needs the right, and names who asked', async () => {
  const world = await createWorld(spec);
  const headers = new Headers([
    ['Impersonate-User', 'jane'],
    ['Authorization', 'Bearer token2'],
  ]);
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: { method: 'GET', target: '/api/v1/pods', headers, body: '' },
    tls: { ca },
  });
  expect(exchange.ok && (JSON.parse(exchange.response.body) as { message: string }).message).toBe(
    'pods is forbidden: User "daniele" cannot impersonate-on:user-info:list resource "pods" in API group "" at the cluster scope',
  );
});
