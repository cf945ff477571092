import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyRule, RequestAttributes, UserInfo } from '../../../../trace/event.ts';
import type { KubeObject, ResourceKey } from '../../../store/object.ts';
import { Store } from '../../../store/store.ts';
import { RbacAuthorizer } from '../modes/rbac.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, RBAC_GROUP, ROLE_BINDINGS, ROLES, roleRefOf, rulesOf, subjectsOf } from './objects.ts';
import { RbacIndex, rbacIndex } from './rbac-index.ts';
import { ruleAllows } from './rule-match.ts';
import { subjectMatches } from './subject-match.ts';

const keys: Record<string, ResourceKey> = { ClusterRole: CLUSTER_ROLES, ClusterRoleBinding: CLUSTER_ROLE_BINDINGS, Role: ROLES, RoleBinding: ROLE_BINDINGS };
const get = (resource: string, namespace = ''): RequestAttributes => ({
  isResourceRequest: true,
  verb: 'get',
  path: '',
  apiGroup: '',
  apiVersion: 'v1',
  resource,
  subresource: '',
  namespace,
  name: 'x',
});

/** The rules of RBAC once more, by walking through everything. */
function walk(store: Store, user: UserInfo, a: RequestAttributes): { allowed: boolean; missing: string[] } {
  const missing: string[] = [];
  let allowed = false;
  const bindings = [...store.list(CLUSTER_ROLE_BINDINGS), ...(a.namespace ? store.list(ROLE_BINDINGS, a.namespace) : [])];
  for (const b of bindings) {
    const ns = b.metadata.namespace ?? '';
    if (!subjectsOf(b).some((s) => subjectMatches(s, user, ns))) continue;
    const { kind, name } = roleRefOf(b);
    const role = kind === 'Role' ? store.get(ROLES, ns, name) : store.get(CLUSTER_ROLES, '', name);
    if (!role) missing.push(`${kind.toLowerCase()}.${RBAC_GROUP} "${name}" not found`);
    else if (rulesOf(role).some((r) => ruleAllows(r, a))) allowed = true;
  }
  return { allowed, missing: [...new Set(missing)].sort() };
}

const some = <T>(...values: T[]) => fc.constantFrom(...values);
const rules: PolicyRule[][] = [[], [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }], [{ verbs: ['get'], apiGroups: [''], resources: ['secrets'] }]];
const namespace = some('', 'ns1', 'ns2');
const subject = fc.record({ kind: some('User', 'Group', 'ServiceAccount'), name: some('a', 'b', 'g'), namespace: some(undefined, 'ns1', 'ns2') });
const writing = fc.oneof(
  fc.record({ what: some('role' as const), namespace, name: some('r', 's'), rules: some(...rules), remove: fc.boolean() }),
  fc.record({
    what: some('binding' as const),
    namespace,
    name: some('p', 'q', 'x'),
    kind: some('Role', 'ClusterRole'),
    role: some('r', 's'),
    subjects: fc.array(subject, { maxLength: 3 }),
    remove: fc.boolean(),
  }),
  fc.record({ what: some('rewind' as const), back: fc.nat(5) }),
);

function write(store: Store, w: Exclude<typeof writing extends fc.Arbitrary<infer T> ? T : never, { what: 'rewind' }>): void {
  const metadata = { name: w.name, ...(w.namespace ? { namespace: w.namespace } : {}) };
  const kind = w.what === 'role' ? (w.namespace ? 'Role' : 'ClusterRole') : w.namespace ? 'RoleBinding' : 'ClusterRoleBinding';
  const key = keys[kind]!;
  if (w.remove && !store.get(key, w.namespace, w.name)) return;
  const base = { kind, apiVersion: `${RBAC_GROUP}/v1`, metadata };
  const object: KubeObject =
    w.what === 'role'
      ? { ...base, rules: w.rules }
      : {
          ...base,
          subjects: w.subjects.map(({ namespace: ns, ...s }) => ({ ...s, ...(ns ? { namespace: ns } : {}) })),
          roleRef: { kind: w.namespace ? w.kind : 'ClusterRole', name: w.role },
        };
  store.write(key, w.namespace, w.name, w.remove ? undefined : object);
}

const users: UserInfo[] = [
  { name: 'a', uid: '', groups: [], extra: {} },
  { name: 'b', uid: '', groups: ['g', 'a'], extra: {} },
  { name: 'system:serviceaccount:ns1:a', uid: '', groups: ['system:serviceaccounts'], extra: {} },
];
const questions = ['pods', 'secrets'].flatMap((r) => ['', 'ns1', 'ns2'].map((ns) => get(r, ns)));

describe('the index', () => {
  it('answers like a walk through all bindings, after any writes, deletions and rewinds', () => {
    fc.assert(
      fc.property(fc.array(writing, { maxLength: 25 }), (writings) => {
        const store = new Store();
        const live = new RbacAuthorizer(new RbacIndex(store));
        for (const w of writings) {
          if (w.what === 'rewind') store.rewind(Math.max(1, store.revision - w.back));
          else write(store, w);
        }
        const fresh = new RbacAuthorizer(new RbacIndex(store));
        for (const user of users)
          for (const a of questions) {
            const got = live.authorize(user, a);
            const want = walk(store, user, a);
            expect(got.decision === 'allowed').toBe(want.allowed);
            // However the present came about, the same binding is named.
            expect(got).toEqual(fresh.authorize(user, a));
            if (!want.allowed) {
              const { missing } = want;
              expect(
                got.reason
                  .replace(/^RBAC: \[?|\]$/g, '')
                  .split(', ')
                  .sort(),
              ).toEqual(missing.length ? missing : ['']);
            }
          }
      }),
      { numRuns: 200 },
    );
  });

  it('follows writes of roles and bindings only, whatever else is called alike', () => {
    const store = new Store();
    const index = new RbacIndex(store);
    const subjects = [{ kind: 'User', name: 'a' }];
    for (const key of [
      { group: 'example.com', resource: 'clusterrolebindings' },
      { group: RBAC_GROUP, resource: 'others' },
    ])
      store.write(key, '', 'p', { kind: 'X', apiVersion: 'v1', metadata: { name: 'p' }, subjects, roleRef: { kind: 'ClusterRole', name: 'r' } });
    expect(index.ofUser('', 'a')).toEqual([]);
  });

  it('says which kind of role it does not know', () => {
    expect(new RbacIndex(new Store()).resolve({ kind: 'Robot', name: 'r' }, 'ns1')).toEqual({
      rules: undefined,
      missing: 'unsupported role reference kind: "Robot"',
    });
  });

  it('keeps what names somebody in order of names, however it was written', () => {
    const store = new Store();
    const binding = (name: string) =>
      write(store, {
        what: 'binding',
        namespace: '',
        name,
        kind: 'ClusterRole',
        role: 'r',
        subjects: [{ kind: 'User', name: 'a', namespace: undefined }],
        remove: false,
      });
    binding('q');
    const index = new RbacIndex(store);
    for (const name of ['x', 'p', 's']) binding(name);
    expect(index.ofUser('', 'a').map((b) => b.name)).toEqual(['p', 'q', 's', 'x']);
    write(store, { what: 'binding', namespace: '', name: 'q', kind: 'ClusterRole', role: 'r', subjects: [], remove: true });
    expect(index.ofUser('', 'a').map((b) => b.name)).toEqual(['p', 's', 'x']);
  });

  it('is one for all servers over a store', () => {
    const store = new Store();
    expect(store.keep(rbacIndex)).toBe(store.keep(rbacIndex));
    expect(new Store().keep(rbacIndex)).not.toBe(store.keep(rbacIndex));
  });
});

describe('the reason', () => {
  const pods: PolicyRule[] = [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }];
  function reason(kind: 'User' | 'Group' | 'ServiceAccount', user: UserInfo, ns: string, roleKind: string, subjectNamespace?: string): string {
    const store = new Store();
    write(store, { what: 'role', namespace: roleKind === 'Role' ? ns : '', name: 'r', rules: pods, remove: false });
    const subjects = [
      { kind: 'User', name: 'nobody', namespace: undefined },
      { kind, name: kind === 'Group' ? 'g' : 'a', namespace: subjectNamespace },
    ];
    write(store, { what: 'binding', namespace: ns, name: 'p', kind: roleKind, role: 'r', subjects, remove: false });
    return new RbacAuthorizer(new RbacIndex(store)).authorize(user, get('pods', ns || 'ns1')).reason;
  }
  const [a, b, robot] = users as [UserInfo, UserInfo, UserInfo];
  it('names binding, role and the first matching subject', () => {
    expect(reason('User', a, '', 'ClusterRole')).toBe('RBAC: allowed by ClusterRoleBinding "p" of ClusterRole "r" to User "a"');
    expect(reason('Group', b, '', 'ClusterRole')).toBe('RBAC: allowed by ClusterRoleBinding "p" of ClusterRole "r" to Group "g"');
  });
  it('puts the name before the namespace', () => {
    expect(reason('User', a, 'ns1', 'Role')).toBe('RBAC: allowed by RoleBinding "p/ns1" of Role "r" to User "a"');
    expect(reason('ServiceAccount', robot, 'ns1', 'ClusterRole')).toBe('RBAC: allowed by RoleBinding "p/ns1" of ClusterRole "r" to ServiceAccount "a/ns1"');
    expect(reason('ServiceAccount', robot, 'ns2', 'ClusterRole', 'ns1')).toBe(
      'RBAC: allowed by RoleBinding "p/ns2" of ClusterRole "r" to ServiceAccount "a/ns1"',
    );
  });
});
