// Models how IAM decides (IAM User Guide, "Policy evaluation logic"): an explicit Deny wins, then any Allow, else no.
// Left out: boundaries, organizations' policies, resource policies other than trust policies, other accounts.
import type { Demand } from '../../../trace/event.ts';
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

/** A statement with each of its lines beside the request; it counts when all of them are met. */
export interface Weighed {
  readonly effect: 'Allow' | 'Deny';
  readonly demands: Demand[];
}

export const counts = ({ demands }: Weighed): boolean => demands.every(({ ok }) => ok);

export const weigh = (policies: readonly Policy[], question: Question): Weighed[] =>
  policies.flatMap(({ statements, variables }) => statements.map((one) => ({ effect: one.effect, demands: demandsOf(one, variables, question) })));

export function evaluate(policies: readonly Policy[], question: Question): Decision {
  const effects = weigh(policies, question).flatMap((one) => (counts(one) ? one.effect : []));
  if (effects.includes('Deny')) return 'explicit-deny';
  return effects.length ? 'allow' : 'implicit-deny';
}

/** Both must say yes: a session policy takes away, it never gives. */
export function evaluateWithin(policies: readonly Policy[], session: Policy | undefined, question: Question): Decision {
  const own = evaluate(policies, question);
  if (!session || own === 'explicit-deny') return own;
  const narrowed = evaluate([session], question);
  return own === 'allow' ? narrowed : narrowed === 'explicit-deny' ? narrowed : own;
}

function demandsOf({ actions, resources, principals, conditions }: Statement, variables: boolean, question: Question): Demand[] {
  const { action, resource = '', principal, facts } = question;
  const lookup = variables ? (key: string) => single(facts.get(key.toLowerCase())) : undefined;
  const element = (name: string, negated: boolean, wanted: readonly string[], found: readonly string[], hit: boolean): Demand => ({
    element: negated ? `Not${name}` : name,
    wanted: [...wanted],
    found: [...found],
    ok: hit !== negated,
  });
  const lines: Demand[] = [];
  if (principals) {
    const { negated, by } = principals;
    lines.push(element('Principal', negated, Object.values(by).flat(), principal?.names ?? [], names(principals, principal)));
  }
  const { negated, patterns } = actions;
  lines.push(
    element(
      'Action',
      negated,
      patterns,
      [action],
      patterns.some((pattern) => matches(pattern, action, { ignoreCase: true })),
    ),
  );
  if (resources) {
    const hit = resources.patterns.some((pattern) => matches(pattern, resource, { lookup }));
    lines.push(element('Resource', resources.negated, resources.patterns, [resource], hit));
  }
  for (const condition of conditions) {
    const { operator, each, ifExists, key, values } = condition;
    const name = `${each ? `${each}:` : ''}${operator}${ifExists ? 'IfExists' : ''}`;
    const found = [...(facts.get(key.toLowerCase()) ?? [])];
    lines.push({ element: name, key, wanted: [...values], found, ok: holds(condition, facts, variables) });
  }
  return lines;
}

function names({ by }: Principals, principal: Question['principal']): boolean {
  const listed = principal ? (by[principal.type] ?? []) : [];
  return listed.some((name) => (name === '*' && principal?.type === 'AWS') || principal?.names.includes(name));
}
