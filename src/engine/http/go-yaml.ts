// Models the writer of sigs.k8s.io/yaml: keys sorted, lists not indented, strings quoted only where YAML 1.1 would read something else, long ones
// folded at the first space behind column 80. Left out: keys too long to be simple.
import { isJsonObject } from '../../trace/json.ts';

const INDICATORS = new Set([...',[]{}#&*!|>\'"%@`']);
const BOOL_OR_NULL = new Set([
  'y',
  'Y',
  'yes',
  'Yes',
  'YES',
  'on',
  'On',
  'ON',
  'n',
  'N',
  'no',
  'No',
  'NO',
  'off',
  'Off',
  'OFF',
  'true',
  'True',
  'TRUE',
  'false',
  'False',
  'FALSE',
  '',
  '~',
  'null',
  'Null',
  'NULL',
  '<<',
]);
const NUMBER = /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[0-9][0-9_]*|(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;
const SPECIAL_FLOAT = /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d\d:\d\d(?:\.\d*)?[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?)?)?$/;

/** The document with its last newline. */
export function toYaml(value: unknown): string {
  if (isJsonObject(value) && Object.keys(value).length) return `${mapLines(value, '').join('\n')}\n`;
  if (Array.isArray(value) && value.length) return `${listLines(value, '').join('\n')}\n`;
  return `${scalar(value, '', 0)}\n`;
}

function mapLines(map: Record<string, unknown>, indent: string): string[] {
  const lines: string[] = [];
  for (const key of Object.keys(map).sort(compareKeys)) {
    const value = map[key];
    if (value === undefined) continue;
    const head = `${indent}${text(key, indent, undefined)}:`;
    if (isJsonObject(value) && Object.keys(value).length) lines.push(head, ...mapLines(value, `${indent}  `));
    else if (Array.isArray(value) && value.length) lines.push(head, ...listLines(value, indent));
    else lines.push(`${head} ${scalar(value, `${indent}  `, head.length + 1)}`);
  }
  return lines;
}

function listLines(list: readonly unknown[], indent: string): string[] {
  return list.flatMap((value) => {
    const inner = `${indent}  `;
    const lines =
      isJsonObject(value) && Object.keys(value).length
        ? mapLines(value, inner)
        : Array.isArray(value) && value.length
          ? listLines(value, inner)
          : [inner + scalar(value, inner, inner.length)];
    return lines.map((line, i) => (i === 0 ? `${indent}- ${line.slice(inner.length)}` : line));
  });
}

/** @param column where it begins */
function scalar(value: unknown, indent: string, column: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'object') return '{}';
  return text(String(value), indent, column);
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(value)
    .replace(/e\+?(-?)(\d)$/, 'e$10$2')
    .replace(/e(\d)/, 'e+$1');
}

/** Without a column it is a key, which never breaks. */
function text(value: string, indent: string, column: number | undefined): string {
  const double = () => folded(value, '"', escaped, indent, column);
  if (value.includes('\n') && column !== undefined)
    return isUnprintable(value) || / +$/.test(value) || (/ \n/.test(value) && /^[\s]/.test(value)) ? double() : literal(value, indent);
  if (readsAsSomethingElse(value) || isUnprintable(value) || value.includes('\n')) return double();
  if (isPlain(value)) return folded(value, '', (c) => c, indent, column);
  return folded(value, "'", (c) => (c === "'" ? "''" : c), indent, column);
}

const WIDTH = 80;

function folded(value: string, quote: '' | "'" | '"', write: (character: string) => string, indent: string, column: number | undefined): string {
  const characters = [...value];
  let out = quote;
  let at = (column ?? Number.NEGATIVE_INFINITY) + quote.length;
  let afterSpace = false;
  for (const [i, character] of characters.entries()) {
    const nextIsSpace = characters[i + 1] === ' ';
    const inside = quote === '' || (i > 0 && i < characters.length - 1);
    if (character === ' ' && !afterSpace && at > WIDTH && inside && (quote === '"' || !nextIsSpace)) {
      out += `\n${indent}${nextIsSpace ? '\\' : ''}`;
      at = indent.length + Number(nextIsSpace);
    } else {
      const written = write(character);
      out += written;
      at += [...written].length;
    }
    afterSpace = character === ' ';
  }
  return out + quote;
}

/** Tabs and other controls, the byte order mark; a line break is none. */
const isUnprintable = (value: string): boolean => /[^\P{Cc}\n\x85]|\ufeff/u.test(value);

const readsAsSomethingElse = (value: string): boolean =>
  BOOL_OR_NULL.has(value) || NUMBER.test(value) || SPECIAL_FLOAT.test(value) || BASE_60.test(value) || TIMESTAMP.test(value);

function isPlain(value: string): boolean {
  const first = value[0] ?? '';
  if (INDICATORS.has(first) || /^\s|\s$/.test(value) || /^(?:---|\.\.\.)/.test(value)) return false;
  if ('-?:'.includes(first) && (value.length === 1 || value[1] === ' ')) return false;
  return !/: |:$| #/.test(value);
}

function literal(value: string, indent: string): string {
  const hint = /^[\s]/.test(value) ? '2' : '';
  const chomp = value.endsWith('\n') ? (/\n\n$/.test(value) || value === '\n' ? '+' : '') : '-';
  const lines = value.replace(/\n$/, '').split('\n');
  return `|${hint}${chomp}\n${lines.map((line) => (line ? indent + line : '')).join('\n')}`;
}

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\v': '\\v',
  '\f': '\\f',
  '\x1b': '\\e',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escaped(character: string): string {
  if (!/["\\\p{Cc}\u2028\u2029\ufeff]/u.test(character)) return character;
  const known = ESCAPES[character];
  if (known) return known;
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0').toUpperCase()}` : `\\u${code.toString(16).padStart(4, '0').toUpperCase()}`;
}

/** go-yaml's order: letters after everything else, numbers inside names by their value. */
export function compareKeys(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [l = '', r = ''] = [left[i], right[i]];
    if (l === r) continue;
    const [ll, rl] = [/\p{L}/u.test(l), /\p{L}/u.test(r)];
    if (ll && rl) return l < r ? -1 : 1;
    if (ll || rl) return rl ? -1 : 1;
    const [ln, rn] = [digits(left, i), digits(right, i)];
    if (ln !== undefined && rn !== undefined && ln !== rn) return ln < rn ? -1 : 1;
    return l < r ? -1 : 1;
  }
  return left.length - right.length;
}

function digits(text: string[], from: number): number | undefined {
  let end = from;
  while (/^\d$/.test(text[end] ?? '')) end++;
  return end === from ? undefined : Number(text.slice(from, end).join(''));
}
