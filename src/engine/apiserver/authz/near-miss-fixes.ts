// The changes that near misses propose: each is one API request that an administrator may send.
import type { PolicyRule, RequestAttributes } from '../../../trace/event.ts';
import type { Json } from '../../../trace/json.ts';
import type { KubeObject } from '../../store/object.ts';
import type { NearMiss } from './near-miss.ts';
import { type RoleJudgement, subjectText } from './near-miss-judgement.ts';
import { RBAC_GROUP, type RoleRef, rulesOf, type Subject, subjectsOf } from './rbac/objects.ts';
import { combinedResource } from './rbac/rule-match.ts';

export type Fix = NearMiss['fix'];

const PLURALS: Record<string, string> = {
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  Role: 'roles',
  RoleBinding: 'rolebindings',
};

const inPath = (name: string): string => encodeURIComponent(name).replaceAll('%3A', ':');

function pathOf(kind: string, namespace: string, name?: string): string {
  const scope = namespace ? `/namespaces/${inPath(namespace)}` : '';
  return `/apis/${RBAC_GROUP}/v1${scope}/${PLURALS[kind]}${name === undefined ? '' : `/${inPath(name)}`}`;
}

/** The object without what the server keeps track of, so that the update says only what it means. */
function plain({ kind, apiVersion, metadata, ...rest }: KubeObject, changes: Record<string, unknown>): Json {
  const { name, namespace, labels, annotations } = metadata;
  const kept = { name, ...(namespace ? { namespace } : {}), ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) };
  return { kind, apiVersion, metadata: kept, ...rest, ...changes } as unknown as Json;
}

function update(object: KubeObject, changes: Record<string, unknown>, text: string): Fix {
  const { name, namespace = '' } = object.metadata;
  return { text, request: { method: 'PUT', target: pathOf(object.kind, namespace, name), body: plain(object, changes) } };
}

function create(object: KubeObject, text: string): Fix {
  return { text, request: { method: 'POST', target: pathOf(object.kind, object.metadata.namespace ?? ''), body: plain(object, {}) } };
}

/** A rule that covers just this request. A method without a verb of its own needs the star. */
export function exactRule(a: RequestAttributes): PolicyRule {
  const verbs = [a.verb || '*'];
  return a.isResourceRequest ? { verbs, apiGroups: [a.apiGroup], resources: [combinedResource(a)] } : { verbs, nonResourceURLs: [a.path] };
}

const added = (list: readonly string[] | undefined, value: string): string[] => [...(list ?? []), value];

/** Widens the nearest rule by one word, or adds a rule when more is missing. */
export function widenRole(role: KubeObject, judged: RoleJudgement, a: RequestAttributes): Fix {
  const rules = rulesOf(role);
  const where = `${role.kind} ${role.metadata.name}`;
  const asked = a.isResourceRequest ? combinedResource(a) : a.path;
  const replaced = (index: number, rule: PolicyRule, what: string): Fix =>
    update(role, { rules: rules.map((r, i) => (i === index ? rule : r)) }, `add ${what} to ${where}`);
  const { nearest } = judged;
  const only = nearest?.differences.length === 1 ? nearest.differences[0] : undefined;
  if (nearest && only === 'verb' && a.verb) return replaced(nearest.index, { ...nearest.rule, verbs: added(nearest.rule.verbs, a.verb) }, `the verb ${a.verb}`);
  if (nearest && only === 'group')
    return replaced(nearest.index, { ...nearest.rule, apiGroups: added(nearest.rule.apiGroups, a.apiGroup) }, `the API group ${a.apiGroup || '"" (core)'}`);
  if (nearest && only === 'resource')
    return replaced(nearest.index, { ...nearest.rule, resources: added(nearest.rule.resources, asked) }, `the resource ${asked}`);
  if (nearest && only === 'name' && a.name)
    return replaced(nearest.index, { ...nearest.rule, resourceNames: added(nearest.rule.resourceNames, a.name) }, `the name ${a.name}`);
  if (nearest && only === 'url')
    return replaced(nearest.index, { ...nearest.rule, nonResourceURLs: added(nearest.rule.nonResourceURLs, asked) }, `the path ${asked}`);
  return update(role, { rules: [...rules, exactRule(a)] }, `add a rule for ${a.verb || 'every verb on'} ${asked} to ${where}`);
}

/** Makes a role that a binding already refers to. */
export function makeRole(ref: RoleRef, namespace: string, a: RequestAttributes): Fix {
  const metadata = { name: ref.name, ...(ref.kind === 'Role' ? { namespace } : {}) };
  const role: KubeObject = { kind: ref.kind, apiVersion: `${RBAC_GROUP}/v1`, metadata, rules: [exactRule(a)] };
  return create(role, `create ${ref.kind} ${ref.name}, which the binding refers to`);
}

/** Puts you among a binding's subjects: in place of the one that almost named you, else at the end. */
export function nameYou(binding: KubeObject, you: Subject, insteadOf: number | undefined): Fix {
  const subjects = subjectsOf(binding);
  const old = insteadOf === undefined ? undefined : subjects[insteadOf];
  const changed = old ? subjects.map((s) => (s === old ? you : s)) : [...subjects, you];
  const where = `${binding.kind} ${binding.metadata.name}`;
  const text = old ? `name ${subjectText(you)} instead of ${old.kind} ${old.name} in ${where}` : `add ${subjectText(you)} to ${where}`;
  return update(binding, { subjects: changed }, text);
}

/** Binds a role that exists to you: in the request's namespace, or cluster-wide when `namespace` is empty. `taken` says which names are in use. */
export function bindRole(ref: RoleRef, namespace: string, you: Subject, taken: (name: string) => boolean): Fix {
  const wish = `${ref.name}-${you.name}`.replaceAll(/[/%]/g, '-');
  let name = wish;
  for (let n = 2; taken(name); n++) name = `${wish}-${n}`;
  const kind = namespace ? 'RoleBinding' : 'ClusterRoleBinding';
  const binding: KubeObject = {
    kind,
    apiVersion: `${RBAC_GROUP}/v1`,
    metadata: { name, ...(namespace ? { namespace } : {}) },
    subjects: [you],
    roleRef: { apiGroup: RBAC_GROUP, kind: ref.kind, name: ref.name },
  };
  return create(binding, `bind ${ref.kind} ${ref.name} to ${subjectText(you)} ${namespace ? `in namespace ${namespace}` : 'in the whole cluster'}`);
}
