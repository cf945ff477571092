import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../../trace/recorder.ts';
import type { KubeObject } from '../../../store/object.ts';
import { RbacIndex } from '../rbac/rbac-index.ts';
import { ask, binding, cluster, path, person, role, rule } from '../testing/policy-fixture.ts';
import { RbacAuthorizer } from './rbac.ts';

const ada = person('ada', 'devs');
const bot = person('system:serviceaccount:ci:bot', 'system:serviceaccounts');

function rbacOf(objects: KubeObject[]): RbacAuthorizer {
  return new RbacAuthorizer(new RbacIndex(cluster(objects, false).store));
}
function decide(objects: KubeObject[], user = ada, asked = ask('get', 'pods')) {
  const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: () => 0 });
  const span = recorder.before('authz.rbac');
  const answer = rbacOf(objects).authorize(user, asked, recorder);
  recorder.after(span, answer.decision, '');
  return { answer, notes: recorder.trace().events.flatMap((e) => (e.kind === 'note' ? [`${e.ok}: ${e.text}`] : [])) };
}

const READER = role('reader', [rule('list', 'pods'), rule('get', 'pods')]);
const LOCAL = role('local', [rule('get', 'pods')], 'default');

describe('what allows', () => {
  it.each<[claim: string, objects: KubeObject[], user: typeof ada, reason: string]>([
    [
      'a user',
      [READER, binding('b', 'ClusterRole reader', ['User ada'])],
      ada,
      'RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "reader" to User "ada"',
    ],
    [
      'a group',
      [READER, binding('b', 'ClusterRole reader', ['User bob', 'Group devs'])],
      ada,
      'RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "reader" to Group "devs"',
    ],
    [
      'the first subject that names you',
      [READER, binding('b', 'ClusterRole reader', ['Group devs', 'User ada'])],
      ada,
      'RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "reader" to Group "devs"',
    ],
    [
      'in a namespace',
      [LOCAL, binding('b', 'Role local', ['User ada'], 'default')],
      ada,
      'RBAC: allowed by RoleBinding "b/default" of Role "local" to User "ada"',
    ],
    [
      'a ClusterRole in a namespace',
      [READER, binding('b', 'ClusterRole reader', ['User ada'], 'default')],
      ada,
      'RBAC: allowed by RoleBinding "b/default" of ClusterRole "reader" to User "ada"',
    ],
    [
      'a service account',
      [READER, binding('b', 'ClusterRole reader', ['ServiceAccount ci/bot'])],
      bot,
      'RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "reader" to ServiceAccount "bot/ci"',
    ],
    [
      'a service account of the binding’s namespace',
      [role('local', [rule('get', 'pods')], 'ci'), binding('b', 'Role local', ['ServiceAccount bot'], 'ci')],
      bot,
      'RBAC: allowed by RoleBinding "b/ci" of Role "local" to ServiceAccount "bot/ci"',
    ],
  ])('is told: %s', (_claim, objects, user, reason) => {
    const { answer, notes } = decide(
      objects,
      user,
      ask('get', 'pods', user === bot ? { namespace: reason.includes('RoleBinding "b/ci"') ? 'ci' : 'default' } : {}),
    );
    expect([answer.decision, answer.reason, notes]).toEqual(['allowed', reason, []]);
  });

  it('is shown with binding, role, subject and rule', () => {
    const { answer } = decide([LOCAL, binding('b', 'Role local', ['User bob', 'User ada'], 'default')]);
    expect(answer.evidence).toEqual({
      type: 'rbac-rule',
      binding: { kind: 'RoleBinding', name: 'b', namespace: 'default' },
      role: { kind: 'Role', name: 'local' },
      subject: { kind: 'User', name: 'ada', namespace: '' },
      rule: rule('get', 'pods'),
    });
    const { answer: ofBot } = decide([READER, binding('b', 'ClusterRole reader', ['ServiceAccount ci/bot'])], bot);
    expect(ofBot.evidence).toMatchObject({
      binding: { kind: 'ClusterRoleBinding', namespace: '' },
      subject: { kind: 'ServiceAccount', name: 'bot', namespace: 'ci' },
    });
  });

  it('is met cluster-wide first, then user before groups', () => {
    const all = [READER, binding('z', 'ClusterRole reader', ['Group devs']), binding('a', 'ClusterRole reader', ['User ada'], 'default')];
    expect(decide(all).answer.reason).toContain('"z"');
    expect(decide([READER, binding('a', 'ClusterRole reader', ['Group devs']), binding('z', 'ClusterRole reader', ['User ada'])]).answer.reason).toContain(
      '"z"',
    );
  });

  it('in a namespace is nothing without one', () => {
    const local = [READER, binding('b', 'ClusterRole reader', ['User ada'], 'default')];
    expect(decide(local, ada, ask('get', 'pods', { namespace: '' })).answer.decision).toBe('no-opinion');
    const paths = [role('p', [{ verbs: ['get'], nonResourceURLs: ['/x'] }])];
    expect(decide([...paths, binding('b', 'ClusterRole p', ['User ada'], 'default')], ada, path('get', '/x')).answer.decision).toBe('no-opinion');
    expect(decide([...paths, binding('b', 'ClusterRole p', ['User ada'])], ada, path('get', '/x')).answer.decision).toBe('allowed');
  });
});

describe('what does not', () => {
  const NOBODY = 'false: no binding names this user or any of its groups here';
  const names = (what: string) => `false: ${what} this user or its groups here; no rule of their roles covers the request`;
  const missing = (kind: string, name: string) => `${kind}.rbac.authorization.k8s.io "${name}" not found`;
  it.each<[claim: string, objects: KubeObject[], reason: string, note: string]>([
    ['nothing', [], '', NOBODY],
    ['a binding of others', [READER, binding('b', 'ClusterRole reader', ['User bob'])], '', NOBODY],
    ['a binding of another namespace', [READER, binding('b', 'ClusterRole reader', ['User ada'], 'prod')], '', NOBODY],
    ['a role of other rules', [role('r', [rule('list', 'pods')]), binding('b', 'ClusterRole r', ['User ada'])], '', names('one binding names')],
    [
      'two bindings to one role',
      [role('r', [rule('list', 'pods')]), binding('b', 'ClusterRole r', ['User ada']), binding('c', 'ClusterRole r', ['Group devs'])],
      '',
      names('2 bindings name'),
    ],
    ['a role that is not there', [binding('b', 'ClusterRole gone', ['User ada'])], `RBAC: ${missing('clusterrole', 'gone')}`, names('one binding names')],
    [
      'a role that is not there, twice',
      [binding('b', 'ClusterRole gone', ['User ada']), binding('c', 'ClusterRole gone', ['User ada'])],
      `RBAC: ${missing('clusterrole', 'gone')}`,
      names('2 bindings name'),
    ],
    [
      'two roles that are not there',
      [binding('b', 'ClusterRole gone', ['User ada']), binding('c', 'Role lost', ['User ada'], 'default')],
      `RBAC: [${missing('clusterrole', 'gone')}, ${missing('role', 'lost')}]`,
      names('2 bindings name'),
    ],
  ])('%s', (_claim, objects, reason, note) => {
    const { answer, notes } = decide(objects);
    expect(answer).toEqual({ decision: 'no-opinion', reason, words: 'no rule allows it' });
    expect(notes).toEqual([note]);
  });

  it('a role that is not there is no matter when another allows', () => {
    expect(decide([binding('a', 'ClusterRole gone', ['User ada']), READER, binding('b', 'ClusterRole reader', ['User ada'])]).answer.decision).toBe('allowed');
  });

  it('nobody need listen', () => {
    expect(rbacOf([]).authorize(ada, ask('get', 'pods')).decision).toBe('no-opinion');
  });
});

describe('the rules of somebody', () => {
  const objects = [
    role('both', [rule('get', 'pods', '', 'web'), { verbs: ['get'], nonResourceURLs: ['/x'] }]),
    LOCAL,
    binding('a', 'ClusterRole both', ['User ada', 'Group devs']),
    binding('b', 'Role local', ['Group devs'], 'default'),
    binding('c', 'ClusterRole gone', ['User ada']),
  ];
  it('are those of all bindings, each binding once', () => {
    expect(rbacOf(objects).rulesFor(ada, 'default')).toEqual({
      resourceRules: [rule('get', 'pods', '', 'web'), rule('get', 'pods')],
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }],
      incomplete: false,
      errors: ['clusterrole.rbac.authorization.k8s.io "gone" not found'],
    });
  });
  it('are fewer elsewhere', () => {
    expect(rbacOf(objects).rulesFor(ada, 'prod').resourceRules).toEqual([rule('get', 'pods', '', 'web')]);
    expect(rbacOf(objects).heldRules(ada, '')).toEqual({
      rules: [rule('get', 'pods', '', 'web'), { verbs: ['get'], nonResourceURLs: ['/x'] }],
      missing: ['gone'],
    });
    expect(rbacOf(objects).heldRules(person('bob'), 'default')).toEqual({ rules: [], missing: [] });
  });
  it('of two bindings of one name and two kinds are both', () => {
    const two = [READER, LOCAL, binding('x', 'ClusterRole reader', ['User ada']), binding('x', 'Role local', ['User ada'], 'default')];
    expect(rbacOf(two).heldRules(ada, 'default').rules).toHaveLength(3);
  });
});
