import { describe, expect, it } from 'vitest';
import type { ComponentRun } from '../advance.ts';
import { ask, type Given, webhookWorld } from '../apiserver/webhooks/testing/webhook-world.ts';
import type { World } from '../world.ts';

const NAMESPACES = '/api/v1/namespaces';
const admin = { cert: 'admin' };
const make = (given: Given = {}) => webhookWorld({ controllers: true, ...given });
const create = (world: World, name: string) => ask(world, NAMESPACES, { method: 'POST', body: { metadata: { name } }, ...admin });
const remove = (world: World, path: string) => ask(world, path, { method: 'DELETE', ...admin });

async function settled(world: World): Promise<ComponentRun[]> {
  const runs: ComponentRun[] = [];
  await world.settle({ onRun: (run) => runs.push(run) });
  return runs;
}

/** "USER: METHOD PATH → STATUS" */
const told = (runs: readonly ComponentRun[]): string[] =>
  runs.map(({ component, trace }) => {
    expect(component).toBe('kube-controller-manager');
    const user = trace.events.flatMap((e) => (e.kind === 'after' && e.evidence?.type === 'user' ? [e.evidence.user.name] : []))[0];
    const last = trace.events.at(-1);
    return `${user?.replace('system:serviceaccount:kube-system:', '') ?? 'nobody'}: ${trace.title} → ${last?.kind === 'hop' ? last.summary : ''}`;
  });

const MANAGER = 'system:kube-controller-manager';
const token = (account: string) => [
  `${MANAGER}: GET /api/v1/namespaces/kube-system/serviceaccounts/${account} → 200 OK`,
  `${MANAGER}: POST /api/v1/namespaces/kube-system/serviceaccounts/${account}/token → 201 Created`,
];
const twice = (path: string) => [`${MANAGER}: GET ${path} → 200 OK`, `${MANAGER}: GET ${path} → 200 OK`];

describe('kube-controller-manager', () => {
  it('follows a new namespace with requests of its own: lists and watches under its certificate, writes with a token of each account', async () => {
    const world = await make();
    await create(world, 'team');
    expect(told(await settled(world))).toEqual([
      ...twice('/api/v1/namespaces'),
      ...twice('/api/v1/serviceaccounts'),
      ...token('service-account-controller'),
      'service-account-controller: POST /api/v1/namespaces/team/serviceaccounts → 201 Created',
      ...twice('/api/v1/configmaps'),
      ...token('root-ca-cert-publisher'),
      'root-ca-cert-publisher: POST /api/v1/namespaces/team/configmaps → 201 Created',
    ]);
    await create(world, 'other');
    expect(told(await settled(world))).toEqual([
      `${MANAGER}: GET /api/v1/namespaces → 200 OK`,
      'service-account-controller: POST /api/v1/namespaces/other/serviceaccounts → 201 Created',
      'root-ca-cert-publisher: POST /api/v1/namespaces/other/configmaps → 201 Created',
    ]);
    expect(await settled(world)).toEqual([]);
  });

  it('has done so before the next request is answered, which is told of it first', async () => {
    const world = await make();
    await create(world, 'team');
    const { status } = await ask(world, `${NAMESPACES}/team/serviceaccounts/default`, admin);
    expect([status, await settled(world)]).toEqual([200, []]);
  });

  it.each<[why: string, given: Given, refused: string]>([
    ['the authorizer does not let it', { flags: { 'authorization-mode': 'AlwaysDeny' } }, `${MANAGER}: GET /api/v1/namespaces → 403 Forbidden`],
    ['the server knows no CA of its certificate', { flags: { 'client-ca-file': '$PKI/rogue-ca.crt' } }, 'nobody: GET /api/v1/namespaces → 401 Unauthorized'],
  ])('makes nothing where %s', async (_why, given, refused) => {
    const world = await make(given);
    const key = { group: '', resource: 'namespaces' };
    world.store.write(key, '', 'team', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' }, status: { phase: 'Active' } });
    expect(told(await settled(world))).toEqual([refused]);
    expect(world.store.get({ group: '', resource: 'serviceaccounts' }, 'team', 'default')).toBeUndefined();
  });

  it('is put back with the world, what it had yet to do included', async () => {
    const world = await make();
    await create(world, 'team');
    const before = world.snapshot();
    const first = told(await settled(world));
    world.restore(before);
    expect(told(await settled(world))).toEqual(first);
  });

  it('does nothing where it does not run', async () => {
    const world = await make({ controllers: false });
    await create(world, 'team');
    expect(await settled(world)).toEqual([]);
  });
});

describe('a namespace that goes', () => {
  it('is emptied kind by kind, by the collection, and let go', async () => {
    const world = await make();
    await create(world, 'team');
    await settled(world);
    await remove(world, `${NAMESPACES}/team`);
    const runs = told(await settled(world));
    expect(runs).toContain('namespace-controller: DELETE /api/v1/namespaces/team/secrets → 200 OK');
    expect(runs).toContain('namespace-controller: DELETE /apis/apps/v1/namespaces/team/deployments → 200 OK');
    expect(runs).toContain('namespace-controller: PUT /api/v1/namespaces/team/finalize → 200 OK');
    expect((await ask(world, `${NAMESPACES}/team`, admin)).status).toBe(404);
  });

  it('says what remains while a finalizer holds something, and goes with it', async () => {
    const world = await make();
    await create(world, 'team');
    const body = { metadata: { name: 'held', finalizers: ['example.com/hold'] } };
    await ask(world, `${NAMESPACES}/team/configmaps`, { method: 'POST', body, ...admin });
    await remove(world, `${NAMESPACES}/team`);
    const { json } = await ask(world, `${NAMESPACES}/team`, admin);
    const { phase, conditions } = json.status as { phase: string; conditions: Record<string, string>[] };
    expect([phase, conditions.map(({ type, status, reason, message }) => [type, status, reason, message])]).toEqual([
      'Terminating',
      [
        ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'],
        ['NamespaceDeletionGroupVersionParsingFailure', 'False', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
        ['NamespaceDeletionContentFailure', 'False', 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization'],
        ['NamespaceContentRemaining', 'True', 'SomeResourcesRemain', 'Some resources are remaining: configmaps. has 1 resource instances'],
        [
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
        ],
      ],
    ]);
    const headers = { 'content-type': 'application/merge-patch+json' };
    await ask(world, `${NAMESPACES}/team/configmaps/held`, { method: 'PATCH', body: { metadata: { finalizers: null } }, headers, ...admin });
    expect((await ask(world, `${NAMESPACES}/team`, admin)).status).toBe(404);
  });
});

describe('a role that gathers others', () => {
  const PATH = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
  const role = (name: string, more: object) => ({ metadata: { name }, ...more });
  it('is filled by an apply of the aggregation controller, and emptied when nothing is left to gather', async () => {
    const world = await make();
    const gathers = role('all', { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] }, rules: [] });
    await ask(world, PATH, { method: 'POST', body: gathers, ...admin });
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
    await ask(world, PATH, { method: 'POST', body: { metadata: { name: 'part', labels: { a: 'b' } }, rules }, ...admin });
    expect(told(await settled(world))).toContain(`clusterrole-aggregation-controller: PATCH ${PATH}/all → 200 OK`);
    expect((await ask(world, `${PATH}/all`, admin)).json.rules).toMatchObject(rules);
    await remove(world, `${PATH}/part`);
    expect((await ask(world, `${PATH}/all`, admin)).json.rules).toBeNull();
  });
});
