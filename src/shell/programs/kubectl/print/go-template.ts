// The part of Go's templates that handbooks use with kubectl: fields, variables, range, if/else, with, index, eq, len, pipelines, base64decode.
// Left out: define and template, printf's flags, methods; they say so.
import { plainError } from '../failure.ts';
import { call, fieldOf, truthy } from './go-template-functions.ts';
import { goText } from './go-text.ts';

type Part = { kind: 'text'; text: string } | { kind: 'action'; words: string[] };
type Variables = ReadonlyMap<string, unknown>;

interface Scope {
  dot: unknown;
  variables: Variables;
}

export const goTemplate = (template: string, root: unknown): string => new Template(template).run({ dot: root, variables: new Map([['$', root]]) }, true);

function split(template: string): Part[] {
  const parts: Part[] = [];
  for (let i = 0; ; ) {
    const open = template.indexOf('{{', i);
    let text = open < 0 ? template.slice(i) : template.slice(i, open);
    if (open >= 0 && /^\{\{-\s/.test(template.slice(open))) text = text.trimEnd();
    if (text) parts.push({ kind: 'text', text });
    if (open < 0) return parts;
    const close = template.indexOf('}}', open);
    if (close < 0) throw plainError(`error parsing template ${template}, template: output:1: unclosed action`);
    const raw = template.slice(open + 2, close);
    const inner = raw.replace(/^-\s/, '').replace(/\s-$/, '');
    if (!/^\s*\/\*/.test(inner)) parts.push({ kind: 'action', words: inner.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|:=|[()|,=]|[^\s()|,:=]+/g) ?? [] });
    i = close + 2;
    if (/\s-$/.test(raw)) i += (/^\s*/.exec(template.slice(i))?.[0] ?? '').length;
  }
}

class Template {
  readonly #parts: Part[];
  #at = 0;

  constructor(template: string) {
    this.#parts = split(template);
  }

  /** Runs until the block's end or else; without `active` it only finds it. */
  run(scope: Scope, active: boolean): string {
    let out = '';
    let { variables } = scope;
    while (this.#at < this.#parts.length) {
      const part = this.#parts[this.#at];
      if (part?.kind === 'text') {
        if (active) out += part.text;
        this.#at++;
        continue;
      }
      const [head = '', ...rest] = part?.words ?? [];
      if (head === 'end' || head === 'else') return out;
      this.#at++;
      const here = { dot: scope.dot, variables };
      if (head === 'range') out += this.#range(here, rest, active);
      else if (head === 'if' || head === 'with') out += this.#branch(here, rest, active, head === 'with');
      else if (active && (rest[0] === ':=' || rest[0] === '=')) variables = new Map(variables).set(head, pipeline(rest.slice(1), here));
      else if (active && head) out += goText(pipeline([head, ...rest], here)).replace('<nil>', '<no value>');
    }
    return out;
  }

  #branch(scope: Scope, words: string[], active: boolean, moves: boolean): string {
    const value = active ? pipeline(words, scope) : undefined;
    const yes = active && truthy(value);
    return this.run(moves && yes ? { ...scope, dot: value } : scope, yes) + this.#otherwise(scope, active && !yes);
  }

  /** Passes the end; runs what follows an else when nothing ran before it. */
  #otherwise(scope: Scope, active: boolean): string {
    const part = this.#parts[this.#at++];
    if (part?.kind !== 'action' || part.words[0] !== 'else') return '';
    if (part.words[1] === 'if') return this.#branch(scope, part.words.slice(2), active, false);
    const out = this.run(scope, active);
    this.#at++;
    return out;
  }

  #range(scope: Scope, words: string[], active: boolean): string {
    const assign = words.indexOf(':=');
    const names = assign < 0 ? [] : words.slice(0, assign).filter((word) => word !== ',');
    const value = active ? pipeline(words.slice(assign + 1), scope) : undefined;
    const items = entriesOf(value);
    const start = this.#at;
    let out = '';
    for (const [key, item] of items) {
      this.#at = start;
      const variables = new Map(scope.variables);
      if (names.length === 2) variables.set(names[0] ?? '', key);
      if (names.length) variables.set(names.at(-1) ?? '', item);
      out += this.run({ dot: item, variables }, true);
    }
    if (!items.length) this.run(scope, false);
    return out + this.#otherwise(scope, active && !items.length);
  }
}

function entriesOf(value: unknown): [unknown, unknown][] {
  if (Array.isArray(value)) return value.map((item: unknown, i) => [i, item]);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
}

function pipeline(words: string[], scope: Scope): unknown {
  const commands: string[][] = [[]];
  let depth = 0;
  for (const word of words) {
    depth += word === '(' ? 1 : word === ')' ? -1 : 0;
    if (word === '|' && depth === 0) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  let piped: unknown[] = [];
  for (const command of commands) piped = [evaluate(command, scope, piped)];
  return piped[0];
}

function evaluate(words: string[], scope: Scope, piped: unknown[]): unknown {
  const args: unknown[] = [];
  const [name = ''] = words;
  const isCall = /^[A-Za-z]/.test(name) && !['true', 'false', 'nil'].includes(name);
  for (let i = isCall ? 1 : 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '(') {
      let depth = 1;
      const from = i + 1;
      for (i++; i < words.length && depth > 0; i++) depth += words[i] === '(' ? 1 : words[i] === ')' ? -1 : 0;
      i--;
      args.push(pipeline(words.slice(from, i), scope));
    } else args.push(operand(word, scope));
  }
  args.push(...piped);
  return isCall ? call(name, args) : args[0];
}

function operand(word: string, { dot, variables }: Scope): unknown {
  if (/^["`]/.test(word)) return word.startsWith('"') ? (JSON.parse(word) as string) : word.slice(1, -1);
  if (/^-?\d+$/.test(word)) return Number(word);
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'nil') return null;
  const variable = /^\$\w*/.exec(word)?.[0];
  if (variable !== undefined) {
    if (!variables.has(variable)) throw plainError(`error parsing template, undefined variable ${JSON.stringify(variable)}`);
    return fieldOf(variables.get(variable), word.slice(variable.length));
  }
  if (!word.startsWith('.')) throw plainError(`this simulator does not model ${JSON.stringify(word)} in Go templates. Nearest: -o jsonpath=…`);
  return fieldOf(dot, word);
}
