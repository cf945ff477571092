// Cuts what was typed into statements. A statement of simple commands is parsed here; one that needs more of bash keeps its source.
import type { ListItem, Parsed, Redirection, SimpleCommand, Statement, Word } from './ast.ts';
import {
  endOfBackquote,
  endOfBrace,
  endOfDoubleQuote,
  endOfParenthesis,
  endOfSingleQuote,
  type HereHeading,
  hereDocument,
  hereHeading,
  Incomplete,
  lineEnd,
} from './scanner.ts';
import { hereWord, NotPlain, parseWord } from './word.ts';

/** Words that open something longer than a line when they stand where a command stands; `set` changes how the rest is run. */
const COMPOUND = new Set(['if', 'for', 'while', 'until', 'case', 'select', 'function', '{', '[[', '!', 'time', 'coproc', 'set']);

type Token =
  | { kind: 'word'; source: string; start: number }
  | { kind: 'redirection'; fd: 0 | 1 | 2; operator: '<' | '>' | '>>' | '<<<' | '>&' }
  | { kind: 'document'; heading: HereHeading; body: string }
  | { kind: 'joiner'; text: '&&' | '||' };

/** Parses as many statements as the text holds. */
export function parse(text: string): Parsed {
  const statements: Statement[] = [];
  let at = 0;
  try {
    while (at < text.length) {
      const cut = cutStatement(text, at);
      if (cut.tokens.length) statements.push(cut.whole ? { kind: 'bash', source: text.slice(cut.start) } : statement(cut));
      if (cut.whole) break;
      at = cut.end;
    }
  } catch (error) {
    if (error instanceof Incomplete) return { kind: 'incomplete', open: error.open };
    throw error;
  }
  return { kind: 'complete', statements };
}

interface Cut {
  tokens: Token[];
  source: string;
  /** Pipes and the like: for bash. */
  beyond: boolean;
  /** A compound command: this statement and all that follows are one text for bash. */
  whole: boolean;
  start: number;
  end: number;
}

function cutStatement(text: string, from: number): Cut {
  const tokens: Token[] = [];
  const documents: Extract<Token, { kind: 'document' }>[] = [];
  let beyond = false;
  let i = from;
  while (i < text.length && /[\s;]/.test(text[i] ?? '')) i++;
  const start = i;
  let end = text.length;
  let closed = false;
  const done = (whole: boolean): Cut => ({ tokens, source: text.slice(start, end), beyond, whole, start, end });
  while (i < text.length && !closed) {
    const c = text[i] ?? '';
    const two = text.slice(i, i + 2);
    if (c === ' ' || c === '\t' || c === '\r') i++;
    else if (two === '\\\n') i += 2;
    else if (c === '#') i = lineEnd(text, i);
    else if (c === '\n' || c === ';') {
      const last = tokens.at(-1);
      if (c === '\n' && last?.kind === 'joiner') i++;
      else closed = true;
      if (closed) end = i + 1;
    } else if (two === '&&' || two === '||') {
      tokens.push({ kind: 'joiner', text: two });
      i += 2;
    } else if (c === '|') {
      beyond = true;
      tokens.push({ kind: 'joiner', text: '&&' });
      i += text[i + 1] === '&' ? 2 : 1;
    } else if (c === '&' && text[i + 1] !== '>') {
      beyond = true;
      tokens.push({ kind: 'word', source: '&', start: i });
      i++;
    } else if (c === '(' || c === ')') {
      tokens.push({ kind: 'word', source: c, start: i });
      return done(true);
    } else if (two === '<(' || two === '>(') {
      beyond = true;
      i = endOfParenthesis(text, i + 2);
      tokens.push({ kind: 'word', source: '""', start: i });
    } else if (c === '<' || c === '>' || two === '&>') {
      const read = redirection(text, i);
      if (read.token) tokens.push(read.token);
      if (read.token?.kind === 'document') documents.push(read.token);
      beyond ||= !read.token;
      i = read.end;
    } else {
      const wordEnd = endOfWord(text, i);
      const source = text.slice(i, wordEnd);
      const previous = tokens.at(-1);
      const commandPosition = !previous || previous.kind === 'joiner';
      tokens.push({ kind: 'word', source, start: i });
      if (commandPosition && (COMPOUND.has(source) || source.startsWith('((') || /^\s*\(\s*\)/.test(text.slice(wordEnd)))) return done(true);
      i = wordEnd;
      if (/^[12]$/.test(source) && (text[i] === '>' || text[i] === '<')) {
        tokens.pop();
        const read = redirection(text, i, Number(source) as 1 | 2);
        if (read.token) tokens.push(read.token);
        beyond ||= !read.token;
        i = read.end;
      } else if (/^\d+$/.test(source) && (text[i] === '>' || text[i] === '<')) beyond = true;
    }
  }
  // a here-document begins on the line after the statement's last one
  if (documents.length) {
    i = closed && text[end - 1] === '\n' ? end : lineEnd(text, end) + 1;
    if (closed && text[end - 1] === ';') return { ...done(true) };
    for (const document of documents) {
      if (i > text.length) throw new Incomplete(`<<${document.heading.delimiter}`);
      const read = hereDocument(text, i, document.heading);
      document.body = read.body;
      i = read.end;
    }
    end = i;
  }
  const last = tokens.at(-1);
  if (last?.kind === 'joiner') throw new Incomplete(last.text);
  if (!closed && text.endsWith('\\\n')) throw new Incomplete('\\');
  if (!closed && /(^|[^\\])(\\\\)*\\$/.test(text)) throw new Incomplete('\\');
  return done(false);
}

function redirection(text: string, at: number, fd?: 1 | 2): { token: Extract<Token, { kind: 'redirection' | 'document' }> | undefined; end: number } {
  if (text.startsWith('<<<', at)) return { token: { kind: 'redirection', fd: 0, operator: '<<<' }, end: at + 3 };
  if (text.startsWith('<<', at)) {
    const heading = hereHeading(text, at + 2);
    return { token: { kind: 'document', heading, body: '' }, end: heading.end };
  }
  if (text.startsWith('>>', at)) return { token: { kind: 'redirection', fd: fd ?? 1, operator: '>>' }, end: at + 2 };
  if (text.startsWith('>&', at)) return { token: { kind: 'redirection', fd: fd ?? 1, operator: '>&' }, end: at + 2 };
  if (text.startsWith('&>', at) || text.startsWith('<&', at) || text.startsWith('<>', at) || text.startsWith('>|', at))
    return { token: undefined, end: at + 2 };
  return { token: { kind: 'redirection', fd: text[at] === '<' ? 0 : (fd ?? 1), operator: text[at] === '<' ? '<' : '>' }, end: at + 1 };
}

function endOfWord(text: string, at: number): number {
  let i = at;
  while (i < text.length) {
    const c = text[i] ?? '';
    if (/[\s;&|<>()]/.test(c)) break;
    if (c === '\\') i += 2;
    else if (c === "'") i = endOfSingleQuote(text, i + 1);
    else if (c === '"') i = endOfDoubleQuote(text, i + 1);
    else if (c === '`') i = endOfBackquote(text, i + 1);
    else if (c === '$' && text[i + 1] === '(') i = endOfParenthesis(text, i + 2);
    else if (c === '$' && text[i + 1] === '{') i = endOfBrace(text, i + 2);
    else if (c === '$' && text[i + 1] === "'") i = endOfDollarQuote(text, i + 2);
    else i++;
  }
  if (i > text.length) throw new Incomplete('\\');
  return i;
}

function endOfDollarQuote(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === "'") return i + 1;
  }
  throw new Incomplete("$'");
}

function statement(cut: Cut): Statement {
  const bash: Statement = { kind: 'bash', source: cut.source };
  if (cut.beyond) return bash;
  try {
    const items: ListItem[] = [];
    let joiner: ListItem['joiner'] = '';
    let tokens: Token[] = [];
    const close = (): boolean => {
      const command = simpleCommand(tokens);
      if (!command) return false;
      items.push({ joiner, command });
      tokens = [];
      return true;
    };
    for (const token of cut.tokens) {
      if (token.kind !== 'joiner') tokens.push(token);
      else {
        if (!close()) return bash;
        joiner = token.text;
      }
    }
    return close() ? { kind: 'list', source: cut.source, items } : bash;
  } catch (error) {
    if (error instanceof NotPlain) return bash;
    throw error;
  }
}

const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=/;

function simpleCommand(tokens: Token[]): SimpleCommand | undefined {
  const assignments: SimpleCommand['assignments'] = [];
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind === 'word') {
      const match = words.length ? null : ASSIGNMENT.exec(token.source);
      if (match) {
        if (token.source[match[0].length] === '(') return undefined;
        assignments.push({ name: match[1] ?? '', append: match[2] === '+', value: parseWord(token.source.slice(match[0].length), true) });
      } else words.push(parseWord(token.source, ASSIGNMENT.test(token.source)));
    } else if (token?.kind === 'document')
      redirections.push({ fd: 0, kind: '<<', target: token.heading.quoted ? [{ kind: 'text', text: token.body, quoted: true }] : hereWord(token.body) });
    else if (token?.kind === 'redirection') {
      const target = tokens[++i];
      if (target?.kind !== 'word') return undefined;
      redirections.push({ fd: token.fd, kind: token.operator, target: parseWord(target.source, false) });
    }
  }
  return assignments.length || words.length || redirections.length ? { assignments, words, redirections } : undefined;
}
