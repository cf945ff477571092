// Models the informers behind the RBAC authorizer, as an index: bindings by the user or group they name, so that a decision touches only the
// bindings that apply to the user. Left out: the informers' delay (the real server sees a write some milliseconds later).
import type { PolicyRule } from '../../../../trace/event.ts';
import { goQuote } from '../../../http/go-format.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Change, Store } from '../../../store/store.ts';
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  RBAC_GROUP,
  ROLE_BINDINGS,
  ROLES,
  type RoleRef,
  roleRefOf,
  rulesOf,
  type Subject,
  subjectsOf,
} from './objects.ts';
import { serviceAccountUser } from './subject-match.ts';

/** The place a role is looked up in: one per name for as long as the index lives, so that a binding needs no search. */
export interface RoleSlot {
  rules: readonly PolicyRule[] | undefined;
  /** What the lookup says while there is no such role. */
  readonly missing: string;
}

export interface IndexedBinding {
  readonly kind: 'ClusterRoleBinding' | 'RoleBinding';
  readonly name: string;
  readonly namespace: string;
  readonly subjects: readonly Subject[];
  readonly roleRef: RoleRef;
  readonly role: RoleSlot;
}

/** Bindings by whom they name: `u` + user name or `g` + group. Each list is sorted by name, so its order depends on the store alone. */
type BySubject = Map<string, IndexedBinding[]>;

function subjectKey(subject: Subject, bindingNamespace: string): string | undefined {
  if (subject.kind === 'User') return `u${subject.name}`;
  if (subject.kind === 'Group') return `g${subject.name}`;
  const namespace = subject.namespace || bindingNamespace;
  return subject.kind === 'ServiceAccount' && namespace ? `u${serviceAccountUser(namespace, subject.name)}` : undefined;
}

const NONE: readonly IndexedBinding[] = [];

export class RbacIndex {
  readonly #roles = new Map<string, RoleSlot>();
  /** By the binding's namespace; the empty one holds ClusterRoleBindings. */
  readonly #bindings = new Map<string, BySubject>();
  /** Reads the store as it is and follows its changes, those of a rewind included, for as long as it lives. */
  constructor(store: Store) {
    for (const key of [CLUSTER_ROLES, ROLES]) for (const role of store.values(key)) this.#putRole(role, role.metadata.namespace ?? '', role.metadata.name);
    const bindings = [...store.values(CLUSTER_ROLE_BINDINGS), ...store.values(ROLE_BINDINGS)].map((b) => this.#indexed(b));
    bindings.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const binding of bindings) this.#each(binding, (list) => list.push(binding));
    store.onChange((change) => this.#follow(change));
  }

  #follow({ key, namespace, name, before, after }: Change): void {
    if (key.group !== RBAC_GROUP) return;
    if (key.resource === 'clusterroles' || key.resource === 'roles') this.#putRole(after, namespace, name);
    else if (key.resource === 'clusterrolebindings' || key.resource === 'rolebindings') {
      if (before) this.#remove(this.#indexed(before));
      if (after) this.#add(this.#indexed(after));
    }
  }

  #putRole(role: KubeObject | undefined, namespace: string, name: string): void {
    this.#slot(namespace, name).rules = role && rulesOf(role);
  }

  #slot(namespace: string, name: string): RoleSlot {
    const id = `${namespace}/${name}`;
    let slot = this.#roles.get(id);
    if (!slot) {
      const what = namespace ? 'role' : 'clusterrole';
      slot = { rules: undefined, missing: `${what}.${RBAC_GROUP} ${goQuote(name)} not found` };
      this.#roles.set(id, slot);
    }
    return slot;
  }

  /** The role a binding of this namespace refers to. */
  resolve(ref: RoleRef, bindingNamespace: string): RoleSlot {
    if (ref.kind === 'ClusterRole') return this.#slot('', ref.name);
    if (ref.kind === 'Role') return this.#slot(bindingNamespace, ref.name);
    return { rules: undefined, missing: `unsupported role reference kind: ${goQuote(ref.kind)}` };
  }

  #indexed(binding: KubeObject): IndexedBinding {
    const namespace = binding.metadata.namespace ?? '';
    const roleRef = roleRefOf(binding);
    return {
      kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
      name: binding.metadata.name,
      namespace,
      subjects: subjectsOf(binding),
      roleRef,
      role: this.resolve(roleRef, namespace),
    };
  }

  /** Calls `visit` once for every distinct subject the binding can match. */
  #each(binding: IndexedBinding, visit: (list: IndexedBinding[], key: string, all: BySubject) => void): void {
    let all = this.#bindings.get(binding.namespace);
    if (!all) {
      all = new Map();
      this.#bindings.set(binding.namespace, all);
    }
    const keys = new Set(binding.subjects.map((s) => subjectKey(s, binding.namespace)));
    for (const key of keys) {
      if (key === undefined) continue;
      let list = all.get(key);
      if (!list) {
        list = [];
        all.set(key, list);
      }
      visit(list, key, all);
    }
  }

  #add(binding: IndexedBinding): void {
    this.#each(binding, (list) => {
      list.splice(position(list, binding.name), 0, binding);
    });
  }

  #remove(binding: IndexedBinding): void {
    this.#each(binding, (list, key, all) => {
      const i = position(list, binding.name);
      if (list[i]?.name === binding.name) list.splice(i, 1);
      if (!list.length) all.delete(key);
    });
  }

  /** ClusterRoleBindings (`namespace` empty) or a namespace's RoleBindings that name the user itself. */
  ofUser(namespace: string, user: string): readonly IndexedBinding[] {
    return this.#bindings.get(namespace)?.get(`u${user}`) ?? NONE;
  }

  ofGroup(namespace: string, group: string): readonly IndexedBinding[] {
    return this.#bindings.get(namespace)?.get(`g${group}`) ?? NONE;
  }
}

/** Where a binding of this name stands, or would stand, in a list sorted by name. */
function position(list: readonly IndexedBinding[], name: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.name ?? '') < name) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For `Store.keep`: one index serves every server that is started over the store. */
export const rbacIndex = (store: Store): RbacIndex => new RbacIndex(store);
