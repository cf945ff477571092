// Answers "who can" and "what can they" with what the running server decides by. RBAC's subjects can be listed, because bindings name them;
// the other authorizers only answer when they are asked about somebody, and are named as such. Models nothing upstream.
import type { PolicyRule, RequestAttributes, UserInfo } from '../../../trace/event.ts';
import type { Store } from '../../store/store.ts';
import type { ResourceTypeRow } from '../resources/resource-table.ts';
import type { Authorization, Authorizer } from './authorizer.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, ROLE_BINDINGS, ROLES, type RoleRef, roleRefOf, rulesOf, subjectsOf } from './rbac/objects.ts';
import { combinedResource, ruleAllows } from './rbac/rule-match.ts';

export interface Grant {
  subject: { kind: string; name: string; namespace: string };
  binding: { kind: 'ClusterRoleBinding' | 'RoleBinding'; name: string; namespace: string };
  role: { kind: string; name: string };
  rule: PolicyRule;
}

export interface WhoCan {
  grants: Grant[];
  /** Authorizers that decide, too, and name nobody beforehand. */
  others: { id: string; title: string; words: string }[];
}

const WORDS: Readonly<Record<string, string>> = {
  'authz.system-masters': 'Every member of the group system:masters can, whatever the policy says.',
  'authz.always-allow': 'AlwaysAllow lets everybody do everything.',
  'authz.always-deny': 'AlwaysDeny allows nobody anything.',
  'authz.node': 'Node decides for kubelets by what runs on them: they cannot be listed.',
  'authz.abac': 'ABAC decides by its policy file: whom it allows cannot be listed.',
};
const wordsOf = ({ id, title }: Authorizer): string => WORDS[id] ?? `${title} decides when it is asked: whom it allows cannot be listed.`;

/** One pass over the bindings; the rules of a role are looked at once, however many bindings refer to it. */
export function whoCan(store: Store, authorizer: Authorizer, attributes: RequestAttributes): WhoCan {
  const members = authorizer.members ?? [authorizer];
  const others = members.flatMap((m) => (m.id === 'authz.rbac' ? [] : [{ id: m.id, title: m.title, words: wordsOf(m) }]));
  const grants: Grant[] = [];
  if (members.some((m) => m.id === 'authz.rbac')) {
    const ruleOf = rules(store, attributes);
    for (const key of [CLUSTER_ROLE_BINDINGS, ROLE_BINDINGS])
      for (const binding of store.values(key)) {
        const namespace = binding.metadata.namespace ?? '';
        if (namespace && namespace !== attributes.namespace) continue;
        const ref = roleRefOf(binding);
        const rule = ruleOf(ref, namespace);
        if (!rule) continue;
        for (const subject of subjectsOf(binding)) {
          const home = subject.kind === 'ServiceAccount' ? subject.namespace || namespace : '';
          // A service account without a namespace is nobody.
          if (subject.kind === 'ServiceAccount' && !home) continue;
          grants.push({
            subject: { kind: subject.kind, name: subject.name, namespace: home },
            binding: { kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding', name: binding.metadata.name, namespace },
            role: { kind: ref.kind, name: ref.name },
            rule,
          });
        }
      }
  }
  const key = ({ subject: s, binding: b }: Grant): string => `${s.kind} ${s.namespace} ${s.name} ${b.kind} ${b.name}`;
  return { grants: grants.sort((a, b) => (key(a) < key(b) ? -1 : 1)), others };
}

/** The rule of a role that covers the request, remembered by role. */
function rules(store: Store, attributes: RequestAttributes): (ref: RoleRef, namespace: string) => PolicyRule | undefined {
  const known = new Map<string, PolicyRule | undefined>();
  const combined = combinedResource(attributes);
  return (ref, namespace) => {
    const home = ref.kind === 'Role' ? namespace : '';
    const id = `${ref.kind} ${home} ${ref.name}`;
    if (!known.has(id)) {
      const role = ref.kind === 'ClusterRole' ? store.get(CLUSTER_ROLES, '', ref.name) : ref.kind === 'Role' ? store.get(ROLES, home, ref.name) : undefined;
      known.set(id, role && rulesOf(role).find((rule) => ruleAllows(rule, attributes, combined)));
    }
    return known.get(id);
  };
}

export const MATRIX_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'] as const;

export interface MatrixRow {
  resource: string;
  group: string;
  namespaced: boolean;
  /** By verb, in the order of MATRIX_VERBS: why it is allowed, or undefined. */
  cells: (string | undefined)[];
}

/** Verbs by resources of one person. Whoever would have to be asked over the network is left out. */
export function matrix(authorizer: Authorizer, user: UserInfo, namespace: string, types: Iterable<ResourceTypeRow>): MatrixRow[] {
  const members = (authorizer.members ?? [authorizer]).filter((m) => !m.id.startsWith('authz.webhook'));
  const ask = (attributes: RequestAttributes): Authorization | undefined => {
    for (const member of members) {
      const answer = member.authorize(user, attributes);
      if (!(answer instanceof Promise) && answer.decision !== 'no-opinion') return answer;
    }
    return undefined;
  };
  return [...types].map(({ resource, group, version, namespaced }) => ({
    resource,
    group,
    namespaced,
    cells: MATRIX_VERBS.map((verb) => {
      const where = { namespace: namespaced ? namespace : '', name: '', path: '', subresource: '' };
      const answer = ask({ isResourceRequest: true, verb, apiGroup: group, apiVersion: version, resource, ...where });
      return answer?.decision === 'allowed' ? answer.reason || answer.words || 'allowed' : undefined;
    }),
  }));
}
