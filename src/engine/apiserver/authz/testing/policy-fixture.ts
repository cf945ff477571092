// A cluster's policy in a few words, for tests: roles, bindings, questions, and the writes an administrator may send.
import { expect } from 'vitest';
import type { PolicyRule, RequestAttributes, UserInfo } from '../../../../trace/event.ts';
import type { KubeObject, ResourceKey } from '../../../store/object.ts';
import { Store } from '../../../store/store.ts';
import type { ResourceStrategy } from '../../resources/resource.ts';
import { clusterRoleBindingStrategy, roleBindingStrategy } from '../../resources/role-bindings.ts';
import { clusterRoleStrategy, roleStrategy } from '../../resources/roles.ts';
import { bootstrapObjects } from '../bootstrap-policy.ts';
import { RbacAuthorizer } from '../modes/rbac.ts';
import type { NearMiss } from '../near-miss.ts';
import type { Subject } from '../rbac/objects.ts';
import { RbacIndex } from '../rbac/rbac-index.ts';

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

function keyOf({ kind }: KubeObject): ResourceKey {
  const key = keys[kind];
  if (!key) throw new Error(`no kind of RBAC: ${kind}`);
  return key;
}

export const GROUP = 'rbac.authorization.k8s.io';
export const person = (name: string, ...groups: string[]): UserInfo => ({ name, uid: '', groups: [...groups, 'system:authenticated'], extra: {} });
export const ask = (verb: string, resource: string, more: Partial<RequestAttributes> = {}): RequestAttributes => ({
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
export const path = (verb: string, url: string): RequestAttributes => ask(verb, '', { isResourceRequest: false, path: url, namespace: '', apiVersion: '' });

export const role = (name: string, rules: PolicyRule[], namespace = ''): KubeObject => ({
  kind: namespace ? 'Role' : 'ClusterRole',
  apiVersion: `${GROUP}/v1`,
  metadata: { name, ...(namespace ? { namespace } : {}) },
  rules,
});
export const binding = (name: string, ref: string, subjects: (Subject | string)[], namespace = ''): KubeObject => {
  const [, kind = '', target = ''] = /^(\S+) (.*)$/.exec(ref) ?? [];
  return {
    kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
    apiVersion: `${GROUP}/v1`,
    metadata: { name, ...(namespace ? { namespace } : {}) },
    subjects: subjects.map((s) => (typeof s === 'string' ? subject(s) : s)),
    roleRef: { apiGroup: GROUP, kind, name: target },
  };
};
export function subject(text: string): Subject {
  const [kind = '', name = ''] = text.split(' ');
  const [first = '', second] = name.split('/');
  return kind === 'ServiceAccount' ? { kind, name: second ?? first, ...(second ? { namespace: first } : {}) } : { kind, apiGroup: GROUP, name };
}
export const rule = (verbs: string, resources: string, groups = '', names?: string): PolicyRule => ({
  verbs: verbs.split(','),
  apiGroups: groups.split(','),
  resources: resources.split(','),
  ...(names ? { resourceNames: names.split(',') } : {}),
});

export function cluster(objects: KubeObject[], defaults = true) {
  const store = new Store();
  for (const o of [...(defaults ? bootstrapObjects() : []), ...objects]) store.write(keyOf(o), o.metadata.namespace ?? '', o.metadata.name, o);
  const rbac = new RbacAuthorizer(new RbacIndex(store));
  return { store, allows: (user: UserInfo, a: RequestAttributes) => rbac.authorize(user, a).decision === 'allowed' };
}

/** Does what the API server does with the request of an administrator: reads the target, validates, writes. */
export function apply(store: Store, { method, target, body }: NearMiss['fix']['request']): void {
  const [, namespace = '', resource = '', name] =
    /^\/apis\/rbac\.authorization\.k8s\.io\/v1\/(?:namespaces\/([^/]+)\/)?([a-z]+)(?:\/([^/?]+))?$/.exec(target) ?? [];
  const strategy = strategies[resource];
  if (!strategy?.defaults) throw new Error(`no such target: ${target}`);
  const object = strategy.defaults(structuredClone(body) as unknown as KubeObject);
  const old = store.get(strategy, namespace, object.metadata.name);
  expect(object.metadata.namespace ?? '').toBe(namespace);
  if (method === 'PUT') expect([decodeURIComponent(name ?? ''), old !== undefined]).toEqual([object.metadata.name, true]);
  else expect([method, name, old]).toEqual(['POST', undefined, undefined]);
  expect([...(strategy.validateName?.(object.metadata.name) ?? []), ...(strategy.validate?.(object, old) ?? [])]).toEqual([]);
  store.write(strategy, namespace, object.metadata.name, object);
}

/** Every miss, applied alone, must open the way. */
export function expectFixesWork({ store, allows }: ReturnType<typeof cluster>, user: UserInfo, asked: RequestAttributes, misses: NearMiss[]): void {
  const revision = store.revision;
  for (const miss of misses) {
    expect(allows(user, asked)).toBe(false);
    apply(store, miss.fix.request);
    expect(allows(user, asked), `${miss.fix.text} ${JSON.stringify(miss.fix.request)}`).toBe(true);
    store.rewind(revision);
  }
}
