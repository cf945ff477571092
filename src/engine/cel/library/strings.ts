// Models cel-go's ext.Strings (version 2) where cel-js has no such function or another answer, and k8s.io/apiserver/pkg/cel/library/regex.go.
// Left out: RE2's own syntax (patterns are JavaScript's, so that lookarounds and back references, which RE2 refuses, are accepted).
import type { Register } from './register.ts';
import { formatted } from './string-format.ts';

const fault = (text: string): never => {
  throw new Error(text);
};

function charAt(text: string, at: bigint): string {
  const letters = [...text];
  if (at < 0n || at > BigInt(letters.length)) return fault(`index out of range: ${at}`);
  return letters[Number(at)] ?? '';
}

function replaceSome(text: string, old: string, next: string, times: bigint): string {
  if (times < 0n) return replaceAll(text, old, next);
  const parts = old === '' ? ['', ...text] : text.split(old);
  const head = parts.slice(0, Number(times) + 1).join(next);
  return [head, ...parts.slice(Number(times) + 1)].join(old);
}

/** A function, because `$&` means something to JavaScript's replaceAll. */
const replaceAll = (text: string, old: string, next: string): string => text.replaceAll(old, () => next);

function pattern(text: string, flags: string): RegExp {
  try {
    return new RegExp(text, `${flags}u`);
  } catch {
    return fault(`Illegal regex: error parsing regexp: ${text}`);
  }
}

function findAll(text: string, regex: string, limit = -1n): string[] {
  const found = [...text.matchAll(pattern(regex, 'g'))].map(([match]) => match);
  return limit < 0n ? found : found.slice(0, Number(limit));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

const quote = (text: string): string => `"${[...text].map((letter) => ESCAPES[letter] ?? letter).join('')}"`;

export function registerStrings({ add, namespace }: Register): void {
  add('string.replace(string, string): string', replaceAll);
  add('string.replace(string, string, int): string', replaceSome);
  add('string.charAt(int): string', charAt);
  add('string.find(string): string', (text: string, regex: string) => pattern(regex, '').exec(text)?.[0] ?? '');
  add('string.findAll(string): list<string>', (text: string, regex: string) => findAll(text, regex));
  add('string.findAll(string, int): list<string>', findAll);
  add('string.format(list): string', formatted);
  namespace('strings', { 'quote(string): string': quote });
}
