// How far a role and a binding's subjects are from allowing a request: the measure behind near misses. Nothing upstream does this.
import type { PolicyRule, RequestAttributes, UserInfo } from '../../../trace/event.ts';
import { RBAC_GROUP, type Subject } from './rbac/objects.ts';
import { combinedResource, groupMatches, nameMatches, resourceMatches, urlMatches, verbMatches } from './rbac/rule-match.ts';
import { subjectMatches } from './rbac/subject-match.ts';

export type Difference = 'verb' | 'group' | 'resource' | 'name' | 'url';

/** A change of one word counts 1, of something that decides what the rule is about 2; a rule of its own 3. */
const COST: Record<Difference, number> = { verb: 1, name: 1, resource: 2, group: 2, url: 2 };
export const NEW_RULE_COST = 3;

export interface RuleJudgement {
  differences: readonly Difference[];
  cost: number;
}

/** What keeps one rule from covering the request; undefined when it is about something else altogether. */
export function judgeRule(rule: PolicyRule, a: RequestAttributes): RuleJudgement | undefined {
  const differences: Difference[] = verbMatches(rule, a.verb) ? [] : ['verb'];
  if (!a.isResourceRequest) {
    if (!rule.nonResourceURLs?.length) return undefined;
    if (!rule.nonResourceURLs.some((u) => urlMatches(u, a.path))) differences.push('url');
  } else {
    if (!rule.resources?.length) return undefined;
    if (!groupMatches(rule, a.apiGroup)) differences.push('group');
    if (!resourceMatches(rule, combinedResource(a), a.subresource)) differences.push('resource');
    if (!nameMatches(rule, a.name)) differences.push('name');
  }
  let cost = differences.reduce((sum, d) => sum + COST[d], 0);
  if (differences.includes('resource') && sameResource(rule, a)) cost -= 0.5;
  return { differences, cost };
}

/** `pods` asked for where `pods/log` is granted, or the other way round, or in another spelling. */
const sameResource = (rule: PolicyRule, a: RequestAttributes): boolean =>
  rule.resources?.some((r) => (r.split('/')[0] ?? '').toLowerCase() === a.resource.toLowerCase()) ?? false;

export interface RoleJudgement {
  covers: boolean;
  /** 0 when it covers. */
  cost: number;
  /** The nearest rule and what it lacks; undefined when a new rule is the shorter way. */
  nearest: { index: number; rule: PolicyRule; differences: readonly Difference[] } | undefined;
  /** Stars make a role broad: of two that cover, the narrower is the better advice. */
  broad: boolean;
}

export function judgeRules(rules: readonly PolicyRule[], a: RequestAttributes): RoleJudgement {
  let best: RoleJudgement['nearest'];
  let cost = NEW_RULE_COST;
  rules.forEach((rule, index) => {
    const judged = judgeRule(rule, a);
    if (judged && judged.cost < cost) {
      cost = judged.cost;
      best = { index, rule, differences: judged.differences };
    }
  });
  const broad = rules.some((r) => r.verbs.includes('*') && (r.resources?.includes('*') || r.nonResourceURLs?.includes('*')));
  return { covers: cost === 0, cost, nearest: best, broad };
}

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The subject that names exactly this user. */
export function subjectOf(user: UserInfo): Subject {
  const [, namespace, name] = SERVICE_ACCOUNT.exec(user.name) ?? [];
  return namespace && name ? { kind: 'ServiceAccount', name, namespace } : { kind: 'User', apiGroup: RBAC_GROUP, name: user.name };
}

export const subjectText = ({ kind, name, namespace }: Subject): string =>
  kind === 'ServiceAccount' ? `ServiceAccount ${namespace}/${name}` : `${kind} ${name}`;

export interface SubjectJudgement {
  namesYou: boolean;
  /** 0 names you, 1 almost does, 2 is about others. */
  cost: number;
  /** The subject that almost names you. */
  almost?: { index: number; why: string };
}

const NAMES_YOU: SubjectJudgement = { namesYou: true, cost: 0 };
const OTHERS: SubjectJudgement = { namesYou: false, cost: 2 };

/** Compares subjects with one user; made once, asked for thousands of bindings. */
export class SubjectJudge {
  readonly you: Subject;
  readonly #user: UserInfo;
  readonly #name: Spelling;
  readonly #groups: readonly Spelling[];

  constructor(user: UserInfo) {
    this.#user = user;
    this.you = subjectOf(user);
    this.#name = new Spelling(user.name);
    this.#groups = user.groups.map((g) => new Spelling(g));
  }

  judge(subjects: readonly Subject[], bindingNamespace: string): SubjectJudgement {
    for (const subject of subjects) if (subjectMatches(subject, this.#user, bindingNamespace)) return NAMES_YOU;
    for (let index = 0; index < subjects.length; index++) {
      const subject = subjects[index];
      const why = subject && this.#almost(subject, bindingNamespace);
      if (why) return { namesYou: false, cost: 1, almost: { index, why } };
    }
    return OTHERS;
  }

  /** The usual slips: wrong kind, wrong namespace of a service account, a missing prefix, other case. */
  #almost(subject: Subject, bindingNamespace: string): string | undefined {
    const { you } = this;
    if (subject.kind === 'ServiceAccount') {
      const named = `names ServiceAccount ${subject.namespace || bindingNamespace}/${subject.name}`;
      if (you.kind === 'ServiceAccount') return subject.name === you.name ? `${named}, you are in namespace ${you.namespace}` : undefined;
      return subject.name === this.#user.name ? `${named}, you are ${subjectText(you)}` : undefined;
    }
    if (subject.kind === 'Group') {
      if (subject.name === this.#user.name || subject.name === you.name) return `names Group ${subject.name}, you are ${subjectText(you)}`;
      const group = this.#groups.find((g) => g.isNear(subject.name));
      return group && `names Group ${subject.name}, your group is ${group.text}`;
    }
    if (this.#user.groups.includes(subject.name)) return `names User ${subject.name}, you are in the group ${subject.name}`;
    return this.#name.isNear(subject.name) || subject.name === you.name ? `names User ${subject.name}, you are ${this.#user.name}` : undefined;
  }
}

/** A name and what people write when they mean it. */
class Spelling {
  readonly text: string;
  readonly #lower: string;

  constructor(text: string) {
    this.text = text;
    this.#lower = text.toLowerCase();
  }

  /** In other case, with a letter too many or too few, or with or without the prefix that an issuer puts before it (`oidc:`, `https://issuer#`). */
  isNear(other: string): boolean {
    if (other === '') return false;
    const { text } = this;
    if (other.length === text.length) return other !== text && other.toLowerCase() === this.#lower;
    const [long, short] = other.length > text.length ? [other, text] : [text, other];
    if (long.length === short.length + 1 && isOneLetterMore(long, short)) return true;
    const before = long[long.length - short.length - 1];
    return (before === ':' || before === '#') && long.endsWith(short);
  }
}

/** Short names and numbers differ by one sign and mean somebody else. */
function isOneLetterMore(long: string, short: string): boolean {
  let at = 0;
  while (at < short.length && long[at] === short[at]) at++;
  return short.length >= 4 && /[a-z]/i.test(long[at] ?? '') && long.slice(at + 1) === short.slice(at);
}

const few = (list: readonly string[] | undefined, empty = 'none'): string => {
  const shown = (list ?? []).slice(0, 4).map((s) => s || 'core');
  return shown.length ? `${shown.join(', ')}${(list?.length ?? 0) > 4 ? ', …' : ''}` : empty;
};

/** What a role's nearest rule lacks, in a few words. */
export function roleText(judged: RoleJudgement, a: RequestAttributes): string {
  const { nearest } = judged;
  const asked = a.isResourceRequest ? combinedResource(a) : a.path;
  if (nearest?.differences.length !== 1) return `no rule for ${a.verb || 'this method on'} ${asked}`;
  const { rule } = nearest;
  switch (nearest.differences[0]) {
    case 'verb':
      return `verbs: ${few(rule.verbs)}, not ${a.verb || 'none'}`;
    case 'group':
      return `API groups: ${few(rule.apiGroups)}, not ${a.apiGroup || 'core'}`;
    case 'resource':
      return `resources: ${few(rule.resources)}, not ${asked}`;
    case 'name':
      return a.name ? `names: ${few(rule.resourceNames)}, not ${a.name}` : `only by name: ${few(rule.resourceNames)}`;
    default:
      return `paths: ${few(rule.nonResourceURLs)}, not ${asked}`;
  }
}
