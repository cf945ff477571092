// Models pkg/controller/clusterroleaggregation: a role with an aggregation rule holds the rules of the roles that its selectors match.
// Left out: the server-side apply through which the real one writes.
import { type LabelSelector, matchesLabels, selectorRequirements } from '../apiserver/resources/rest/label-selector.ts';
import type { KubeObject } from '../store/object.ts';
import type { Store } from '../store/store.ts';
import type { Controller } from './controllers.ts';
import { CLUSTER_ROLES } from './objects.ts';

const selectorsOf = (role: KubeObject): LabelSelector[] | undefined => {
  const rule = role.aggregationRule as { clusterRoleSelectors?: LabelSelector[] } | undefined;
  return rule ? (rule.clusterRoleSelectors ?? []) : undefined;
};

const rulesOf = (role: KubeObject): unknown[] => (Array.isArray(role.rules) ? role.rules : []);

/** Selector by selector, role by role in the order of their names; a rule that is already there is not repeated. */
function gathered(role: KubeObject, selectors: readonly LabelSelector[], roles: readonly KubeObject[]): unknown[] {
  const rules = new Map<string, unknown>();
  for (const selector of selectors) {
    const requirements = selectorRequirements(selector);
    for (const other of roles) {
      if (other.metadata.name === role.metadata.name || !matchesLabels(requirements, other.metadata.labels)) continue;
      for (const rule of rulesOf(other)) {
        const text = JSON.stringify(rule);
        if (!rules.has(text)) rules.set(text, rule);
      }
    }
  }
  return [...rules.values()];
}

function write(store: Store, role: KubeObject, rules: unknown[] | null): void {
  const { aggregationRule, rules: _rules, ...rest } = role;
  store.write(CLUSTER_ROLES, '', role.metadata.name, { ...rest, rules, aggregationRule } as KubeObject);
}

export const clusterRoleAggregation: Controller = {
  watches: ['clusterroles'],
  reconcile({ store }, since) {
    for (const { metadata } of store.list(CLUSTER_ROLES)) {
      const role = store.get(CLUSTER_ROLES, '', metadata.name);
      const selectors = role && selectorsOf(role);
      if (!role || !selectors) continue;
      const rules = gathered(role, selectors, store.list(CLUSTER_ROLES));
      // Nothing to gather leaves hand-written rules alone, and takes away what was gathered before.
      if (!rules.length) {
        const gatheredBefore = since > 0 && gathered(role, selectors, store.at(since).list(CLUSTER_ROLES)).length > 0;
        if (gatheredBefore && role.rules !== null) write(store, role, null);
        continue;
      }
      if (JSON.stringify(rules) === JSON.stringify(rulesOf(role)) && Array.isArray(role.rules)) continue;
      write(store, role, rules);
    }
  },
};
