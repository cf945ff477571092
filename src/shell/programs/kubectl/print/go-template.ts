// The part of Go's templates that handbooks use with kubectl: fields, range, if/else, with, index, eq, len, printf-free pipelines, base64decode.
// Left out: variables, nested templates, printf, and the rest; they say so.
import { plainError } from '../failure.ts';
import { goText } from './go-text.ts';

type Part = { kind: 'text'; text: string } | { kind: 'action'; words: string[] };

export function goTemplate(template: string, root: unknown): string {
  const reader = { parts: split(template), at: 0 };
  return run(reader, root, true);
}

interface Reader {
  parts: Part[];
  at: number;
}

function split(template: string): Part[] {
  const parts: Part[] = [];
  let i = 0;
  for (;;) {
    const open = template.indexOf('{{', i);
    let text = open < 0 ? template.slice(i) : template.slice(i, open);
    if (open >= 0 && template.startsWith('{{- ', open)) text = text.trimEnd();
    if (text) parts.push({ kind: 'text', text });
    if (open < 0) return parts;
    const close = template.indexOf('}}', open);
    if (close < 0) throw plainError(`error parsing template ${template}, template: output:1: unclosed action`);
    const inner = template.slice(open + 2, close).replace(/^-\s/, '').replace(/\s-$/, '');
    if (!/^\s*\/\*/.test(inner)) parts.push({ kind: 'action', words: inner.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|[()|]|[^\s()|]+/g) ?? [] });
    i = close + 2;
    if (template.startsWith(' -}}', close - 2)) i += (/^\s*/.exec(template.slice(i))?.[0] ?? '').length;
  }
}

/** Runs until the block's end or else; `active` false skips. */
function run(reader: Reader, dot: unknown, active: boolean): string {
  let out = '';
  while (reader.at < reader.parts.length) {
    const part = reader.parts[reader.at];
    if (part?.kind === 'text') {
      if (active) out += part.text;
      reader.at++;
      continue;
    }
    const [head, ...rest] = part?.words ?? [];
    if (head === 'end' || head === 'else') return out;
    reader.at++;
    if (head === 'range') out += range(reader, dot, rest, active);
    else if (head === 'if' || head === 'with') {
      const value = active ? pipeline(rest, dot) : undefined;
      const yes = active && truthy(value);
      out += run(reader, head === 'with' && yes ? value : dot, yes);
      out += otherwise(reader, dot, active && !yes);
    } else if (active && head !== undefined) out += goText(pipeline([head, ...rest], dot)).replace('<nil>', '<no value>');
  }
  return out;
}

function otherwise(reader: Reader, dot: unknown, active: boolean): string {
  const part = reader.parts[reader.at++];
  if (part?.kind !== 'action' || part.words[0] !== 'else') return '';
  if (part.words[1] === 'if') {
    const yes = active && truthy(pipeline(part.words.slice(2), dot));
    return run(reader, dot, yes) + otherwise(reader, dot, active && !yes);
  }
  const out = run(reader, dot, active);
  reader.at++;
  return out;
}

function range(reader: Reader, dot: unknown, words: string[], active: boolean): string {
  const value = active ? pipeline(words, dot) : undefined;
  const items = Array.isArray(value) ? value : value && typeof value === 'object' ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, v]) => v as unknown) : [];
  const start = reader.at;
  let out = '';
  for (const item of items) {
    reader.at = start;
    out += run(reader, item, true);
  }
  if (!items.length) run(reader, dot, false);
  return out + otherwise(reader, dot, active && !items.length);
}

const truthy = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== null && typeof value === 'object' ? Object.keys(value).length > 0 : Boolean(value));

function pipeline(words: string[], dot: unknown): unknown {
  const commands: string[][] = [[]];
  let depth = 0;
  for (const word of words) {
    depth += word === '(' ? 1 : word === ')' ? -1 : 0;
    if (word === '|' && depth === 0) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  let piped: unknown[] = [];
  for (const command of commands) piped = [evaluate(command, dot, piped)];
  return piped[0];
}

function evaluate(words: string[], dot: unknown, piped: unknown[]): unknown {
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
      args.push(pipeline(words.slice(from, i), dot));
    } else args.push(operand(word, dot));
  }
  args.push(...piped);
  return isCall ? call(name, args) : args[0];
}

function operand(word: string, dot: unknown): unknown {
  if (/^["`]/.test(word)) return word.startsWith('"') ? (JSON.parse(word) as string) : word.slice(1, -1);
  if (/^-?\d+$/.test(word)) return Number(word);
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'nil') return null;
  if (!word.startsWith('.')) throw plainError(`this simulator does not model "${word}" in Go templates. Nearest: -o jsonpath=…`);
  return word.split('.').filter(Boolean).reduce<unknown>((value, key) => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined), dot);
}

function call(name: string, args: unknown[]): unknown {
  const [a, b] = args;
  switch (name) {
    case 'index': return args.slice(1).reduce<unknown>((value, key) => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[String(key)] : undefined), a);
    case 'len': return Array.isArray(a) || typeof a === 'string' ? a.length : Object.keys((a ?? {}) as object).length;
    case 'eq': return args.slice(1).some((other) => other === a);
    case 'ne': return a !== b;
    case 'not': return !truthy(a);
    case 'and': return args.every(truthy) ? args.at(-1) : args.find((v) => !truthy(v));
    case 'or': return args.find(truthy) ?? args.at(-1);
    case 'print': return args.map(goText).join('');
    case 'println': return `${args.map(goText).join(' ')}\n`;
    case 'base64decode': return new TextDecoder().decode(Uint8Array.from(atob(String(a)), (c) => c.charCodeAt(0)));
    default: throw plainError(`this simulator does not model the function "${name}" of Go templates. Nearest: -o jsonpath=…`);
  }
}
