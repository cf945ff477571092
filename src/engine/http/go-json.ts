// Models the words of Go's encoding/json (and sigs.k8s.io/json) for text that is not JSON. Left out: offsets, invalid UTF-8.
// JSON.parse reads what is right; this reads only what it refused, to say why as the server does.

const quoteChar = (c: string): string => {
  if (c === "'") return "'\\''";
  if (c === '"') return "'\"'";
  const code = c.codePointAt(0) ?? 0;
  const first = code < 0x80 ? code : (new TextEncoder().encode(c)[0] ?? 0);
  const named: Record<number, string> = { 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r', 92: '\\\\' };
  if (named[first]) return `'${named[first]}'`;
  if (first < 0x20 || first === 0x7f) return `'\\x${first.toString(16).padStart(2, '0')}'`;
  if (first >= 0x80 && first < 0xa1) return `'\\u${first.toString(16).padStart(4, '0')}'`;
  return `'${String.fromCharCode(first)}'`;
};

const EOF = 'unexpected end of JSON input';
const isSpace = (c: string | undefined) => c === ' ' || c === '\t' || c === '\r' || c === '\n';
const isDigit = (c: string | undefined) => c !== undefined && c >= '0' && c <= '9';

class SyntaxFault extends Error {}

class Scanner {
  at = 0;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  /** At the end of the text Go reads one blank more: it is at fault where no blank may stand (`inside` a word, number or escape). */
  fail(where: string, inside = false): never {
    const code = this.#text.codePointAt(this.at);
    throw new SyntaxFault(code === undefined && !inside ? EOF : `invalid character ${quoteChar(String.fromCodePoint(code ?? 0x20))} ${where}`);
  }

  /** The character at hand; undefined behind the last. A method, so that nobody takes it for constant. */
  next(): string | undefined {
    return this.#text[this.at];
  }

  space(): void {
    while (isSpace(this.next())) this.at++;
  }

  value(): void {
    this.space();
    const c = this.next();
    if (c === '{') this.object();
    else if (c === '[') this.array();
    else if (c === '"') this.string();
    else if (c === '-' || isDigit(c)) this.number();
    else if (c === 't') this.literal('true');
    else if (c === 'f') this.literal('false');
    else if (c === 'n') this.literal('null');
    else this.fail('looking for beginning of value');
  }

  object(): void {
    this.at++;
    this.space();
    if (this.next() === '}') {
      this.at++;
      return;
    }
    for (;;) {
      this.space();
      if (this.next() !== '"') this.fail('looking for beginning of object key string');
      this.string();
      this.space();
      if (this.next() !== ':') this.fail('after object key');
      this.at++;
      this.value();
      this.space();
      if (this.next() === '}') break;
      if (this.next() !== ',') this.fail('after object key:value pair');
      this.at++;
    }
    this.at++;
  }

  array(): void {
    this.at++;
    this.space();
    if (this.next() === ']') {
      this.at++;
      return;
    }
    for (;;) {
      this.value();
      this.space();
      if (this.next() === ']') break;
      if (this.next() !== ',') this.fail('after array element');
      this.at++;
    }
    this.at++;
  }

  string(): void {
    this.at++;
    for (;;) {
      const c = this.next();
      if (c === undefined || c < ' ') this.fail('in string literal');
      this.at++;
      if (c === '"') return;
      if (c !== '\\') continue;
      if (!'bfnrt\\/"u'.includes(this.next() ?? '?')) this.fail('in string escape code', true);
      if (this.next() === 'u') {
        for (let i = 0; i < 4; i++) {
          this.at++;
          if (!/[0-9a-fA-F]/.test(this.next() ?? '')) this.fail('in \\u hexadecimal character escape', true);
        }
      }
      this.at++;
    }
  }

  digits(where: string): void {
    if (!isDigit(this.next())) this.fail(where, true);
    while (isDigit(this.next())) this.at++;
  }

  number(): void {
    if (this.next() === '-') this.at++;
    if (this.next() === '0') this.at++;
    else this.digits('in numeric literal');
    if (this.next() === '.') {
      this.at++;
      this.digits('after decimal point in numeric literal');
    }
    if (this.next() === 'e' || this.next() === 'E') {
      this.at++;
      if (this.next() === '+' || this.next() === '-') this.at++;
      this.digits('in exponent of numeric literal');
    }
  }

  literal(word: string): void {
    this.at++;
    for (const expected of word.slice(1)) {
      if (this.next() !== expected) this.fail(`in literal ${word} (expecting '${expected}')`, true);
      this.at++;
    }
  }
}

/** Why Go refuses this text as JSON, and at which character of it; undefined when it is JSON. */
export function goJsonFault(text: string): { message: string; at: number } | undefined {
  const scanner = new Scanner(text);
  try {
    scanner.value();
    scanner.space();
    if (scanner.next() !== undefined) scanner.fail('after top-level value');
    return undefined;
  } catch (fault) {
    if (fault instanceof SyntaxFault) return { message: fault.message, at: scanner.at };
    throw fault;
  }
}

export const goJsonSyntaxError = (text: string): string | undefined => goJsonFault(text)?.message;

/** What Go calls the JSON type of a value in its "cannot unmarshal X" errors. */
export const goJsonKind = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
