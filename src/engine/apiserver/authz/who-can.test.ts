import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysAllow } from './modes/always.ts';
import { RbacAuthorizer } from './modes/rbac.ts';
import { systemMasters } from './modes/system-masters.ts';
import { RbacIndex } from './rbac/rbac-index.ts';
import { ask, binding, cluster, path, person, role, rule } from './testing/policy-fixture.ts';
import { AuthorizationChain } from './union.ts';
import { matrix, whoCan } from './who-can.ts';

function chainOf(store: ReturnType<typeof cluster>['store']): AuthorizationChain {
  const rbac = new RbacAuthorizer(new RbacIndex(store));
  return new AuthorizationChain([systemMasters, rbac], rbac);
}

describe('who can', () => {
  const { store } = cluster(
    [
      role('reader', [rule('get,list', 'pods')]),
      role('reader', [rule('get', 'secrets')], 'dev'),
      binding('a', 'ClusterRole reader', ['User ada', 'Group devs']),
      binding('b', 'ClusterRole reader', ['ServiceAccount ci/bot', 'ServiceAccount local'], 'dev'),
      binding('c', 'Role reader', ['User carl'], 'dev'),
      binding('d', 'ClusterRole missing', ['User dan']),
    ],
    false,
  );
  const names = (verb: string, resource: string, namespace: string) =>
    whoCan(store, chainOf(store), ask(verb, resource, { namespace })).grants.map(
      ({ subject: s, binding: b }) => `${s.kind} ${s.namespace ? `${s.namespace}/` : ''}${s.name} by ${b.name}`,
    );

  it('names users, groups and service accounts with their binding', () => {
    expect(names('list', 'pods', 'dev')).toEqual(['Group devs by a', 'ServiceAccount ci/bot by b', 'ServiceAccount dev/local by b', 'User ada by a']);
  });
  it('leaves out the bindings of another namespace', () => {
    expect(names('list', 'pods', 'prod')).toEqual(['Group devs by a', 'User ada by a']);
  });
  it('looks a Role up where its binding stands', () => {
    expect(names('get', 'secrets', 'dev')).toEqual(['User carl by c']);
  });
  it('names the rule', () => {
    expect(whoCan(store, chainOf(store), ask('get', 'secrets', { namespace: 'dev' })).grants[0]?.rule).toEqual(rule('get', 'secrets'));
  });
  it('says who decides without naming anybody', () => {
    expect(whoCan(store, chainOf(store), ask('get', 'pods')).others.map((o) => o.words)).toEqual([
      'Every member of the group system:masters can, whatever the policy says.',
    ]);
    expect(whoCan(store, alwaysAllow, ask('get', 'pods'))).toEqual({
      grants: [],
      others: [{ id: 'authz.always-allow', title: alwaysAllow.title, words: 'AlwaysAllow lets everybody do everything.' }],
    });
  });
  it('knows paths, too', () => {
    const whole = cluster([]);
    expect(whoCan(whole.store, chainOf(whole.store), path('get', '/version')).grants.map((g) => g.subject.name)).toContain('system:unauthenticated');
  });
  it('names everybody of ten thousand bindings', () => {
    const many = cluster(
      [role('reader', [rule('get', 'pods')]), ...Array.from({ length: 10_000 }, (_, i) => binding(`b${i}`, 'ClusterRole reader', [`User u${i}`]))],
      false,
    );
    const chain = chainOf(many.store);
    expect(whoCan(many.store, chain, ask('get', 'pods')).grants.length).toBe(10_000);
  });
});

it('everybody listed is allowed, and nobody else', () => {
  const users = ['ada', 'bob', 'carl'];
  const pick = (...values: string[]) => fc.constantFrom(...values);
  const aRule = fc.record({ verb: pick('get', 'list', '*'), resource: pick('pods', 'secrets', '*') }).map((r) => rule(r.verb, r.resource));
  const aBinding = fc.record({
    ref: pick('ClusterRole r0', 'ClusterRole r1', 'Role r0', 'ClusterRole gone'),
    user: pick(...users),
    namespace: pick('', 'dev', 'prod'),
  });
  fc.assert(
    fc.property(
      fc.array(aRule, { minLength: 2, maxLength: 2 }),
      fc.array(aBinding, { maxLength: 6 }),
      pick('get', 'list'),
      pick('pods', 'secrets'),
      (rs, bs, verb, resource) => {
        const { store } = cluster(
          [
            ...rs.map((r, i) => role(`r${i}`, [r])),
            role('r0', [rule('get', 'pods')], 'dev'),
            ...bs.map((b, i) => binding(`b${i}`, b.namespace ? b.ref : b.ref.replace(/^Role/, 'ClusterRole'), [`User ${b.user}`], b.namespace)),
          ],
          false,
        );
        const chain = chainOf(store);
        const asked = ask(verb, resource, { namespace: 'dev' });
        const listed = new Set(whoCan(store, chain, asked).grants.map((g) => g.subject.name));
        for (const user of users) {
          const answer = chain.authorize(person(user), asked);
          expect(!(answer instanceof Promise) && answer.decision === 'allowed', user).toBe(listed.has(user));
        }
      },
    ),
  );
});

it('a matrix says why each cell is allowed', () => {
  const { store } = cluster([role('reader', [rule('get', 'pods')]), binding('a', 'ClusterRole reader', ['User ada'])], false);
  const pods = { resource: 'pods', group: '', version: 'v1', namespaced: true } as Parameters<typeof matrix>[3] extends Iterable<infer T> ? T : never;
  const [row] = matrix(chainOf(store), person('ada'), 'dev', [pods]);
  expect(row?.cells).toEqual(['RBAC: allowed by ClusterRoleBinding "a" of ClusterRole "reader" to User "ada"', ...Array.from({ length: 7 }, () => undefined)]);
});
