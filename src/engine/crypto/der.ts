// Models as much of DER (X.690) as certificates and requests for them are written in. Left out: lengths beyond four bytes, tags above 30.

export interface Der {
  readonly tag: number;
  readonly content: Uint8Array<ArrayBuffer>;
  /** Tag, length and content as they stood. */
  readonly raw: Uint8Array<ArrayBuffer>;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const OID = 0x06;
export const OCTET_STRING = 0x04;

/** The value at an offset; undefined when the bytes hold none. */
export function readDer(bytes: Uint8Array<ArrayBuffer>, at = 0): Der | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 31) === 31) return undefined;
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) return undefined;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start++] ?? Number.NaN);
  }
  const end = start + length;
  if (!(end <= bytes.length)) return undefined;
  return { tag, content: bytes.slice(start, end), raw: bytes.slice(at, end) };
}

/** The values inside one; undefined when they do not fill it exactly. */
export function inside({ content }: Der): Der[] | undefined {
  const found: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const next = readDer(content, at);
    if (!next) return undefined;
    found.push(next);
    at += next.raw.length;
  }
  return found;
}

export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = join(contents);
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const head = content.length < 0x80 ? [tag, content.length] : [tag, 0x80 | length.length, ...length];
  return join([Uint8Array.from(head), content]);
}

/** "2.5.4.3" */
export function readOid(content: Uint8Array): string {
  const numbers: number[] = [];
  let held = 0;
  for (const byte of content) {
    held = held * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (numbers.length) numbers.push(held);
    else {
      const first = Math.min(2, Math.floor(held / 40));
      numbers.push(first, held - first * 40);
    }
    held = 0;
  }
  return numbers.join('.');
}

export function writeOid(oid: string): Uint8Array<ArrayBuffer> {
  const [a = 0, b = 0, ...rest] = oid.split('.').map(Number);
  const bytes = [a * 40 + b, ...rest].flatMap((number) => {
    const own = [number % 128];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) own.unshift((left % 128) | 0x80);
    return own;
  });
  return writeDer(OID, Uint8Array.from(bytes));
}

/** A whole number that is not negative, most significant byte first. */
export function writeInteger(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = bytes.findIndex((b) => b !== 0);
  const significant = first < 0 ? Uint8Array.from([0]) : bytes.slice(first);
  return writeDer(0x02, Uint8Array.from((significant[0] ?? 0) & 0x80 ? [0] : []), significant);
}
