// Models pkg/registry/rbac/escalation_check.go, ConfirmNoEscalation of validation/rule.go and the policybased storages of the four kinds.
// These checks run whatever the authorization modes are: what counts as held is always what RBAC objects grant.
// Left out: the log line when the authorizer fails while asked for `bind` or `escalate` (it then counts as not allowed, as in the real server).
import type { PolicyRule, RequestAttributes, UserInfo } from '../../../../trace/event.ts';
import { aggregate, goQuote, goQuoteList } from '../../../http/go-format.ts';
import { badRequest, forbiddenBecause, notFound, type StatusError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import type { HeldRules } from '../authorizer.ts';
import { isPrivileged } from '../modes/system-masters.ts';
import { compact, describeRule, missingAtoms } from './covering.ts';
import { CLUSTER_ROLES, RBAC_GROUP, ROLES, roleRefOf, rulesOf } from './objects.ts';

const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/**
 * Undefined when the user holds all rules, else the text that tells what is missing. `resource` is the one that is written: the
 * server words every failed lookup with it, whatever kind of role was looked for.
 */
export function escalationText(held: HeldRules, user: UserInfo, wanted: readonly PolicyRule[], resource: string): string | undefined {
  const missing = missingAtoms(held.rules, wanted);
  if (!missing.length) return undefined;
  const lines = [...new Set(compact(missing).map(describeRule))].sort();
  const head = `user ${goQuote(user.name)} (groups=${goQuoteList(user.groups)}) is attempting to grant RBAC permissions not currently held:`;
  const lookups = held.missing.map((name) => `${resource}.${RBAC_GROUP} ${goQuote(name)} not found`);
  return `${head}\n${lines.join('\n')}${lookups.length ? `; resolution errors: [${aggregate(lookups)}]` : ''}`;
}

const heldBy = ({ server, user, info }: RequestContext) => server.authorizer.heldRules?.(user, info.namespace) ?? { rules: [], missing: [] };

async function mayOn(context: RequestContext, verb: string, resource: string, name: string, namespace: string): Promise<boolean> {
  const attributes: RequestAttributes = {
    isResourceRequest: true,
    verb,
    path: '',
    apiGroup: RBAC_GROUP,
    apiVersion: '*',
    resource,
    subresource: '',
    namespace,
    name,
  };
  return (await context.server.authorizer.authorize(context.user, attributes)).decision === 'allowed';
}

/** Whether an update changes nothing but what garbage collection needs; such a change may be made without holding anything. */
function onlyGarbageCollection(object: KubeObject, old: KubeObject): boolean {
  const withoutIt = ({ metadata, ...rest }: KubeObject): string => {
    const { ownerReferences: _o, finalizers: _f, ...meta } = metadata;
    const { managedFields: _m, ...kept } = meta as Record<string, unknown>;
    return canonical({ ...rest, metadata: kept });
  };
  return withoutIt(object) === withoutIt(old);
}

/** JSON with sorted keys, null and empty lists and maps left out: equal texts are semantically equal objects. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) => {
    if (Array.isArray(v)) return v.length ? v : undefined;
    if (!v || typeof v !== 'object') return v ?? undefined;
    const entries = Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length ? Object.fromEntries(entries) : undefined;
  });
}

const gathers = (role: KubeObject | undefined): boolean => {
  const rule = role?.aggregationRule as { clusterRoleSelectors?: unknown[] } | undefined;
  return Boolean(rule?.clusterRoleSelectors?.length);
};

/** For Role and ClusterRole: the writer must hold what the role will grant, or be allowed to `escalate`. */
export async function guardRole(context: RequestContext, resource: string, role: KubeObject, old: KubeObject | undefined): Promise<StatusError | undefined> {
  const { user, info } = context;
  if (isPrivileged(user) || (await mayOn(context, 'escalate', resource, info.name, info.namespace))) return undefined;
  if (old && onlyGarbageCollection(role, old)) return undefined;
  const held = heldBy(context);
  const text = escalationText(held, user, rulesOf(role), resource);
  if (text) return forbiddenBecause(RBAC_GROUP, resource, role.metadata.name, text);
  if (resource === CLUSTER_ROLES.resource && (gathers(role) || gathers(old)) && missingAtoms(held.rules, EVERYTHING).length)
    return forbiddenBecause(RBAC_GROUP, resource, role.metadata.name, 'must have cluster-admin privileges to use the aggregationRule');
  return undefined;
}

/** For RoleBinding and ClusterRoleBinding: the writer must hold what the role grants there, or be allowed to `bind` it. */
export async function guardBinding(
  context: RequestContext,
  resource: string,
  binding: KubeObject,
  old: KubeObject | undefined,
): Promise<StatusError | undefined> {
  const { user, server } = context;
  if (isPrivileged(user) || (old && onlyGarbageCollection(binding, old))) return undefined;
  const namespace = binding.metadata.namespace ?? '';
  const { kind, name } = roleRefOf(binding);
  const target = kind === 'ClusterRole' ? CLUSTER_ROLES : kind === 'Role' ? ROLES : undefined;
  if (target && (await mayOn(context, 'bind', target.resource, name, namespace))) return undefined;
  if (!target) return { code: 500, reason: '', message: `unsupported role reference kind: ${goQuote(kind)}` };
  // Storage looks the role up before anything is validated.
  if (target === ROLES && !namespace) return badRequest('Namespace parameter required.');
  if (!name) return badRequest('Name parameter required.');
  const role = server.store.get(target, target === ROLES ? namespace : '', name);
  // As above: the lookup is worded with the resource that is written, here the binding's.
  if (!role) return notFound(RBAC_GROUP, resource, name);
  const text = escalationText(heldBy(context), user, rulesOf(role), resource);
  return text ? forbiddenBecause(RBAC_GROUP, resource, binding.metadata.name, text) : undefined;
}
