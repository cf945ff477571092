import { describe, expect, it } from 'vitest';
import { minikubeWorld } from '../base-worlds/minikube.ts';
import { createWorld } from '../create-world.ts';
import { advance, ask, claimsOf, PODS, pod, podWorld, TOKEN, tokenOf, told } from './testing/pod-world.ts';

const START = Date.parse('2026-05-18T10:02:11Z');
const PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const READY = { type: 'Ready', status: 'True' };

describe('a pod', () => {
  it('stays as it was written while the clock stands still', async () => {
    const world = await createWorld(minikubeWorld());
    await ask(world, 'POST', PODS, pod('p'));
    const { json } = await ask(world, 'GET', `${PODS}/p`);
    expect([json.spec.nodeName, json.status]).toEqual([undefined, { phase: 'Pending', qosClass: 'BestEffort' }]);
  });
  it('is bound, prepared and started by requests that anybody can look at', async () => {
    const world = await createWorld(minikubeWorld());
    await ask(world, 'POST', PODS, pod('p'));
    expect(told(await advance(world, 1000))).toEqual([
      'kube-scheduler: GET /api/v1/pods → 200 OK',
      'kube-scheduler: GET /api/v1/nodes → 200 OK',
      'kube-scheduler: POST /api/v1/namespaces/default/pods/p/binding → 201 Created',
      'kubelet: GET /api/v1/pods → 200 OK',
      'kubelet: PATCH /api/v1/namespaces/default/pods/p/status → 200 OK',
    ]);
    const { json } = await ask(world, 'GET', `${PODS}/p`);
    expect([json.status.phase, json.status.containerStatuses[0]?.state]).toEqual(['Pending', { waiting: { reason: 'ContainerCreating' } }]);
    expect(told(await advance(world, 1000))).toEqual([
      'kubelet: GET /api/v1/namespaces/default/configmaps/kube-root-ca.crt → 200 OK',
      'kubelet: POST /api/v1/namespaces/default/serviceaccounts/default/token → 201 Created',
      'kubelet: PATCH /api/v1/namespaces/default/pods/p/status → 200 OK',
    ]);
    const { json: running } = await ask(world, 'GET', `${PODS}/p`);
    expect([running.status.phase, running.status.podIP, running.status.hostIP]).toEqual(['Running', '10.244.0.3', '192.168.49.2']);
    expect(running.status.conditions.find((c) => c.type === 'Ready')).toMatchObject(READY);
    expect(running.status.conditions.find((c) => c.type === 'Ready')?.reason).toBeUndefined();
  });
  it('is started by a kubelet whom the node authorizer lets in, because the pod is its own', async () => {
    const world = await createWorld(minikubeWorld());
    await ask(world, 'POST', PODS, pod('p'));
    const runs = await advance(world, 2000);
    const token = runs.find(({ trace }) => trace.title.endsWith('/token'))!.trace;
    const stages = new Map(token.events.flatMap((e) => (e.kind === 'before' ? [[e.id, e.stage] as const] : [])));
    const said = (stage: string) => token.events.flatMap((e) => (e.kind === 'after' && stages.get(e.id) === stage ? [e] : []))[0];
    expect(said('authentication')?.evidence).toMatchObject({ user: { name: 'system:node:minikube', groups: ['system:nodes', 'system:authenticated'] } });
    expect(said('authz.node')?.verdict).toBe('allowed');
  });
  it('waits for what its volumes name, and starts soon after it is there', async () => {
    const volumes = [{ name: 'v', configMap: { name: 'late' } }];
    const world = await podWorld(pod('p', { volumes }, { volumeMounts: [{ name: 'v', mountPath: '/etc/v' }] }));
    await advance(world, 600_000);
    expect(world.container('default', 'p', 'c')).toBeUndefined();
    await ask(world, 'POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'late' }, data: { greeting: 'hello' } });
    await advance(world, 1000);
    expect(world.container('default', 'p', 'c')?.read('/etc/v/greeting')).toBe('hello');
  });
  it('that is deleted keeps its grace, then is gone', async () => {
    const world = await podWorld(pod('p', {}, { command: ['sleep', '3600'] }));
    await ask(world, 'DELETE', `${PODS}/p`);
    await advance(world, 29_000);
    expect((await ask(world, 'GET', `${PODS}/p`)).status).toBe(200);
    expect(told(await advance(world, 1000))).toEqual(['kubelet: DELETE /api/v1/namespaces/default/pods/p → 200 OK']);
    expect([(await ask(world, 'GET', `${PODS}/p`)).status, world.container('default', 'p', 'c')]).toEqual([404, undefined]);
  });
  it('bound to a node that has no kubelet here stays pending', async () => {
    const world = await podWorld(pod('p', { nodeName: 'elsewhere' }));
    expect((await ask(world, 'GET', `${PODS}/p`)).json.status.phase).toBe('Pending');
  });
});

describe('a volume', () => {
  it('holds token, CA and namespace where the service account plugin put it', async () => {
    const world = await podWorld();
    const machine = world.container('default', 'p', 'c')!;
    expect(machine.paths().filter((path) => path.startsWith(PATH))).toEqual([PATH, `${PATH}/ca.crt`, `${PATH}/namespace`, TOKEN]);
    expect([machine.read(`${PATH}/namespace`), machine.read(`${PATH}/ca.crt`)]).toEqual(['default', minikubeWorld().pki.ca!.crt]);
  });
  it('grows out of each of its sources', async () => {
    const world = await createWorld(minikubeWorld());
    await ask(world, 'POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'm' }, data: { a: '1', b: '2' } });
    await ask(world, 'POST', '/api/v1/namespaces/default/secrets', { metadata: { name: 's' }, stringData: { word: 'xyzzy' } });
    const sources = [
      { configMap: { name: 'm', items: [{ key: 'b', path: 'deep/b' }] } },
      { secret: { name: 's' } },
      { secret: { name: 'none', optional: true } },
      { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
      { serviceAccountToken: { audience: 'vault', expirationSeconds: 7200, path: 'vault' } },
    ];
    const body = pod(
      'p',
      { volumes: [{ name: 'v', projected: { sources } }], automountServiceAccountToken: false },
      { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
    );
    await ask(world, 'POST', PODS, { ...body, metadata: { name: 'p', labels: { app: 'x', tier: 'y' } } });
    await advance(world, 2000);
    const machine = world.container('default', 'p', 'c')!;
    expect(['/v/deep/b', '/v/word', '/v/labels'].map((path) => machine.read(path))).toEqual(['2', 'xyzzy', 'app="x"\ntier="y"\n']);
    const claims = claimsOf(machine.read('/v/vault')!);
    expect([claims.aud, claims.exp - claims.iat, machine.stat(PATH)]).toEqual([['vault'], 7200, undefined]);
  });
  it('follows its sources within a minute, and keeps its token', async () => {
    const world = await createWorld(minikubeWorld());
    await ask(world, 'POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'm' }, data: { a: '1' } });
    await ask(world, 'POST', PODS, pod('p', { volumes: [{ name: 'v', configMap: { name: 'm' } }] }, { volumeMounts: [{ name: 'v', mountPath: '/v' }] }));
    await advance(world, 2000);
    const before = tokenOf(world);
    await ask(world, 'PUT', '/api/v1/namespaces/default/configmaps/m', { metadata: { name: 'm' }, data: { b: '2' } });
    await advance(world, 60_000);
    const machine = world.container('default', 'p', 'c')!;
    expect([machine.read('/v/a'), machine.read('/v/b'), machine.read(TOKEN)]).toEqual([undefined, '2', before]);
  });
});

describe('a token on the disk', () => {
  it('is renewed after 80 % of the life that was asked for', async () => {
    const world = await podWorld();
    const first = claimsOf(tokenOf(world));
    const runs = await advance(world, 'next-refresh');
    expect(told(runs)).toEqual(['kubelet: POST /api/v1/namespaces/default/serviceaccounts/default/token → 201 Created']);
    expect([first.iat * 1000 - START, claimsOf(tokenOf(world)).iat - first.iat]).toEqual([2000, 2885]);
  });
  it('is renewed after a day when its life is longer', async () => {
    const sources = [{ serviceAccountToken: { audience: 'far', expirationSeconds: 604_800, path: 't' } }];
    const world = await podWorld(
      pod('p', { automountServiceAccountToken: false, volumes: [{ name: 'v', projected: { sources } }] }, { volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
    );
    const before = claimsOf(tokenOf(world, 'p', '/v/t'));
    await advance(world, 'next-refresh');
    expect(claimsOf(tokenOf(world, 'p', '/v/t')).iat - before.iat).toBe(86_400);
  });
  it('is worth nothing ten seconds after its pod is gone', async () => {
    const world = await podWorld();
    const token = tokenOf(world);
    const whoAmI = () => ask(world, 'GET', '/api', undefined, token);
    expect((await whoAmI()).status).toBe(200);
    await ask(world, 'DELETE', `${PODS}/p?gracePeriodSeconds=0`);
    expect((await whoAmI()).status).toBe(200);
    await advance(world, 10_001);
    expect((await whoAmI()).status).toBe(401);
  });
  it('stays, and stays worthless, when its account is made anew: that one has another uid', async () => {
    const world = await createWorld(minikubeWorld());
    const ACCOUNTS = '/api/v1/namespaces/default/serviceaccounts';
    await ask(world, 'POST', ACCOUNTS, { metadata: { name: 'app' } });
    await ask(world, 'POST', PODS, pod('p', { serviceAccountName: 'app' }));
    await advance(world, 2000);
    const token = tokenOf(world);
    await ask(world, 'DELETE', `${ACCOUNTS}/app`);
    await advance(world, 11_000);
    expect((await ask(world, 'GET', '/api', undefined, token)).status).toBe(401);
    await ask(world, 'POST', ACCOUNTS, { metadata: { name: 'app' } });
    await advance(world, 11_000);
    expect([(await ask(world, 'GET', '/api', undefined, token)).status, tokenOf(world) === token]).toEqual([401, true]);
    await advance(world, 'next-refresh');
    expect((await ask(world, 'GET', '/api', undefined, tokenOf(world))).status).toBe(200);
  });
  it('stays when it cannot be renewed; a minute later it is tried again, until it has ended', async () => {
    const world = await createWorld(minikubeWorld());
    await ask(world, 'POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'app' } });
    await ask(world, 'POST', PODS, pod('p', { serviceAccountName: 'app' }));
    await advance(world, 2000);
    const token = tokenOf(world);
    await ask(world, 'DELETE', '/api/v1/namespaces/default/serviceaccounts/app');
    const tries = told(await advance(world, 86_400_000)).filter((run) => run.startsWith('kubelet'));
    expect([new Set(tries), tries.length, tokenOf(world) === token]).toEqual([
      new Set(['kubelet: POST /api/v1/namespaces/default/serviceaccounts/app/token → 404 Not Found']),
      13,
      true,
    ]);
  });
});

describe('many renewals', () => {
  const YEAR = 365 * 86_400_000;
  // Its token lives a week and is renewed once a day, so that the long way round stays short enough for a test.
  const sources = [{ serviceAccountToken: { audience: 'far', expirationSeconds: 604_800, path: 't' } }];
  const daily = pod(
    'p',
    { automountServiceAccountToken: false, volumes: [{ name: 'v', projected: { sources } }] },
    { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
  );
  it("fold into the last one, which is what doing each of a year's ends with", async () => {
    const [one, many] = [await podWorld(daily), await podWorld(daily)];
    const folded = await advance(one, YEAR);
    const each = await advance(many, YEAR, { fold: false });
    expect(told(folded)).toEqual(['kubelet: POST /api/v1/namespaces/default/serviceaccounts/default/token → 201 Created ×365']);
    expect([told(each).length, folded[0]?.folded]).toEqual([365, { count: 365, first: START + 2000 + 86_400_000, last: START + 2000 + YEAR }]);
    const [a, b] = [one, many].map((world) => ({ ...claimsOf(tokenOf(world, 'p', '/v/t')), jti: '', 'kubernetes.io': {} }));
    expect(a).toEqual(b);
    expect(one.clock.now()).toBe(many.clock.now());
  }, 30_000);
  it('fold only as far as nobody writes anything: then one is asked for by itself', async () => {
    const world = await podWorld(daily);
    await ask(world, 'DELETE', '/api/v1/namespaces/default/serviceaccounts/default');
    const uid = (await ask(world, 'GET', '/api/v1/namespaces/default/serviceaccounts/default')).json.metadata.uid;
    expect(told(await advance(world, YEAR))).toEqual([
      'kubelet: POST /api/v1/namespaces/default/serviceaccounts/default/token → 201 Created',
      'kubelet: POST /api/v1/namespaces/default/serviceaccounts/default/token → 201 Created ×364',
    ]);
    expect(claimsOf(tokenOf(world, 'p', '/v/t'))['kubernetes.io'].serviceaccount?.uid).toBe(uid);
  });
  it('that are broken off stand as far as time came', async () => {
    const world = await podWorld(pod('p'), pod('q'));
    const first = claimsOf(tokenOf(world)).iat;
    let turns = 0;
    await advance(world, YEAR, { pace: () => ++turns < 2 });
    expect(world.clock.seconds() - first).toBeLessThan(2890);
    await advance(world, 'next-refresh');
    expect(claimsOf(tokenOf(world)).iat - first).toBeLessThan(2 * 2890);
  });
});

describe('going back', () => {
  it('puts files, pods and what is due back as they were', async () => {
    const world = await podWorld();
    const [token, snapshot] = [tokenOf(world), world.snapshot()];
    await advance(world, 'next-refresh');
    await ask(world, 'DELETE', `${PODS}/p?gracePeriodSeconds=0`);
    await advance(world, 1000);
    world.restore(snapshot);
    expect(tokenOf(world)).toBe(token);
    expect(told(await advance(world, 'next-refresh'))).toHaveLength(1);
  });
  it('to before the first pod leaves nothing due', async () => {
    const world = await createWorld(minikubeWorld());
    const snapshot = world.snapshot();
    await ask(world, 'POST', PODS, pod('p'));
    await advance(world, 2000);
    world.restore(snapshot);
    await advance(world, 5000);
    expect(world.container('default', 'p', 'c')).toBeUndefined();
  });
  it('to a saved project finds its pods running, with fresh tokens', async () => {
    const saved = (await podWorld()).toSpec();
    const world = await createWorld(saved);
    await advance(world, 0);
    expect(claimsOf(tokenOf(world)).sub).toBe('system:serviceaccount:default:default');
    expect(told(await advance(world, 5000))).toEqual([]);
  });
});
