// Models staging/src/k8s.io/apiserver/pkg/audit/policy/checker.go: which level a request is written down at. Left out: omitManagedFields, for no object
// here has managed fields.
import type { RequestAttributes, UserInfo } from '../../../trace/event.ts';
import { combinedResource, urlMatches } from '../authz/rbac/rule-match.ts';

export const LEVELS = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
export type Level = (typeof LEVELS)[number];
export const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const;
export type AuditStage = (typeof STAGES)[number];

export interface PolicyRule {
  level: Level;
  users: readonly string[];
  userGroups: readonly string[];
  verbs: readonly string[];
  namespaces: readonly string[];
  resources: readonly { group: string; resources: readonly string[]; resourceNames: readonly string[] }[];
  nonResourceURLs: readonly string[];
  omitStages: readonly AuditStage[];
}

export interface Policy {
  rules: readonly PolicyRule[];
  omitStages: readonly AuditStage[];
}

export interface Verdict {
  level: Level;
  /** Of the policy and of the rule together. */
  omitStages: ReadonlySet<AuditStage>;
}

/** The first rule that matches decides; without one nothing is written. `user` is undefined when nobody was recognised. */
export function judge(policy: Policy, user: UserInfo | undefined, attributes: RequestAttributes): Verdict {
  const rule = policy.rules.find((each) => matches(each, user, attributes));
  return {
    level: rule?.level ?? 'None',
    omitStages: new Set([...policy.omitStages, ...(rule?.omitStages ?? [])]),
  };
}

function matches(rule: PolicyRule, user: UserInfo | undefined, a: RequestAttributes): boolean {
  if (rule.users.length && !(user && rule.users.includes(user.name))) return false;
  if (rule.userGroups.length && !user?.groups.some((g) => rule.userGroups.includes(g))) return false;
  if (rule.verbs.length && !rule.verbs.includes(a.verb)) return false;
  if (rule.namespaces.length || rule.resources.length) return matchesResource(rule, a);
  if (rule.nonResourceURLs.length) return !a.isResourceRequest && rule.nonResourceURLs.some((spec) => urlMatches(spec, a.path));
  return true;
}

function matchesResource(rule: PolicyRule, a: RequestAttributes): boolean {
  if (!a.isResourceRequest) return false;
  if (rule.namespaces.length && !rule.namespaces.includes(a.namespace)) return false;
  if (!rule.resources.length) return true;
  const combined = combinedResource(a);
  return rule.resources.some(({ group, resources, resourceNames }) => {
    if (group !== a.apiGroup) return false;
    if (!resources.length) return true;
    if (resourceNames.length && !resourceNames.includes(a.name)) return false;
    return resources.some(
      (r) => r === combined || r === '*' || (a.subresource !== '' && r === `*/${a.subresource}`) || (r.endsWith('/*') && r.slice(0, -2) === a.resource),
    );
  });
}
