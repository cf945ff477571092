import { describe, expect, it } from 'vitest';
import { minikubeWorld } from '../base-worlds/minikube.ts';
import { createWorld } from '../create-world.ts';
import type { World } from '../world.ts';
import { templateHash } from './deployment-controller.ts';
import { advance, ask, claimsOf, told } from './testing/pod-world.ts';

const APPS = '/apis/apps/v1/namespaces/default';
const PODS = '/api/v1/namespaces/default/pods';

const deployment = (more: Record<string, unknown> = {}, pod: Record<string, unknown> = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }], ...pod } },
    ...more,
  },
});

/** As much of these objects as the tests look at. */
interface Any {
  items: Any[];
  metadata: { name: string; uid: string; annotations: Record<string, string> };
  spec: { replicas: number; template: unknown };
  status: { conditions: { type: string; status: string; reason: string; message: string }[]; terminatingReplicas: number };
}
const get = async (world: World, path: string): Promise<Any> => (await ask(world, 'GET', path)).json as unknown as Any;
const items = async (world: World, path: string): Promise<Any[]> => (await get(world, path)).items;
const podNames = async (world: World): Promise<string[]> => (await items(world, PODS)).map((p) => p.metadata.name);

async function worldWith(...given: Parameters<typeof deployment>): Promise<World> {
  const world = await createWorld(minikubeWorld());
  const { status, json } = await ask(world, 'POST', `${APPS}/deployments`, deployment(...given));
  if (status !== 201) throw new Error(JSON.stringify(json));
  return world;
}

describe('a Deployment', () => {
  it('becomes a ReplicaSet and pods by requests that anybody can look at, each controller with a token of its own account', async () => {
    const world = await worldWith();
    const runs = await advance(world, 0);
    const set = (await items(world, `${APPS}/replicasets`))[0]!.metadata.name;
    const account = (name: string) => [
      `kube-controller-manager: GET /api/v1/namespaces/kube-system/serviceaccounts/${name} → 200 OK`,
      `kube-controller-manager: POST /api/v1/namespaces/kube-system/serviceaccounts/${name}/token → 201 Created`,
    ];
    expect(told(runs).slice(0, 14)).toEqual([
      'kube-scheduler: GET /api/v1/pods → 200 OK',
      'kubelet: GET /api/v1/pods → 200 OK',
      ...account('deployment-controller'),
      'kube-controller-manager: GET /apis/apps/v1/deployments → 200 OK',
      'kube-controller-manager: GET /apis/apps/v1/replicasets → 200 OK',
      'kube-controller-manager: POST /apis/apps/v1/namespaces/default/replicasets → 201 Created',
      'kube-controller-manager: PUT /apis/apps/v1/namespaces/default/deployments/web → 200 OK',
      'kube-controller-manager: PUT /apis/apps/v1/namespaces/default/deployments/web/status → 200 OK',
      ...account('replicaset-controller'),
      'kube-controller-manager: GET /apis/apps/v1/replicasets → 200 OK',
      'kube-controller-manager: GET /api/v1/pods → 200 OK',
      'kube-controller-manager: POST /api/v1/namespaces/default/pods → 201 Created',
    ]);
    const made = runs.find(({ trace }) => trace.title === 'POST /api/v1/namespaces/default/pods')!.trace;
    const users = made.events.flatMap((e) => (e.kind === 'after' && e.evidence?.type === 'user' ? [e.evidence.user.name] : []));
    expect(users[0]).toBe('system:serviceaccount:kube-system:replicaset-controller');
    expect(await podNames(world)).toEqual([expect.stringMatching(new RegExp(`^${set}-[bcdfghjklmnpqrstvwxz2456789]{5}$`))]);
  });
  it('has the defaults, owner references and labels that a real one has', async () => {
    const world = await worldWith();
    const fresh = await get(world, `${APPS}/deployments/web`);
    const { template: _template, ...spec } = fresh.spec;
    expect([spec, fresh.status]).toEqual([
      {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      },
      {},
    ]);
    await advance(world, 0);
    const [set] = await items(world, `${APPS}/replicasets`);
    const hash = templateHash(fresh.spec.template);
    expect(set!.metadata).toMatchObject({
      name: `web-${hash}`,
      labels: { app: 'web', 'pod-template-hash': hash },
      annotations: {
        'deployment.kubernetes.io/desired-replicas': '1',
        'deployment.kubernetes.io/max-replicas': '2',
        'deployment.kubernetes.io/revision': '1',
      },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: fresh.metadata.uid, controller: true, blockOwnerDeletion: true }],
    });
    expect(set!.status).toEqual({ replicas: 1, fullyLabeledReplicas: 1, terminatingReplicas: 0, observedGeneration: 1 });
    const { conditions } = (await get(world, `${APPS}/deployments/web`)).status;
    expect(conditions.map(({ type, status, reason, message }) => [type, status, reason, message])).toEqual([
      ['Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.'],
      ['Progressing', 'True', 'ReplicaSetUpdated', `ReplicaSet "web-${hash}" is progressing.`],
    ]);
  });
  it('is available once its pods run, and then rests', async () => {
    const world = await worldWith({ replicas: 2 });
    await advance(world, 5000);
    const { status } = await get(world, `${APPS}/deployments/web`);
    expect(status).toMatchObject({ observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 });
    expect(status.conditions.map(({ type, reason }) => [type, reason])).toEqual([
      ['Available', 'MinimumReplicasAvailable'],
      ['Progressing', 'NewReplicaSetAvailable'],
    ]);
    expect(told(await advance(world, 600_000))).toEqual([]);
  });
  it('gives its pods the account of its template, by name in their tokens', async () => {
    const world = await createWorld(minikubeWorld());
    await ask(world, 'POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'app' } });
    await ask(world, 'POST', `${APPS}/deployments`, deployment({}, { serviceAccountName: 'app' }));
    await advance(world, 5000);
    const [name = ''] = await podNames(world);
    const token = world.container('default', name, 'c')?.read('/var/run/secrets/kubernetes.io/serviceaccount/token') ?? '';
    expect(claimsOf(token).sub).toBe('system:serviceaccount:default:app');
  });
  it('grows and shrinks with its replicas', async () => {
    const world = await worldWith();
    await advance(world, 5000);
    const scale = async (replicas: number) => {
      await ask(world, 'PUT', `${APPS}/deployments/web`, deployment({ replicas }));
      await advance(world, 40_000);
      return (await podNames(world)).length;
    };
    expect([await scale(3), await scale(1), await scale(0)]).toEqual([3, 1, 0]);
    expect((await get(world, `${APPS}/deployments/web`)).status.terminatingReplicas).toBe(0);
  });
  it('replaces its pods when the template changes, under a ReplicaSet of its own; the old one stays, empty', async () => {
    const world = await worldWith();
    await advance(world, 5000);
    const before = await podNames(world);
    await ask(world, 'PUT', `${APPS}/deployments/web`, deployment({}, { automountServiceAccountToken: false }));
    await advance(world, 40_000);
    const sets = await items(world, `${APPS}/replicasets`);
    expect(sets.map((s) => [s.spec.replicas, s.metadata.annotations['deployment.kubernetes.io/revision']]).sort()).toEqual([
      [0, '1'],
      [1, '2'],
    ]);
    const after = await podNames(world);
    expect([after.length, before.some((name) => after.includes(name))]).toEqual([1, false]);
  });
  it('makes a pod anew when somebody deletes one', async () => {
    const world = await worldWith();
    await advance(world, 5000);
    const [name] = await podNames(world);
    await ask(world, 'DELETE', `${PODS}/${name}`);
    await advance(world, 40_000);
    const after = await podNames(world);
    expect([after.length, after[0] === name]).toEqual([1, false]);
  });
  it('takes ReplicaSet and pods along when it goes', async () => {
    const world = await worldWith();
    await advance(world, 5000);
    await ask(world, 'DELETE', `${APPS}/deployments/web`);
    await advance(world, 40_000);
    expect([await items(world, `${APPS}/replicasets`), await podNames(world)]).toEqual([[], []]);
  });
  it('whose account is not there has no pods, says why, and has them some time after the account is made', async () => {
    const world = await worldWith({}, { serviceAccountName: 'ghost' });
    await advance(world, 3000);
    const { conditions } = (await get(world, `${APPS}/deployments/web`)).status;
    const failure = conditions.find(({ type }) => type === 'ReplicaFailure');
    expect([failure?.reason, failure?.message]).toEqual([
      'FailedCreate',
      expect.stringMatching(/^pods "web-[a-z0-9]+-" is forbidden: error looking up service account default\/ghost: serviceaccount "ghost" not found$/),
    ]);
    await ask(world, 'POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'ghost' } });
    await advance(world, 10_000);
    expect(await podNames(world)).toHaveLength(1);
  });
  it('gives up for good after a while: a year of refusals is a few requests', async () => {
    const world = await worldWith({}, { serviceAccountName: 'ghost' });
    expect((await advance(world, 365 * 86_400_000)).length).toBeLessThan(60);
  });
  it('is put back with everything that came of it', async () => {
    const world = await createWorld(minikubeWorld());
    const empty = world.snapshot();
    await ask(world, 'POST', `${APPS}/deployments`, deployment());
    const written = world.snapshot();
    await advance(world, 5000);
    world.restore(written);
    await advance(world, 5000);
    expect(await podNames(world)).toHaveLength(1);
    world.restore(empty);
    expect(told(await advance(world, 5000))).toEqual(['kube-scheduler: GET /api/v1/pods → 200 OK', 'kubelet: GET /api/v1/pods → 200 OK']);
  });
});
