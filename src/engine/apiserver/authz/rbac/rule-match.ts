// Models plugin/pkg/auth/authorizer/rbac/rbac.go RuleAllows with pkg/apis/rbac/v1/evaluation_helpers.go. Left out: nothing; API versions and
// selectors play no part in the real rules either.
import type { PolicyRule, RequestAttributes } from '../../../../trace/event.ts';

const holds = (list: readonly string[] | undefined, wanted: string): boolean => list !== undefined && (list.includes(wanted) || list.includes('*'));

/** `pods`, or `pods/log` when a subresource is asked for: what a rule's resources are compared with. */
export const combinedResource = (a: RequestAttributes): string => (a.subresource ? `${a.resource}/${a.subresource}` : a.resource);

export const verbMatches = (rule: PolicyRule, verb: string): boolean => holds(rule.verbs, verb);

export const groupMatches = (rule: PolicyRule, group: string): boolean => holds(rule.apiGroups, group);

/** `*` covers everything, subresources too; `*` before a slash only stands for the resource. `pods/*` is no wildcard. */
export function resourceMatches(rule: PolicyRule, combined: string, subresource: string): boolean {
  if (holds(rule.resources, combined)) return true;
  return subresource !== '' && rule.resources !== undefined && rule.resources.includes(`*/${subresource}`);
}

export const nameMatches = (rule: PolicyRule, name: string): boolean => !rule.resourceNames?.length || rule.resourceNames.includes(name);

/** One path pattern: `*`, equal, or a prefix before trailing stars. `/apis/*` does not cover `/apis`. */
export const urlMatches = (pattern: string, path: string): boolean =>
  pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, '')));

export function ruleAllows(rule: PolicyRule, a: RequestAttributes, combined = combinedResource(a)): boolean {
  if (!verbMatches(rule, a.verb)) return false;
  if (!a.isResourceRequest) return rule.nonResourceURLs?.some((u) => urlMatches(u, a.path)) ?? false;
  return groupMatches(rule, a.apiGroup) && resourceMatches(rule, combined, a.subresource) && nameMatches(rule, a.name);
}
