// A token as it is drawn: three parts between dots, as far as they go. Anything may have been pasted.
import type { Json } from '../../../trace/json.ts';

export interface Part {
  name: 'header' | 'payload' | 'signature';
  text: string;
}

/** Everything after the second dot is the third part, dots and all; the separators are not in the texts. */
export function tokenParts(token: string): Part[] {
  const first = token.indexOf('.');
  if (first < 0) return token === '' ? [] : [{ name: 'header', text: token }];
  const second = token.indexOf('.', first + 1);
  const header: Part = { name: 'header', text: token.slice(0, first) };
  if (second < 0) return [header, { name: 'payload', text: token.slice(first + 1) }];
  return [header, { name: 'payload', text: token.slice(first + 1, second) }, { name: 'signature', text: token.slice(second + 1) }];
}

/** Bytes that so many base64url characters stand for. */
export const base64Bytes = (text: string): number => Math.floor((text.replace(/=+$/, '').length * 3) / 4);

/** The head of a long part, and how many characters were left out. */
export function head(text: string, length: number): { shown: string; more: number } {
  return text.length <= length + 8 ? { shown: text, more: 0 } : { shown: text.slice(0, length), more: text.length - length };
}

/** Length of one line of JSON that still fits a claim row. */
const ROW = 120;

/** A claim's value on one line, cut where it is too long to read. The whole stands in the title. */
export function claimText(value: Json, limit = ROW): string {
  const text = JSON.stringify(value);
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
