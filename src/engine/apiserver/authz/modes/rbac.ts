// Models plugin/pkg/auth/authorizer/rbac/rbac.go over an index instead of a walk through all bindings. The real server meets bindings in no
// particular order; here they are met user first, then group by group, each sorted by name. Left out: the log line at verbosity 5.
import type { Evidence, PolicyRule, RequestAttributes, UserInfo } from '../../../../trace/event.ts';
import type { Recorder } from '../../../../trace/recorder.ts';
import { aggregate, goQuote } from '../../../http/go-format.ts';
import type { Authorization, Authorizer, HeldRules, RulesResult } from '../authorizer.ts';
import type { IndexedBinding, RbacIndex, RoleSlot } from '../rbac/rbac-index.ts';
import { combinedResource, ruleAllows } from '../rbac/rule-match.ts';
import { subjectMatches } from '../rbac/subject-match.ts';

export class RbacAuthorizer implements Authorizer {
  readonly id = 'authz.rbac';
  readonly title = 'RBAC';
  readonly blurb = 'Looks for a binding that names you and a role whose rule covers the request. Rules only ever allow.';
  readonly upstream = 'plugin/pkg/auth/authorizer/rbac/rbac.go';
  readonly answers = ['allowed', 'no-opinion'] as const;
  readonly index: RbacIndex;

  constructor(index: RbacIndex) {
    this.index = index;
  }

  authorize(user: UserInfo, attributes: RequestAttributes, recorder?: Recorder): Authorization {
    const combined = combinedResource(attributes);
    const asked = new Set<RoleSlot>();
    let missing: Set<string> | undefined;
    let bindings = 0;
    for (const list of this.#lists(user, attributes.namespace)) {
      for (const binding of list) {
        bindings++;
        const { role } = binding;
        if (asked.has(role)) continue;
        asked.add(role);
        if (!role.rules) {
          missing ??= new Set();
          missing.add(role.missing);
          continue;
        }
        for (const rule of role.rules) if (ruleAllows(rule, attributes, combined)) return allow(binding, rule, user);
      }
    }
    recorder?.note(
      bindings === 0
        ? 'no binding names this user or any of its groups here'
        : `${bindings === 1 ? 'one binding names' : `${bindings} bindings name`} this user or its groups here; no rule of their roles covers the request`,
      { ok: false },
    );
    return { decision: 'no-opinion', reason: missing ? `RBAC: ${aggregate([...missing])}` : '', words: 'no rule allows it' };
  }

  /** The bindings that apply to a user: cluster-wide ones, then the namespace's. A binding of user and group comes twice. */
  *#lists(user: UserInfo, namespace: string): Generator<readonly IndexedBinding[]> {
    for (const scope of namespace ? ['', namespace] : ['']) {
      yield this.index.ofUser(scope, user.name);
      for (const group of user.groups) yield this.index.ofGroup(scope, group);
    }
  }

  /** Every rule the user holds in a namespace (cluster-wide ones when it is empty), and what could not be looked up. */
  #held(user: UserInfo, namespace: string): { rules: PolicyRule[]; unresolved: IndexedBinding[] } {
    const seen = new Set<string>();
    const rules: PolicyRule[] = [];
    const unresolved: IndexedBinding[] = [];
    for (const list of this.#lists(user, namespace))
      for (const binding of list) {
        const id = `${binding.kind} ${binding.name}`;
        if (seen.has(id)) continue;
        seen.add(id);
        if (binding.role.rules) rules.push(...binding.role.rules);
        else unresolved.push(binding);
      }
    return { rules, unresolved };
  }

  heldRules(user: UserInfo, namespace: string): HeldRules {
    const { rules, unresolved } = this.#held(user, namespace);
    return { rules, missing: unresolved.map((b) => b.roleRef.name) };
  }

  rulesFor(user: UserInfo, namespace: string): RulesResult {
    const { rules, unresolved } = this.#held(user, namespace);
    const errors = unresolved.map((b) => b.role.missing);
    const result: RulesResult = { resourceRules: [], nonResourceRules: [], incomplete: false, errors };
    for (const { verbs, apiGroups = [], resources, resourceNames, nonResourceURLs } of rules) {
      if (resources?.length) result.resourceRules.push({ verbs, apiGroups, resources, ...(resourceNames?.length ? { resourceNames } : {}) });
      if (nonResourceURLs?.length) result.nonResourceRules.push({ verbs, nonResourceURLs });
    }
    return result;
  }
}

function allow(binding: IndexedBinding, rule: PolicyRule, user: UserInfo): Authorization {
  const { kind, name, namespace, roleRef } = binding;
  const subject = binding.subjects.find((s) => subjectMatches(s, user, namespace));
  const subjectNamespace = subject?.kind === 'ServiceAccount' ? subject.namespace || namespace : '';
  const who = `${subject?.kind} ${goQuote(subjectNamespace ? `${subject?.name}/${subjectNamespace}` : (subject?.name ?? ''))}`;
  const evidence: Evidence = {
    type: 'rbac-rule',
    binding: { kind, name, namespace },
    role: { kind: roleRef.kind, name: roleRef.name },
    subject: { kind: subject?.kind ?? '', name: subject?.name ?? '', namespace: subjectNamespace },
    rule,
  };
  const shown = goQuote(namespace ? `${name}/${namespace}` : name);
  return {
    decision: 'allowed',
    reason: `RBAC: allowed by ${kind} ${shown} of ${roleRef.kind} ${goQuote(roleRef.name)} to ${who}`,
    evidence,
  };
}
