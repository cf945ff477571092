// Models the grammar of IAM policy documents (IAM User Guide, "Grammar of the IAM JSON policy language") and MalformedPolicyDocument as IAM words it.
// IAM is closed. Some of its words are known from what people have quoted in public; others are worded after those, and where nothing near is known
// it says "Syntax errors in policy.", which the service is known to say too. None of them is promised to be the service's own, letter for letter.
// Left out: size limits, the list of actions each service has, wrong Sids, warnings.

import { isJsonObject, type Members } from '../../../trace/json.ts';
import { parseJson } from '../../crypto/jws.ts';
import { goJsonFault } from '../../http/go-json.ts';
import { MODELLED, OPERATORS } from './conditions.ts';

export interface ConditionTest {
  /** Without prefix and suffix: "StringEquals". */
  readonly operator: string;
  readonly each?: 'ForAnyValue' | 'ForAllValues';
  readonly ifExists: boolean;
  /** As written: "oidc.example/id/A:sub". */
  readonly key: string;
  readonly values: readonly string[];
}

export interface Principals {
  readonly negated: boolean;
  /** Type ("Federated") → values; "*" alone stands under AWS. */
  readonly by: Readonly<Record<string, readonly string[]>>;
}

export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals?: Principals;
  readonly actions: { readonly negated: boolean; readonly patterns: readonly string[] };
  /** Absent in trust policies, which speak of the role they stand in. */
  readonly resources?: { readonly negated: boolean; readonly patterns: readonly string[] };
  readonly conditions: readonly ConditionTest[];
}

export interface Policy {
  readonly variables: boolean;
  readonly statements: readonly Statement[];
}

/** "trust": who may assume the role. "permissions": what it may do then. */
export type PolicyKind = 'trust' | 'permissions';

export interface PolicyFault {
  readonly code: 'MalformedPolicyDocument' | 'NotModelled';
  readonly message: string;
  /** Where the JSON stops being JSON, counted from 1. */
  readonly line?: number;
  readonly column?: number;
}

export type ReadPolicy = { ok: true; policy: Policy } | { ok: false; fault: PolicyFault };

class Fault extends Error {
  readonly code: PolicyFault['code'];
  constructor(message: string, code: PolicyFault['code'] = 'MalformedPolicyDocument') {
    super(message);
    this.code = code;
  }
}
const SYNTAX = 'Syntax errors in policy.';
const bad = (message = SYNTAX): never => {
  throw new Fault(message);
};

/** The longest document IAM's API takes at all. */
const LONGEST = 131_072;

export function readPolicy(text: string, kind: PolicyKind): ReadPolicy {
  if (text.length > LONGEST || nesting(text) > 50) return { ok: false, fault: { code: 'MalformedPolicyDocument', message: SYNTAX } };
  const value = parseJson(text);
  const broken = value === undefined ? goJsonFault(text) : undefined;
  if (broken) {
    const before = text.slice(0, broken.at).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { ok: false, fault: { code: 'MalformedPolicyDocument', message: SYNTAX, line: before.length, column } };
  }
  try {
    return { ok: true, policy: document(value, kind) };
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, fault: { code: fault.code, message: fault.message } };
    throw fault;
  }
}

/** A policy is six deep at most. What is nested without end must not reach the readers, which go down by calling themselves. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const letter of text) {
    if (letter === '[' || letter === '{') deepest = Math.max(deepest, ++depth);
    else if (letter === ']' || letter === '}') depth--;
  }
  return deepest;
}

function document(value: unknown, kind: PolicyKind): Policy {
  if (!isJsonObject(value)) return bad();
  only(value, ['Version', 'Id', 'Statement']);
  const { Version: version = '2008-10-17', Statement: given } = value;
  if (version !== '2012-10-17' && version !== '2008-10-17') bad();
  const list = Array.isArray(given) ? (given as unknown[]) : given === undefined ? bad('Missing required field Statement') : [given];
  if (!list.length) bad(kind === 'trust' ? SYNTAX : 'Policy document must contain at least one statement.');
  const statements = list.map((one) => statement(one, kind));
  const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== '');
  if (new Set(sids).size < sids.length) bad('Statement IDs (SID) in a single policy must be unique.');
  return { variables: version === '2012-10-17', statements };
}

function only(members: Members, known: readonly string[]): void {
  const stranger = Object.keys(members).find((name) => !known.includes(name));
  if (stranger !== undefined) bad(`Unknown field ${stranger}`);
}

const FIELDS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function statement(value: unknown, kind: PolicyKind): Statement {
  if (!isJsonObject(value)) return bad();
  only(value, FIELDS);
  const { Sid: sid = '', Effect: effect, Condition: condition } = value;
  if (typeof sid !== 'string') return bad();
  if (kind === 'permissions' && !/^[A-Za-z0-9]*$/.test(sid))
    bad('Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*');
  if (effect === undefined) bad('Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') return bad(`Invalid effect: ${String(effect)}`);
  const trust = kind === 'trust';
  if (trust) for (const name of ['Resource', 'NotResource']) if (value[name] !== undefined) bad(`Has prohibited field ${name}`);
  const actions = either(value, 'Action', trust ? 'Missing required field Action' : 'Policy statement must contain actions.');
  for (const action of actions.patterns) checkAction(action, kind);
  const common = { sid, effect, actions, conditions: condition === undefined ? [] : conditions(condition) } as const;
  if (trust) return { ...common, principals: principals(value) };
  if (value.Principal !== undefined || value.NotPrincipal !== undefined) bad('Policy document should not specify a principal.');
  const resources = either(value, 'Resource', 'Policy statement must contain resources.');
  for (const resource of resources.patterns)
    if (resource !== '*' && !/^arn:[^:]+:[^:]*:[^:]*:[^:]*:.+/s.test(resource)) bad(`Resource ${resource} must be in ARN format or "*".`);
  return { ...common, resources };
}

/** One of NAME and NotNAME, never both. */
function either(value: Members, name: string, missing: string): { negated: boolean; patterns: readonly string[] } {
  const plain = value[name];
  const negated = value[`Not${name}`];
  if (plain !== undefined && negated !== undefined) bad();
  if (plain === undefined && negated === undefined) bad(missing);
  const patterns = texts(plain ?? negated);
  if (!patterns.length) bad(missing);
  return { negated: plain === undefined, patterns };
}

function texts(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.map((one) => (typeof one === 'string' ? one : bad()));
}

function checkAction(action: string, kind: PolicyKind): void {
  if (kind === 'trust') {
    if (action !== '*' && !/^sts:/i.test(action)) bad('AssumeRole policy may only specify STS AssumeRole actions.');
    return;
  }
  if (action === '*') return;
  if (!action.includes(':')) bad('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) bad(`Action ${action} is not valid.`);
}

const PRINCIPAL_TYPES = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

function principals(value: Members): Principals {
  const { Principal: plain, NotPrincipal: negated } = value;
  if (plain !== undefined && negated !== undefined) bad();
  const given = plain ?? negated;
  if (given === undefined) return bad('Missing required field Principal');
  if (given === '*') return { negated: plain === undefined, by: { AWS: ['*'] } };
  if (!isJsonObject(given)) return bad();
  const by: Record<string, readonly string[]> = {};
  for (const [type, who] of Object.entries(given)) {
    if (!PRINCIPAL_TYPES.includes(type)) bad(`Invalid principal in policy: "${type.toUpperCase()}":"${texts(who)[0] ?? ''}"`);
    by[type] = texts(who);
    for (const one of by[type] ?? []) checkPrincipal(type, one);
  }
  if (!Object.keys(by).length) bad('Missing required field Principal cannot be empty!');
  return { negated: plain === undefined, by };
}

function checkPrincipal(type: string, who: string): void {
  const invalid = () => bad(`Invalid principal in policy: "${type.toUpperCase()}":"${who}"`);
  if (
    type === 'AWS' &&
    who !== '*' &&
    !/^\d{12}$/.test(who) &&
    !/^arn:aws[a-z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+)$/.test(who)
  )
    invalid();
  if (type === 'Service' && !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(who)) invalid();
  if (type !== 'Federated') return;
  if (/^arn:/.test(who)) {
    if (!/^arn:aws[a-z-]*:iam::\d{12}:(oidc-provider\/[^\s/][^\s]*|saml-provider\/[\w._-]+)$/.test(who)) invalid();
  } else if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(who)) bad('Federated principals must be valid domain names or SAML metadata ARNs');
}

function conditions(value: unknown): readonly ConditionTest[] {
  if (!isJsonObject(value)) return bad();
  return Object.entries(value).flatMap(([written, block]) => {
    const [, each, rest = ''] = /^(?:(ForAnyValue|ForAllValues):)?(.*)$/s.exec(written) ?? [];
    const ifExists = rest.endsWith('IfExists') && rest !== 'NullIfExists';
    const operator = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
    if (!OPERATORS.includes(operator)) bad(`Invalid Condition type : ${written}.`);
    if (!MODELLED.includes(operator)) throw new Fault(`this simulator does not model the condition operator ${operator}`, 'NotModelled');
    if (!isJsonObject(block)) return bad();
    return Object.entries(block).map(([key, given]): ConditionTest => {
      if (!key.includes(':')) bad('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
      const list = Array.isArray(given) ? (given as unknown[]) : [given];
      const values = list.map((one) => (['string', 'number', 'boolean'].includes(typeof one) ? String(one) : bad()));
      return { operator, ...(each ? { each: each as 'ForAnyValue' | 'ForAllValues' } : {}), ifExists, key, values };
    });
  });
}
