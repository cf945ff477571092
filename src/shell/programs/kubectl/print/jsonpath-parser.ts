// kubectl's JSONPath templates: text with {expressions} in it (client-go util/jsonpath/parser.go).

export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'field'; name: string }
  | { kind: 'wildcard' }
  | { kind: 'recursive' }
  | { kind: 'index'; from: number | undefined; to: number | undefined; step: number; single: boolean }
  | { kind: 'union'; nodes: Node[][] }
  | { kind: 'filter'; left: Node[]; right: Node[]; operator: string }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'range' }
  | { kind: 'end' }
  | { kind: 'path'; nodes: Node[] };

/** Carries the words after "error parsing jsonpath TEMPLATE, ". */
export class JsonPathSyntaxError extends Error {}

/** One entry for each piece of text and each {action}. */
export function parseTemplate(template: string): Node[] {
  const nodes: Node[] = [];
  let i = 0;
  while (i < template.length) {
    const open = template.indexOf('{', i);
    if (open < 0) {
      nodes.push({ kind: 'text', text: template.slice(i) });
      break;
    }
    if (open > i) nodes.push({ kind: 'text', text: template.slice(i, open) });
    const reader = new ActionReader(template, open + 1);
    nodes.push(...reader.action());
    i = reader.at;
  }
  return nodes;
}

/** An expression without braces, or with them: custom-columns and --sort-by take both. */
export function relaxed(expression: string): string {
  const inner = /^\{?\.?([^{}]+)\}?$/.exec(expression);
  return inner ? `{.${(inner[1] ?? '').replace(/^\./, '')}}` : expression;
}

class ActionReader {
  readonly #text: string;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** Reads up to the closing brace. Several words may stand in one action: {.a .b "x"}. */
  action(): Node[] {
    const nodes: Node[] = [];
    for (;;) {
      const c = this.#text[this.at];
      if (c === undefined) throw new JsonPathSyntaxError('unclosed action');
      if (c === '}') {
        this.at++;
        return nodes;
      }
      if (/\s/.test(c)) this.at++;
      else if (c === '"' || c === "'") nodes.push({ kind: 'text', text: this.#quoted(c) });
      else if (/[-+\d]/.test(c)) nodes.push({ kind: 'path', nodes: [this.#number()] });
      else if (/[A-Za-z]/.test(c)) nodes.push(...this.#word());
      else nodes.push({ kind: 'path', nodes: this.path('}') });
    }
  }

  #word(): Node[] {
    const word = /^[A-Za-z][\w-]*/.exec(this.#text.slice(this.at))?.[0] ?? '';
    this.at += word.length;
    if (word === 'range') return [{ kind: 'range' }];
    if (word === 'end') return [{ kind: 'end' }];
    if (word === 'true' || word === 'false') return [{ kind: 'path', nodes: [{ kind: 'literal', value: word === 'true' }] }];
    throw new JsonPathSyntaxError(`unrecognized identifier ${word}`);
  }

  /** @param closing Characters at which the path ends, besides blanks. */
  path(closing: string): Node[] {
    const nodes: Node[] = [];
    for (;;) {
      const c = this.#text[this.at];
      if (c === undefined || /\s/.test(c) || closing.includes(c)) return nodes;
      if (c === '@' || c === '$') this.at++;
      else if (c === '[') nodes.push(this.#bracket());
      else if (c === '.' && this.#text[this.at + 1] === '.') {
        this.at += 2;
        nodes.push({ kind: 'recursive' });
        if (/[^.[\s}]/.test(this.#text[this.at] ?? '}')) nodes.push(this.#field());
      } else if (c === '.') {
        this.at++;
        if (this.#text[this.at] !== '[' && !/[\s}=!<>)]/.test(this.#text[this.at] ?? '}')) nodes.push(this.#field());
      } else if (nodes.length && /[=!<>]/.test(c)) return nodes;
      else throw new JsonPathSyntaxError(`unrecognized character in action: U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${c}'`);
    }
  }

  #field(): Node {
    let name = '';
    for (; this.at < this.#text.length; this.at++) {
      const c = this.#text[this.at] ?? '';
      if (c === '\\') name += this.#text[++this.at] ?? '';
      else if (/[.[\]\s(){}=!<>,|$@"'?]/.test(c)) break;
      else name += c;
    }
    return name === '*' ? { kind: 'wildcard' } : { kind: 'field', name };
  }

  #number(): Node {
    const digits = /^[-+]?\d+(\.\d+)?/.exec(this.#text.slice(this.at))?.[0] ?? '';
    this.at += Math.max(1, digits.length);
    return { kind: 'literal', value: Number(digits) };
  }

  #quoted(quote: string): string {
    let out = '';
    for (this.at++; this.at < this.#text.length; this.at++) {
      const c = this.#text[this.at] ?? '';
      if (c === quote) {
        this.at++;
        return out;
      }
      if (c === '\\') {
        const next = this.#text[++this.at] ?? '';
        out += { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" }[next] ?? `\\${next}`;
      } else out += c;
    }
    throw new JsonPathSyntaxError('unterminated quoted string');
  }

  /** As written: escapes are the path's. */
  #rawQuoted(quote: string): string {
    const end = this.#text.indexOf(quote, this.at + 1);
    if (end < 0) throw new JsonPathSyntaxError('unterminated array');
    const inner = this.#text.slice(this.at + 1, end);
    this.at = end + 1;
    return inner;
  }

  #bracket(): Node {
    this.at++;
    if (this.#text.startsWith('?(', this.at)) return this.#filter();
    const parts: string[] = [];
    let part = '';
    for (; ; this.at++) {
      const c = this.#text[this.at];
      if (c === undefined || c === '\n') throw new JsonPathSyntaxError('unterminated array');
      if (c === ']') break;
      if (c === "'" || c === '"') {
        part += `${c}${this.#rawQuoted(c)}${c}`;
        this.at--;
      } else if (c === ',') {
        parts.push(part);
        part = '';
      } else part += c;
    }
    this.at++;
    parts.push(part);
    const nodes = parts.map(arrayPart);
    const [only] = nodes;
    return nodes.length === 1 && only?.length === 1 && only[0] ? only[0] : { kind: 'union', nodes };
  }

  #filter(): Node {
    this.at += 2;
    const left = this.#operand();
    this.#blanks();
    const operator = /^(==|!=|<=|>=|<|>)/.exec(this.#text.slice(this.at))?.[0];
    if (operator) this.at += operator.length;
    this.#blanks();
    const right = operator ? this.#operand() : [];
    this.#blanks();
    if (!this.#text.startsWith(')]', this.at)) throw new JsonPathSyntaxError('unterminated filter');
    this.at += 2;
    return { kind: 'filter', left, right, operator: operator ?? 'exists' };
  }

  #operand(): Node[] {
    this.#blanks();
    const c = this.#text[this.at] ?? '';
    if (c === '"' || c === "'") return [{ kind: 'literal', value: this.#quoted(c) }];
    if (/[-\d]/.test(c)) return [this.#number()];
    const word = /^(true|false)\b/.exec(this.#text.slice(this.at))?.[0];
    if (word) {
      this.at += word.length;
      return [{ kind: 'literal', value: word === 'true' }];
    }
    return this.path(')=!<>');
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.at] ?? 'x')) this.at++;
  }
}

/** What stands between brackets, or between the commas there. A quoted name is a path of its own: its dots count unless escaped. */
function arrayPart(text: string): Node[] {
  const part = text.trim();
  const quoted = /^(['"])([\s\S]*)\1$/.exec(part);
  if (quoted) return new ActionReader(`.${quoted[2] ?? ''}`, 0).path('');
  if (part === '*') return [{ kind: 'wildcard' }];
  const slice = /^(-?\d*)(?::(-?\d*))?(?::(-?\d*))?$/.exec(part);
  if (!slice || part === '') throw new JsonPathSyntaxError(`invalid array index ${part}`);
  const number = (digits: string | undefined): number | undefined => (digits ? Number(digits) : undefined);
  return [{ kind: 'index', from: number(slice[1]), to: number(slice[2]), step: number(slice[3]) ?? 1, single: !part.includes(':') }];
}
