// Models the gathering of pkg/controller/clusterroleaggregation: the rules of the roles that a role's selectors match. Nothing is left out.
import { type LabelSelector, matchesLabels, selectorRequirements } from '../http/label-selector.ts';

/** As much of a ClusterRole as this looks at. */
export interface Role {
  readonly metadata?: unknown;
  readonly rules?: unknown;
  readonly aggregationRule?: unknown;
}

const metaOf = (role: Role) => (role.metadata ?? {}) as { name?: string; labels?: Record<string, string> };
const nameOf = (role: Role): string => metaOf(role).name ?? '';

/** Selector by selector, role by role in the order of their names; a rule that is already there is not repeated. Undefined for a role that gathers nothing. */
export function gatheredRules(role: Role, all: Iterable<Role>): unknown[] | undefined {
  const { clusterRoleSelectors = [] } = (role.aggregationRule ?? {}) as { clusterRoleSelectors?: LabelSelector[] };
  if (!role.aggregationRule) return undefined;
  const roles = [...all].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const rules = new Map<string, unknown>();
  for (const selector of clusterRoleSelectors) {
    const requirements = selectorRequirements(selector);
    for (const other of roles) {
      if (nameOf(other) === nameOf(role) || !matchesLabels(requirements, metaOf(other).labels)) continue;
      for (const rule of Array.isArray(other.rules) ? other.rules : []) {
        const text = JSON.stringify(rule);
        if (!rules.has(text)) rules.set(text, rule);
      }
    }
  }
  return [...rules.values()];
}
