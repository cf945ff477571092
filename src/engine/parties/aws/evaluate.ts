// Models how IAM decides (IAM User Guide, "Policy evaluation logic"): an explicit Deny wins, then any Allow, else no.
// Left out: boundaries, organizations' policies, resource policies other than trust policies, other accounts.
import { holds, type RequestFacts, single } from './conditions.ts';
import type { Policy, Principals, Statement } from './policy-document.ts';
import { matches } from './wildcard.ts';

export interface Question {
  /** "s3:PutObject" */
  readonly action: string;
  /** Absent when a trust policy is asked: it speaks of its own role. */
  readonly resource?: string;
  /** Who asks, for trust policies. */
  readonly principal?: { readonly type: 'AWS' | 'Federated' | 'Service'; readonly names: readonly string[] };
  readonly facts: RequestFacts;
}

export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny';

export function evaluate(policies: readonly Policy[], question: Question): Decision {
  let decision: Decision = 'implicit-deny';
  for (const policy of policies)
    for (const statement of policy.statements) {
      if (!covers(statement, policy.variables, question)) continue;
      if (statement.effect === 'Deny') return 'explicit-deny';
      decision = 'allow';
    }
  return decision;
}

/** Both must say yes: a session policy takes away, it never gives. */
export function evaluateWithin(policies: readonly Policy[], session: Policy | undefined, question: Question): Decision {
  const own = evaluate(policies, question);
  if (!session || own === 'explicit-deny') return own;
  const narrowed = evaluate([session], question);
  return own === 'allow' ? narrowed : narrowed === 'explicit-deny' ? narrowed : own;
}

function covers(statement: Statement, variables: boolean, { action, resource, principal, facts }: Question): boolean {
  const { actions, resources, principals, conditions } = statement;
  if (actions.patterns.some((pattern) => matches(pattern, action, { ignoreCase: true })) === actions.negated) return false;
  if (resources) {
    const lookup = variables ? (key: string) => single(facts.get(key.toLowerCase())) : undefined;
    if (resources.patterns.some((pattern) => matches(pattern, resource ?? '', { lookup })) === resources.negated) return false;
  }
  if (principals && names(principals, principal) === principals.negated) return false;
  return conditions.every((condition) => holds(condition, facts, variables));
}

function names({ by }: Principals, principal: Question['principal']): boolean {
  const listed = principal ? (by[principal.type] ?? []) : [];
  return listed.some((name) => (name === '*' && principal?.type === 'AWS') || principal?.names.includes(name));
}
