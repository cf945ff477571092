// Models apimachinery pkg/labels/selector.go: parsing and matching of label selectors. Left out: nothing that a list request can say.

import { labelKeyFaults, labelValueFaults } from '../apiserver/resources/validation/names.ts';
import { goQuote } from './go-format.ts';

type Operator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

export interface Requirement {
  key: string;
  operator: Operator;
  values: readonly string[];
}

export type Labels = Readonly<Record<string, string>>;
export type ParsedSelector = { requirements: Requirement[] } | { error: string };

class SelectorFault extends Error {}
const fail = (text: string): never => {
  throw new SelectorFault(text);
};

type Token = { kind: 'id' | 'op' | 'end'; text: string };
const SYMBOLS = ['==', '!=', '=', '!', '(', ')', ',', '>', '<'];
const OPERATORS: Record<string, Operator> = { '=': '=', '==': '==', '!=': '!=', in: 'in', notin: 'notin', '>': 'gt', '<': 'lt' };

function tokens(text: string): Token[] {
  const out: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/[ \t\r\n]/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    const symbol = SYMBOLS.find((s) => text.startsWith(s, at));
    if (symbol) {
      out.push({ kind: 'op', text: symbol });
      at += symbol.length;
      continue;
    }
    const word = /^[^=!(),<> \t\r\n]+/.exec(text.slice(at))?.[0] ?? '';
    out.push({ kind: 'id', text: word });
    at += word.length;
  }
  return out;
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;
  constructor(text: string) {
    this.#tokens = tokens(text);
  }
  get next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }
  take(): Token {
    const token = this.next;
    this.#at++;
    return token;
  }
  is(text: string): boolean {
    return this.next.kind === 'op' && this.next.text === text;
  }
  get startsRequirement(): boolean {
    return this.next.kind === 'id' || this.is('!');
  }

  parse(): Requirement[] {
    const out: Requirement[] = [];
    while (this.next.kind !== 'end') {
      if (!this.startsRequirement) fail(`found '${this.next.text}', expected: !, identifier, or 'end of string'`);
      try {
        out.push(this.requirement());
      } catch (fault) {
        if (fault instanceof SelectorFault) fail(`unable to parse requirement: ${fault.message}`);
        throw fault;
      }
      const after = this.take();
      if (after.kind === 'end') break;
      if (after.text !== ',') fail(`found '${after.text}', expected: ',' or 'end of string'`);
      if (!this.startsRequirement) fail(`found '${this.next.text}', expected: identifier after ','`);
    }
    return out;
  }

  requirement(): Requirement {
    const negated = this.is('!');
    if (negated) this.take();
    const key = this.take();
    if (key.kind !== 'id') fail(`found '${key.text}', expected: identifier`);
    const faults = labelKeyFaults(key.text);
    if (faults.length) fail(`key: Invalid value: ${goQuote(key.text)}: ${faults.join('; ')}`);
    if (negated) return { key: key.text, operator: '!', values: [] };
    if (this.next.kind === 'end' || this.is(',')) return { key: key.text, operator: 'exists', values: [] };
    const word = this.take();
    const operator = OPERATORS[word.text];
    if (!operator) return fail(`found '${word.text}', expected: in, notin, =, ==, !=, gt, lt`);
    const values = operator === 'in' || operator === 'notin' ? this.set() : [this.exact()];
    return checked({ key: key.text, operator, values });
  }

  exact(): string {
    if (this.next.kind === 'end' || this.is(',')) return '';
    const token = this.take();
    return token.kind === 'id' ? token.text : fail(`found '${token.text}', expected: identifier`);
  }

  set(): string[] {
    const open = this.take();
    if (open.text !== '(') fail(`found '${open.text}' expected: '('`);
    if (this.is(')')) {
      this.take();
      return [];
    }
    if (this.next.kind !== 'id' && !this.is(',')) fail(`found '${this.next.text}', expected: ',', ')' or identifier`);
    const out = new Set<string>();
    for (;;) {
      const token = this.take();
      if (token.kind === 'id') {
        out.add(token.text);
        if (this.is(')')) break;
        if (!this.is(',')) fail(`found '${this.next.text}', expected: ',' or ')'`);
      } else if (token.text === ',') {
        if (out.size === 0) out.add('');
        if (this.is(')')) {
          out.add('');
          break;
        }
        if (this.is(',')) {
          this.take();
          out.add('');
        }
      } else fail(`found '${token.text}', expected: ',', or identifier`);
    }
    this.take();
    return [...out].sort();
  }
}

function checked(r: Requirement): Requirement {
  if ((r.operator === 'in' || r.operator === 'notin') && r.values.length === 0)
    fail("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty");
  if ((r.operator === 'gt' || r.operator === 'lt') && !/^[+-]?\d+$/.test(r.values[0] ?? ''))
    fail(`values[0]: Invalid value: ${goQuote(r.values[0] ?? '')}: for 'Gt', 'Lt' operators, the value must be an integer`);
  r.values.forEach((value, i) => {
    const faults = labelValueFaults(value);
    if (faults.length) fail(`values[${i}][${r.key}]: Invalid value: ${goQuote(value)}: ${faults.join('; ')}`);
  });
  return r;
}

export function parseLabelSelector(text: string): ParsedSelector {
  try {
    return { requirements: new Parser(text).parse() };
  } catch (fault) {
    if (fault instanceof SelectorFault) return { error: fault.message };
    throw fault;
  }
}

export function matchesLabels(requirements: readonly Requirement[], labels: Labels = {}): boolean {
  return requirements.every(({ key, operator, values }) => {
    const has = Object.hasOwn(labels, key);
    const value = labels[key] ?? '';
    switch (operator) {
      case '=':
      case '==':
      case 'in':
        return has && values.includes(value);
      case '!=':
      case 'notin':
        return !has || !values.includes(value);
      case 'exists':
        return has;
      case '!':
        return !has;
      default: {
        if (!has || !/^[+-]?\d+$/.test(value)) return false;
        return operator === 'gt' ? Number(value) > Number(values[0]) : Number(value) < Number(values[0]);
      }
    }
  });
}

/** metav1.LabelSelector: of role aggregation and workloads. An empty selector matches everything. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

const EXPRESSIONS: Record<string, Operator> = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!' };

export const selectorRequirements = (selector: LabelSelector): Requirement[] => [
  ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, operator: '=' as const, values: [value] })),
  ...(selector.matchExpressions ?? []).flatMap(({ key, operator, values }) => {
    const known = EXPRESSIONS[operator];
    return known ? [{ key, operator: known, values: values ?? [] }] : [];
  }),
];
