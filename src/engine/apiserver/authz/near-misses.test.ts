import { describe, expect, it } from 'vitest';
import type { RequestAttributes, UserInfo } from '../../../trace/event.ts';
import type { KubeObject } from '../../store/object.ts';
import { roleBindingStrategy } from '../resources/role-bindings.ts';
import { nearMisses } from './near-misses.ts';
import { ask, binding, cluster, expectFixesWork, GROUP, path, person, role, rule } from './testing/policy-fixture.ts';

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
    title: 'a name with a letter too many',
    objects: [reader, binding('reads', 'Role pod-reader', ['User arthurr'], 'default')],
    user: person('arthur'),
    asked: ask('get', 'pods', { name: 'x' }),
    first: 'RoleBinding reads',
    namesYou: false,
    coversIt: true,
    why: 'names User arthurr, you are arthur',
    fix: 'name User arthur instead of User arthurr in RoleBinding reads',
  },
  {
    title: 'another number is another person',
    objects: [reader, binding('reads', 'Role pod-reader', ['User person12'], 'default')],
    user: person('person1'),
    asked: ask('get', 'pods', { name: 'x' }),
    first: 'RoleBinding reads',
    namesYou: false,
    coversIt: true,
    why: 'names User person12',
    fix: 'add User person1 to RoleBinding reads',
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
  it('nobody is made master of all while a smaller role covers the request', () => {
    const fixes = (objects: KubeObject[], asked: RequestAttributes) => nearMisses(cluster(objects).store, ada, asked).map((m) => m.fix.text);
    const [first, ...others] = fixes([], ask('list', 'namespaces', { namespace: '' }));
    expect(first).toBe('bind ClusterRole system:heapster to User ada in the whole cluster');
    expect(others).toContain('add User ada to ClusterRoleBinding cluster-admin');
    // Who is almost named is meant.
    expect(fixes([binding('boss', 'ClusterRole cluster-admin', ['User Ada'])], ask('list', 'namespaces', { namespace: '' }))[0]).toBe(
      'name User ada instead of User Ada in ClusterRoleBinding boss',
    );
    // Where nothing smaller does, that is the answer.
    expect(fixes([], ask('list', 'nodes', { namespace: '', apiGroup: 'nowhere.example' }))[0]).toBe('add User ada to ClusterRoleBinding cluster-admin');
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
