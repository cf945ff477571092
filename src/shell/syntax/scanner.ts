// Finds where quotes, substitutions and braces end. Knows nothing of words or commands.

/** Thrown inside the parser only: the text ends while something is open. */
export class Incomplete extends Error {
  readonly open: string;
  constructor(open: string) {
    super(open);
    this.open = open;
  }
}

/** Position after the closing single quote; `at` stands behind the opening one. */
export function endOfSingleQuote(text: string, at: number): number {
  const end = text.indexOf("'", at);
  if (end < 0) throw new Incomplete("'");
  return end + 1;
}

/** Position after the closing double quote; `at` stands behind the opening one. */
export function endOfDoubleQuote(text: string, at: number): number {
  for (let i = at; i < text.length; ) {
    const c = text[i];
    if (c === '"') return i + 1;
    if (c === '\\') i += 2;
    else if (c === '$' && text[i + 1] === '(') i = endOfParenthesis(text, i + 2);
    else if (c === '$' && text[i + 1] === '{') i = endOfBrace(text, i + 2);
    else if (c === '`') i = endOfBackquote(text, i + 1);
    else i++;
  }
  throw new Incomplete('"');
}

export function endOfBackquote(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') return i + 1;
  }
  throw new Incomplete('`');
}

/** Position after the `)` that closes; `at` stands behind the `(`. Quotes, comments and here-documents inside are skipped. */
export function endOfParenthesis(text: string, at: number): number {
  const documents: { delimiter: string; tabs: boolean }[] = [];
  for (let i = at; i < text.length; ) {
    const c = text[i];
    if (c === ')') return i + 1;
    if (c === '(') i = endOfParenthesis(text, i + 1);
    else if (c === '\\') i += 2;
    else if (c === "'") i = endOfSingleQuote(text, i + 1);
    else if (c === '"') i = endOfDoubleQuote(text, i + 1);
    else if (c === '`') i = endOfBackquote(text, i + 1);
    else if (c === '$' && text[i + 1] === '{') i = endOfBrace(text, i + 2);
    else if (c === '#' && /[\s;(&|]/.test(text[i - 1] ?? ' ')) i = lineEnd(text, i);
    else if (c === '<' && text.startsWith('<<', i) && text[i + 2] !== '<') {
      const heading = hereHeading(text, i + 2);
      documents.push(heading);
      i = heading.end;
    } else if (c === '\n' && documents.length) {
      i++;
      for (const document of documents.splice(0)) i = hereDocument(text, i, document).end;
    } else i++;
  }
  throw new Incomplete('$(');
}

export function endOfBrace(text: string, at: number): number {
  for (let i = at; i < text.length; ) {
    const c = text[i];
    if (c === '}') return i + 1;
    if (c === '\\') i += 2;
    else if (c === "'") i = endOfSingleQuote(text, i + 1);
    else if (c === '"') i = endOfDoubleQuote(text, i + 1);
    else if (c === '$' && text[i + 1] === '{') i = endOfBrace(text, i + 2);
    else if (c === '$' && text[i + 1] === '(') i = endOfParenthesis(text, i + 2);
    else i++;
  }
  throw new Incomplete('${');
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

export interface HereHeading {
  delimiter: string;
  quoted: boolean;
  /** `<<-`: leading tabs are dropped. */
  tabs: boolean;
  end: number;
}

/** Reads the word behind `<<`. */
export function hereHeading(text: string, at: number): HereHeading {
  let i = at;
  const tabs = text[i] === '-';
  if (tabs) i++;
  while (text[i] === ' ' || text[i] === '\t') i++;
  let delimiter = '';
  let quoted = false;
  for (; i < text.length && !/[\s;&|<>()]/.test(text[i] ?? ''); ) {
    const c = text[i] ?? '';
    if (c === "'" || c === '"') {
      const end = c === "'" ? endOfSingleQuote(text, i + 1) : endOfDoubleQuote(text, i + 1);
      delimiter += text.slice(i + 1, end - 1);
      quoted = true;
      i = end;
    } else if (c === '\\') {
      delimiter += text[i + 1] ?? '';
      quoted = true;
      i += 2;
    } else {
      delimiter += c;
      i++;
    }
  }
  return { delimiter, quoted, tabs, end: i };
}

/** Reads a document that begins at `at`. Throws Incomplete when its last line is missing. */
export function hereDocument(text: string, at: number, heading: { delimiter: string; tabs: boolean }): { body: string; end: number } {
  let body = '';
  for (let i = at; i <= text.length; ) {
    const end = lineEnd(text, i);
    const line = heading.tabs ? text.slice(i, end).replace(/^\t+/, '') : text.slice(i, end);
    if (line === heading.delimiter) return { body, end: Math.min(end + 1, text.length) };
    if (end >= text.length) break;
    body += `${line}\n`;
    i = end + 1;
  }
  throw new Incomplete(`<<${heading.delimiter}`);
}
