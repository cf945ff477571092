// Models cel-go's string.format (ext/formatting.go): its clauses, its words when a clause and a value do not fit, and what its checker finds in a literal.
// Left out: locales (the server has none but en_US).
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { shortestG } from '../../http/go-float.ts';

export interface Clause {
  /** d, s, f, e, b, o, x, X. */
  verb: string;
  precision: number;
}

const fault = (text: string): never => {
  throw new Error(text);
};

/** The pieces of a format: texts and clauses in turn; a fault has cel-go's words. */
export function readFormat(format: string): (string | Clause)[] {
  const parts: (string | Clause)[] = [];
  let text = '';
  for (let at = 0; at < format.length; at++) {
    if (format[at] !== '%') {
      text += format[at];
      continue;
    }
    if (format[at + 1] === '%') {
      text += '%';
      at++;
      continue;
    }
    const clause = /^%(?:\.(\d+))?([\s\S]?)/.exec(format.slice(at));
    const verb = clause?.[2] ?? '';
    if (verb === '') return fault('unexpected end of string');
    if (!/[dsfebox]/i.test(verb) || /[DSFEBO]/.test(verb)) return fault(`unrecognized formatting clause "${verb}"`);
    parts.push(text, { verb, precision: clause?.[1] === undefined ? 6 : Number(clause[1]) });
    text = '';
    at += (clause?.[0].length ?? 1) - 1;
  }
  return [...parts, text];
}

export const CLAUSES: Readonly<Record<string, { types: readonly string[]; words: string }>> = {
  s: {
    types: ['string', 'bool', 'bytes', 'int', 'uint', 'double', 'map', 'list', 'type', 'duration', 'timestamp', 'null'],
    words: 'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  },
  d: { types: ['int', 'uint', 'double'], words: 'decimal clause can only be used on integers' },
  f: { types: ['double', 'int', 'uint'], words: 'fixed-point clause can only be used on doubles' },
  e: { types: ['double', 'int', 'uint'], words: 'scientific clause can only be used on doubles' },
  b: { types: ['int', 'uint', 'bool'], words: 'only integers and bools can be formatted as binary' },
  x: { types: ['int', 'uint', 'string', 'bytes'], words: 'only integers, byte buffers, and strings can be formatted as hex' },
  X: { types: ['int', 'uint', 'string', 'bytes'], words: 'only integers, byte buffers, and strings can be formatted as hex' },
  o: { types: ['int', 'uint'], words: 'octal clause can only be used on integers' },
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (value instanceof UnsignedInt) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Duration) return 'duration';
  if (value instanceof Date) return 'timestamp';
  return Array.isArray(value) ? 'list' : 'map';
}

function shown(value: unknown): string {
  switch (typeOf(value)) {
    case 'double':
      return shortestG(value as number);
    case 'uint':
      return String((value as UnsignedInt).value);
    case 'bytes':
      return new TextDecoder().decode(value as Uint8Array);
    case 'timestamp':
      return (value as Date).toISOString().replace(/\.?0*Z$/, 'Z');
    case 'list':
      return `[${(value as unknown[]).map(shown).join(', ')}]`;
    case 'map': {
      const pairs = value instanceof Map ? [...value] : Object.entries(value as object);
      return `{${pairs
        .map(([key, inner]) => `${shown(key)}: ${shown(inner)}`)
        .sort()
        .join(', ')}}`;
    }
    default:
      return String(value);
  }
}

const hex = (text: string): string => [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const exponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');

function clauseText({ verb, precision }: Clause, value: unknown): string {
  const clause = CLAUSES[verb];
  const type = typeOf(value);
  if (!clause?.types.includes(type)) return fault(`error during formatting: ${clause?.words}, was given ${type}`);
  const integer = value instanceof UnsignedInt ? value.value : value;
  if (verb === 'f') return Number(integer).toFixed(precision);
  if (verb === 'e') return exponent(Number(integer).toExponential(precision));
  if (verb === 'b') return type === 'bool' ? (value ? '1' : '0') : (integer as bigint).toString(2);
  if (verb === 'o') return (integer as bigint).toString(8);
  if (verb === 'x' || verb === 'X') {
    const text =
      type === 'string' ? hex(value as string) : type === 'bytes' ? hex(new TextDecoder().decode(value as Uint8Array)) : (integer as bigint).toString(16);
    return verb === 'X' ? text.toUpperCase() : text;
  }
  return shown(value);
}

export function formatted(format: string, given: readonly unknown[]): string {
  let at = 0;
  return readFormat(format)
    .map((part) => {
      if (typeof part === 'string') return part;
      if (at >= given.length) return fault(`index ${at} out of range`);
      return clauseText(part, given[at++]);
    })
    .join('');
}
