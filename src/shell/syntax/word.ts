// One word: what is quoted, which variables and substitutions stand in it. Throws NotPlain when only bash can expand it.
import type { Word, WordPart } from './ast.ts';
import { endOfBrace, endOfDoubleQuote, endOfParenthesis, endOfSingleQuote } from './scanner.ts';

/** Thrown inside the parser only: the statement goes to bash. */
export class NotPlain extends Error {}

const NAME = /^(?:[A-Za-z_]\w*|\?)/;

/** @param assignment Right of a `=`: `~` counts there, and braces and globs stay as they are. */
export function parseWord(source: string, assignment: boolean): Word {
  if (!assignment && /(^|[^$\\])\{[^{}\s'"]*(,|\.\.)[^{}]*\}/.test(unquoted(source))) throw new NotPlain();
  const parts: WordPart[] = [];
  let i = 0;
  if (source[0] === '~' && !/^~($|\/)/.test(source)) throw new NotPlain();
  if (source[0] === '~') {
    parts.push({ kind: 'variable', name: 'HOME', quoted: true });
    i = 1;
  }
  while (i < source.length) {
    const c = source[i] ?? '';
    if (c === '\\') {
      if (source[i + 1] !== '\n') parts.push({ kind: 'text', text: source[i + 1] ?? '', quoted: true });
      i += 2;
    } else if (c === "'") {
      const end = endOfSingleQuote(source, i + 1);
      parts.push({ kind: 'text', text: source.slice(i + 1, end - 1), quoted: true });
      i = end;
    } else if (c === '"') {
      const end = endOfDoubleQuote(source, i + 1);
      parts.push({ kind: 'text', text: '', quoted: true }, ...insideQuotes(source.slice(i + 1, end - 1), '"\\$`'));
      i = end;
    } else if (c === '`') throw new NotPlain();
    else if (c === '$') i = dollar(source, i, false, parts);
    else {
      const stop = source.slice(i).search(/[\\'"`$]/);
      const end = stop < 0 ? source.length : i + stop;
      parts.push({ kind: 'text', text: source.slice(i, end), quoted: false });
      i = end;
    }
  }
  return parts;
}

/** The body of an unquoted here-document. */
export const hereWord = (body: string): Word => insideQuotes(body, '\\$`');

/** @param escapable Characters that a backslash takes its meaning from. */
function insideQuotes(text: string, escapable: string): WordPart[] {
  const parts: WordPart[] = [];
  let literal = '';
  const flush = () => {
    if (literal) parts.push({ kind: 'text', text: literal, quoted: true });
    literal = '';
  };
  for (let i = 0; i < text.length; ) {
    const c = text[i] ?? '';
    const next = text[i + 1] ?? '';
    if (c === '\\' && next === '\n') i += 2;
    else if (c === '\\' && next && escapable.includes(next)) {
      literal += next;
      i += 2;
    } else if (c === '`') throw new NotPlain();
    else if (c === '$') {
      flush();
      i = dollar(text, i, true, parts);
    } else {
      literal += c;
      i++;
    }
  }
  flush();
  return parts;
}

function dollar(source: string, at: number, quoted: boolean, parts: WordPart[]): number {
  const next = source[at + 1] ?? '';
  if (next === '(') {
    if (source[at + 2] === '(') throw new NotPlain();
    const end = endOfParenthesis(source, at + 2);
    parts.push({ kind: 'substitution', source: source.slice(at + 2, end - 1), quoted });
    return end;
  }
  if (next === '{') {
    const end = endOfBrace(source, at + 2);
    const name = source.slice(at + 2, end - 1);
    if (!/^[A-Za-z_]\w*$/.test(name)) throw new NotPlain();
    parts.push({ kind: 'variable', name, quoted });
    return end;
  }
  const name = NAME.exec(source.slice(at + 1))?.[0];
  if (name) {
    parts.push({ kind: 'variable', name, quoted });
    return at + 1 + name.length;
  }
  if (/[\d@*#$!'"-]/.test(next) && !(quoted && /['"]/.test(next))) throw new NotPlain();
  parts.push({ kind: 'text', text: '$', quoted });
  return at + 1;
}

/** The word with everything quoted taken out, for the question whether braces or globs are meant. */
function unquoted(source: string): string {
  let out = '';
  for (let i = 0; i < source.length; ) {
    const c = source[i] ?? '';
    if (c === '\\') i += 2;
    else if (c === "'") i = endOfSingleQuote(source, i + 1);
    else if (c === '"') i = endOfDoubleQuote(source, i + 1);
    else if (c === '$' && source[i + 1] === '{') i = endOfBrace(source, i + 2);
    else if (c === '$' && source[i + 1] === '(') i = endOfParenthesis(source, i + 2);
    else {
      out += c;
      i++;
    }
  }
  return out;
}
