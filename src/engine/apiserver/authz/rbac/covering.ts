// Models component-helpers auth/rbac/validation/policy_comparator.go and pkg/registry/rbac/validation/policy_compact.go: which of the rules
// somebody wants to give away he does not hold himself, and how they are told.
import type { PolicyRule } from '../../../../trace/event.ts';
import { goQuoteList } from '../../../http/go-format.ts';
import { urlMatches } from './rule-match.ts';

/** Splits a rule into atoms of one group, resource, verb and at most one name, or of one URL and verb. */
export function atomsOf(rule: PolicyRule): PolicyRule[] {
  const atoms: PolicyRule[] = [];
  const names = rule.resourceNames?.length ? rule.resourceNames : [undefined];
  for (const group of rule.apiGroups ?? [])
    for (const resource of rule.resources ?? [])
      for (const verb of rule.verbs)
        for (const name of names)
          atoms.push({
            verbs: [verb],
            apiGroups: [group],
            resources: [resource],
            ...(name === undefined ? {} : { resourceNames: [name] }),
          });
  for (const url of rule.nonResourceURLs ?? []) for (const verb of rule.verbs) atoms.push({ verbs: [verb], nonResourceURLs: [url] });
  return atoms;
}

const has = (list: readonly string[] | undefined, wanted: string): boolean => list?.includes(wanted) ?? false;
const starOr = (list: readonly string[] | undefined, wanted: string): boolean => has(list, '*') || has(list, wanted);

function resourceCovered(owned: readonly string[] | undefined, resource: string): boolean {
  if (starOr(owned, resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && has(owned, `*/${resource.slice(slash + 1)}`);
}

/** Whether one held rule covers one atom. A held rule with names covers only atoms with one of them. */
function covers(owner: PolicyRule, atom: PolicyRule): boolean {
  return (
    starOr(owner.verbs, atom.verbs[0] ?? '') &&
    (atom.apiGroups ?? []).every((g) => starOr(owner.apiGroups, g)) &&
    (atom.resources ?? []).every((r) => resourceCovered(owner.resources, r)) &&
    (!owner.resourceNames?.length || atom.resourceNames?.every((n) => has(owner.resourceNames, n)) === true) &&
    (atom.nonResourceURLs ?? []).every((u) => owner.nonResourceURLs?.some((o) => urlMatches(o, u)) ?? false)
  );
}

/** The atoms of `wanted` that no single held rule covers; empty when all is held. */
export function missingAtoms(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return wanted.flatMap(atomsOf).filter((atom) => !held.some((owner) => covers(owner, atom)));
}

/** Joins rules that differ in their verbs only. Verbs are strung together as they come, repeated ones too. */
export function compact(rules: readonly PolicyRule[]): PolicyRule[] {
  const complex: PolicyRule[] = [];
  const simple = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs } = rule;
    if (nonResourceURLs.length || apiGroups.length !== 1 || resources.length !== 1 || resourceNames.length > 1) {
      complex.push(rule);
      continue;
    }
    const id = JSON.stringify([apiGroups[0], resources[0], ...resourceNames]);
    const known = simple.get(id);
    simple.set(id, known ? { ...known, verbs: [...known.verbs, ...verbs] } : rule);
  }
  return [...complex, ...simple.values()];
}

/** A rule as the escalation texts print it: only members that are there, in this order. */
export function describeRule(rule: PolicyRule): string {
  const parts: [string, readonly string[] | undefined][] = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ];
  return `{${parts.flatMap(([name, list]) => (list?.length ? [`${name}:${goQuoteList(list)}`] : [])).join(', ')}}`;
}
