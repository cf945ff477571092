import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyRule } from '../../../trace/event.ts';
import { nearMisses } from './near-misses.ts';
import type { Subject } from './rbac/objects.ts';
import { ask, binding, cluster, expectFixesWork, path, person, role, subject } from './testing/policy-fixture.ts';

const ada = person('ada', 'devs');

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
