import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyRule, RequestAttributes, UserInfo } from '../../../trace/event.ts';
import type { KubeObject, ResourceKey } from '../../store/object.ts';
import { Store } from '../../store/store.ts';
import type { NearMiss } from '../../world.ts';
import type { ResourceStrategy } from '../resources/resource.ts';
import { clusterRoleBindingStrategy, roleBindingStrategy } from '../resources/role-bindings.ts';
import { clusterRoleStrategy, roleStrategy } from '../resources/roles.ts';
import { bootstrapObjects } from './bootstrap-policy.ts';
import { RbacAuthorizer } from './modes/rbac.ts';
import { nearMisses } from './near-misses.ts';
import type { Subject } from './rbac/objects.ts';
import { RbacIndex } from './rbac/rbac-index.ts';

const strategies: Record<string, ResourceStrategy> = {
  clusterroles: clusterRoleStrategy,
  clusterrolebindings: clusterRoleBindingStrategy,
  roles: roleStrategy,
  rolebindings: roleBindingStrategy,
};
const keys: Record<string, ResourceKey> = {
  ClusterRole: clusterRoleStrategy,
  ClusterRoleBinding: clusterRoleBindingStrategy,
  Role: roleStrategy,
  RoleBinding: roleBindingStrategy,
};

const GROUP = 'rbac.authorization.k8s.io';
const person = (name: string, ...groups: string[]): UserInfo => ({ name, uid: '', groups: [...groups, 'system:authenticated'], extra: {} });
const ask = (verb: string, resource: string, more: Partial<RequestAttributes> = {}): RequestAttributes => ({
  isResourceRequest: true,
  verb,
  path: '',
  apiGroup: '',
  apiVersion: 'v1',
  resource,
  subresource: '',
  namespace: 'default',
  name: '',
  ...more,
});
const path = (verb: string, url: string): RequestAttributes => ask(verb, '', { isResourceRequest: false, path: url, namespace: '', apiVersion: '' });

const role = (name: string, rules: PolicyRule[], namespace = ''): KubeObject => ({
  kind: namespace ? 'Role' : 'ClusterRole',
  apiVersion: `${GROUP}/v1`,
  metadata: { name, ...(namespace ? { namespace } : {}) },
  rules,
});
const binding = (name: string, ref: string, subjects: (Subject | string)[], namespace = ''): KubeObject => {
  const [, kind = '', target = ''] = /^(\S+) (.*)$/.exec(ref) ?? [];
  return {
    kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
    apiVersion: `${GROUP}/v1`,
    metadata: { name, ...(namespace ? { namespace } : {}) },
    subjects: subjects.map((s) => (typeof s === 'string' ? subject(s) : s)),
    roleRef: { apiGroup: GROUP, kind, name: target },
  };
};
function subject(text: string): Subject {
  const [kind = '', name = ''] = text.split(' ');
  const [first = '', second] = name.split('/');
  return kind === 'ServiceAccount' ? { kind, name: second ?? first, ...(second ? { namespace: first } : {}) } : { kind, apiGroup: GROUP, name };
}
const rule = (verbs: string, resources: string, groups = '', names?: string): PolicyRule => ({
  verbs: verbs.split(','),
  apiGroups: groups.split(','),
  resources: resources.split(','),
  ...(names ? { resourceNames: names.split(',') } : {}),
});

const DEFAULTS = bootstrapObjects();

function cluster(objects: KubeObject[], defaults = true) {
  const store = new Store();
  for (const o of [...(defaults ? DEFAULTS : []), ...objects]) store.write(keys[o.kind]!, o.metadata.namespace ?? '', o.metadata.name, o);
  const rbac = new RbacAuthorizer(new RbacIndex(store));
  return { store, allows: (user: UserInfo, a: RequestAttributes) => rbac.authorize(user, a).decision === 'allowed' };
}

/** Does what the API server does with the request of an administrator: reads the target, validates, writes. */
function apply(store: Store, { method, target, body }: NearMiss['fix']['request']): void {
  const [, namespace = '', resource = '', name] =
    /^\/apis\/rbac\.authorization\.k8s\.io\/v1\/(?:namespaces\/([^/]+)\/)?([a-z]+)(?:\/([^/?]+))?$/.exec(target) ?? [];
  const strategy = strategies[resource]!;
  const object = strategy.defaults!(structuredClone(body) as unknown as KubeObject);
  const old = store.get(strategy, namespace, object.metadata.name);
  expect(object.metadata.namespace ?? '').toBe(namespace);
  if (method === 'PUT') expect([decodeURIComponent(name!), old !== undefined]).toEqual([object.metadata.name, true]);
  else expect([method, name, old]).toEqual(['POST', undefined, undefined]);
  expect([...strategy.validateName!(object.metadata.name), ...strategy.validate!(object, old)]).toEqual([]);
  store.write(strategy, namespace, object.metadata.name, object);
}

/** Every miss, applied alone, must open the way. */
function expectFixesWork({ store, allows }: ReturnType<typeof cluster>, user: UserInfo, asked: RequestAttributes, misses: NearMiss[]): void {
  const revision = store.revision;
  for (const miss of misses) {
    expect(allows(user, asked)).toBe(false);
    apply(store, miss.fix.request);
    expect(allows(user, asked), `${miss.fix.text} ${JSON.stringify(miss.fix.request)}`).toBe(true);
    store.rewind(revision);
  }
}

interface Case {
  title: string;
  objects: KubeObject[];
  user?: UserInfo;
  asked: RequestAttributes;
  /** Of the first miss. */
  first: string;
  namesYou: boolean;
  coversIt: boolean;
  why: string;
  fix: string;
}

const ada = person('ada', 'devs');
const robot = person('system:serviceaccount:authn-demo:test', 'system:serviceaccounts', 'system:serviceaccounts:authn-demo');
const reader = role('pod-reader', [rule('get', 'pods')], 'default');

const cases: Case[] = [
  {
    title: 'another verb of a role that is yours',
    objects: [reader, binding('ada-reads', 'Role pod-reader', ['User ada'], 'default')],
    asked: ask('list', 'pods'),
    first: 'RoleBinding ada-reads',
    namesYou: true,
    coversIt: false,
    why: 'verbs: get, not list',
    fix: 'add the verb list to Role pod-reader',
  },
  {
    title: 'a binding of another person',
    objects: [reader, binding('bob-reads', 'Role pod-reader', ['User bob'], 'default')],
    asked: ask('get', 'pods', { name: 'x' }),
    first: 'RoleBinding bob-reads',
    namesYou: false,
    coversIt: true,
    why: 'names User bob',
    fix: 'add User ada to RoleBinding bob-reads',
  },
  {
    title: 'Group where User was meant',
    objects: [reader, binding('reads', 'Role pod-reader', ['Group ada'], 'default')],
    asked: ask('get', 'pods', { name: 'x' }),
    first: 'RoleBinding reads',
    namesYou: false,
    coversIt: true,
    why: 'names Group ada, you are User ada',
    fix: 'name User ada instead of Group ada in RoleBinding reads',
  },
  {
    title: 'the name without the prefix of its issuer',
    objects: [binding('viewers', 'ClusterRole pods', ['User ada']), role('pods', [rule('get,list', 'pods')])],
    user: person('oidc:ada'),
    asked: ask('list', 'pods'),
    first: 'ClusterRoleBinding viewers',
    namesYou: false,
    coversIt: true,
    why: 'names User ada, you are oidc:ada',
    fix: 'name User oidc:ada instead of User ada in ClusterRoleBinding viewers',
  },
  {
    title: 'a service account in another namespace',
    objects: [reader, binding('reads', 'Role pod-reader', ['ServiceAccount test'], 'default')],
    user: robot,
    asked: ask('get', 'pods', { name: 'x' }),
    first: 'RoleBinding reads',
    namesYou: false,
    coversIt: true,
    why: 'names ServiceAccount default/test, you are in namespace authn-demo',
    fix: 'name ServiceAccount authn-demo/test instead of ServiceAccount test in RoleBinding reads',
  },
  {
    title: 'a service account named as a user',
    objects: [reader, binding('reads', 'Role pod-reader', ['User test'], 'default')],
    user: robot,
    asked: ask('get', 'pods', { name: 'x' }),
    first: 'RoleBinding reads',
    namesYou: false,
    coversIt: true,
    why: 'names User test, you are system:serviceaccount:authn-demo:test',
    fix: 'name ServiceAccount authn-demo/test instead of User test in RoleBinding reads',
  },
  {
    title: 'a ClusterRole bound in another namespace',
    objects: [role('pods', [rule('get,list', 'pods')]), binding('there', 'ClusterRole pods', ['Group devs'], 'dev')],
    asked: ask('list', 'pods'),
    first: 'RoleBinding there',
    namesYou: true,
    coversIt: false,
    why: 'namespace dev, not default',
    fix: 'bind ClusterRole pods to User ada in namespace default',
  },
  {
    title: 'a ClusterRole bound in a namespace, asked for all of them',
    objects: [role('pods', [rule('get,list', 'pods')]), binding('there', 'ClusterRole pods', ['User ada'], 'dev')],
    asked: ask('list', 'pods', { namespace: '' }),
    first: 'RoleBinding there',
    namesYou: true,
    coversIt: false,
    why: 'only in namespace dev',
    fix: 'bind ClusterRole pods to User ada in the whole cluster',
  },
  {
    title: 'a role that is not there',
    objects: [binding('dangling', 'ClusterRole nowhere', ['User ada'])],
    asked: ask('list', 'pods'),
    first: 'ClusterRoleBinding dangling',
    namesYou: true,
    coversIt: false,
    why: 'ClusterRole nowhere does not exist',
    fix: 'create ClusterRole nowhere, which the binding refers to',
  },
  {
    title: 'the core group where apps was asked for',
    objects: [role('d', [rule('list', 'deployments')]), binding('d', 'ClusterRole d', ['User ada'])],
    asked: ask('list', 'deployments', { apiGroup: 'apps' }),
    first: 'ClusterRoleBinding d',
    namesYou: true,
    coversIt: false,
    why: 'API groups: core, not apps',
    fix: 'add the API group apps to ClusterRole d',
  },
  {
    title: 'a subresource, which the resource does not cover',
    objects: [reader, binding('r', 'Role pod-reader', ['User ada'], 'default')],
    asked: ask('get', 'pods', { subresource: 'log', name: 'web' }),
    first: 'RoleBinding r',
    namesYou: true,
    coversIt: false,
    why: 'resources: pods, not pods/log',
    fix: 'add the resource pods/log to Role pod-reader',
  },
  {
    title: 'another name than those allowed',
    objects: [role('c', [rule('get', 'configmaps', '', 'a,b')], 'default'), binding('c', 'Role c', ['User ada'], 'default')],
    asked: ask('get', 'configmaps', { name: 'z' }),
    first: 'RoleBinding c',
    namesYou: true,
    coversIt: false,
    why: 'names: a, b, not z',
    fix: 'add the name z to Role c',
  },
  {
    title: 'a list, where only names are allowed',
    objects: [role('c', [rule('get,list', 'configmaps', '', 'a')], 'default'), binding('c', 'Role c', ['User ada'], 'default')],
    asked: ask('list', 'configmaps'),
    first: 'RoleBinding c',
    namesYou: true,
    coversIt: false,
    why: 'only by name: a',
    fix: 'add a rule for list configmaps to Role c',
  },
  {
    title: 'a path beside the one allowed',
    objects: [role('logs', [{ verbs: ['get'], nonResourceURLs: ['/logs'] }]), binding('logs', 'ClusterRole logs', ['User ada'])],
    asked: path('get', '/logs/'),
    first: 'ClusterRoleBinding logs',
    namesYou: true,
    coversIt: false,
    why: 'paths: /logs, not /logs/',
    fix: 'add the path /logs/ to ClusterRole logs',
  },
  {
    title: 'a path through a RoleBinding',
    objects: [role('logs', [{ verbs: ['get'], nonResourceURLs: ['/logs'] }]), binding('logs', 'ClusterRole logs', ['User ada'], 'default')],
    asked: path('get', '/logs'),
    first: 'RoleBinding logs',
    namesYou: true,
    coversIt: false,
    why: 'a RoleBinding never grants paths',
    fix: 'bind ClusterRole logs to User ada in the whole cluster',
  },
  {
    title: 'names with colons and spaces',
    objects: [role('my:role x', [rule('get', 'pods')]), binding('my:binding ?', 'ClusterRole my:role x', ['User ada'])],
    asked: ask('list', 'pods'),
    first: 'ClusterRoleBinding my:binding ?',
    namesYou: true,
    coversIt: false,
    why: 'verbs: get, not list',
    fix: 'add the verb list to ClusterRole my:role x',
  },
];

describe('the nearest miss of a refusal', () => {
  it.each(cases)('$title', ({ objects, user = ada, asked, first, namesYou, coversIt, why, fix }) => {
    const world = cluster(objects);
    const misses = nearMisses(world.store, user, asked);
    const [nearest] = misses;
    expect({
      first: `${nearest?.binding.kind} ${nearest?.binding.name}`,
      namesYou: nearest?.namesYou,
      coversIt: nearest?.coversIt,
      why: nearest?.why,
      fix: nearest?.fix.text,
    }).toEqual({ first, namesYou, coversIt, why, fix });
    expect(misses.length).toBeLessThanOrEqual(8);
    expectFixesWork(world, user, asked, misses);
  });
});

describe('in a fresh cluster', () => {
  const requests: [string, UserInfo, RequestAttributes][] = [
    ['arthur lists namespaces', person('arthur', 'admin', 'dev', 'qa'), ask('list', 'namespaces', { namespace: '' })],
    ['anonymous lists pods', { name: 'system:anonymous', uid: '', groups: ['system:unauthenticated'], extra: {} }, ask('list', 'pods')],
    ['anonymous reads /metrics', { name: 'system:anonymous', uid: '', groups: ['system:unauthenticated'], extra: {} }, path('get', '/metrics')],
    ['a service account reads its own secrets', robot, ask('get', 'secrets', { namespace: 'authn-demo', name: 's' })],
    ['ada may not escalate', ada, ask('escalate', 'clusterroles', { namespace: '', apiGroup: GROUP, name: 'x' })],
    ['ada uses a method without a verb', ada, ask('', 'pods')],
  ];
  it.each(requests)('%s: each proposal works', (_title, user, asked) => {
    const world = cluster([]);
    const misses = nearMisses(world.store, user, asked);
    expect(misses.length).toBeGreaterThan(0);
    expectFixesWork(world, user, asked, misses);
  });
  it('the learner’s own binding comes before the system’s at equal distance', () => {
    const world = cluster([role('ns', [rule('list', 'namespaces')]), binding('zz-mine', 'ClusterRole ns', ['User bob'])]);
    expect(nearMisses(world.store, ada, ask('list', 'namespaces', { namespace: '' }))[0]?.binding.name).toBe('zz-mine');
  });
  it('an allowed request has none from bindings that allow it', () => {
    const world = cluster([]);
    const names = nearMisses(world.store, ada, path('get', '/version')).map((m) => m.binding.name);
    expect(names).not.toContain('system:public-info-viewer');
  });
  it('does not change the store it reads', () => {
    const world = cluster([]);
    const before = world.store.revision;
    nearMisses(world.store, ada, ask('list', 'pods'));
    expect(world.store.revision).toBe(before);
  });
  it('reads a store as it was', () => {
    const world = cluster([reader]);
    const then = world.store.revision;
    const late = binding('late', 'Role pod-reader', ['User bob'], 'default');
    world.store.write(roleBindingStrategy, 'default', 'late', late);
    const names = (s: Parameters<typeof nearMisses>[0]) => nearMisses(s, ada, ask('get', 'pods', { name: 'x' })).map((m) => m.binding.name);
    expect([names(world.store).includes('late'), names(world.store.at(then)).includes('late')]).toEqual([true, false]);
  });
});

describe('whatever the policy', () => {
  const some = <T>(...values: T[]) => fc.constantFrom(...values);
  const list = (...values: string[]) => fc.uniqueArray(some(...values), { minLength: 1, maxLength: 2 });
  const anyRule: fc.Arbitrary<PolicyRule> = fc.oneof(
    fc.record(
      {
        verbs: list('get', 'list', '*', 'create'),
        apiGroups: list('', 'apps', '*'),
        resources: list('pods', 'pods/log', '*/log', '*', 'deployments'),
        resourceNames: list('a', 'b', ''),
      },
      { requiredKeys: ['verbs', 'apiGroups', 'resources'] },
    ),
    fc.record({ verbs: list('get', 'post'), nonResourceURLs: list('/logs', '/logs/*', '*') }),
  );
  const anySubject = some<Subject>(...['User ada', 'User bob', 'Group devs', 'Group ada', 'ServiceAccount ns1/ada', 'ServiceAccount ada'].map(subject));
  const policy = fc.record({
    defaults: fc.boolean(),
    clusterRoles: fc.array(fc.array(anyRule, { maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    roles: fc.array(fc.tuple(some('ns1', 'ns2'), fc.array(anyRule, { maxLength: 2 })), { maxLength: 3 }),
    bindings: fc.array(
      fc.record({
        namespace: some('', 'ns1', 'ns2'),
        kind: some('ClusterRole', 'Role'),
        role: some('r0', 'r1', 'r2', 'gone'),
        subjects: fc.array(anySubject, { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  });
  const users = [ada, person('bob'), { name: 'system:serviceaccount:ns1:ada', uid: '', groups: ['system:serviceaccounts'], extra: {} }];
  const request = fc.oneof(
    fc
      .record({
        verb: some('get', 'list', 'watch', 'create'),
        apiGroup: some('', 'apps'),
        resource: some('pods', 'deployments'),
        subresource: some('', 'log'),
        namespace: some('', 'ns1', 'ns2'),
        name: some('', 'a', 'z'),
      })
      .map(({ verb, resource, ...more }) => ask(verb, resource, more)),
    fc.record({ verb: some('get', 'post'), url: some('/logs', '/logs/x', '/metrics') }).map(({ verb, url }) => path(verb, url)),
  );

  it('every proposal for a refusal opens the way', () => {
    let proposals = 0;
    fc.assert(
      fc.property(policy, some(...users), request, (p, user, asked) => {
        const namespaced = (o: { namespace: string; kind: string }) => (o.namespace ? o.kind : 'ClusterRole');
        const world = cluster(
          [
            ...p.clusterRoles.map((rules, i) => role(`r${i}`, rules)),
            ...p.roles.map(([ns, rules], i) =>
              role(
                `r${i}`,
                rules.filter((r) => r.resources),
                ns,
              ),
            ),
            ...p.bindings.map((b, i) =>
              binding(
                `b${i}`,
                `${namespaced(b)} ${b.role}`,
                b.subjects.map((s) => (b.namespace || s.kind !== 'ServiceAccount' ? s : { ...s, namespace: 'ns1' })),
                b.namespace,
              ),
            ),
          ],
          p.defaults,
        );
        if (world.allows(user, asked)) return;
        const misses = nearMisses(world.store, user, asked);
        proposals += misses.length;
        expectFixesWork(world, user, asked, misses);
      }),
      { numRuns: 200, seed: 36 },
    );
    expect(proposals).toBeGreaterThan(200);
  }, 60_000);
});
