// A compact token taken apart as far as it goes, and put together again. Says which part fails and why.

import type { TokenPart } from '../../ports/tokens.ts';
import type { Json } from '../../trace/json.ts';
import { compact, pretty } from './json-layout.ts';

export interface TakenApart {
  header: TokenPart;
  payload: TokenPart;
  signature: string;
  error: string | undefined;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five'];
const none = (): TokenPart => ({ text: '', value: undefined, error: undefined });

export function takeApart(token: string): TakenApart {
  if (token === '') return { header: none(), payload: none(), signature: '', error: undefined };
  const parts = token.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  const count = parts.length;
  const error = count === 3 ? undefined : `${NUMBERS[count] ?? count} part${count === 1 ? '' : 's'}, not three: a JWT is header.payload.signature`;
  return { header: readPart(header, 'header'), payload: count > 1 ? readPart(payload, 'payload') : none(), signature: count > 2 ? signature : '', error };
}

function readPart(text: string, name: string): TokenPart {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) {
    const wrong = /[^A-Za-z0-9_-]/.exec(text);
    return { text: '', value: undefined, error: `the ${name} is not base64url: “${wrong?.[0]}” at character ${(wrong?.index ?? 0) + 1}` };
  }
  if (text.length % 4 === 1) return { text: '', value: undefined, error: `the ${name} is cut: ${text.length} characters cannot be base64url` };
  let decoded: string;
  try {
    decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fromBase64url(text));
  } catch {
    return { text: '', value: undefined, error: `the ${name} is base64url of something that is no text` };
  }
  return describe(pretty(decoded), name);
}

/** What an edited part says. */
export function describe(text: string, name: string): TokenPart {
  try {
    return { text, value: JSON.parse(text) as Json, error: undefined };
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/^JSON\.parse: /, '') : '';
    return { text, value: undefined, error: `the ${name} is no JSON: ${message}` };
  }
}

/** The part as it stands in the token. */
export const encodePart = (text: string): string => toBase64url(new TextEncoder().encode(compact(text)));

/** How many bytes the signature has; 0 when it does not decode. */
export const signatureBytes = (signature: string): number =>
  /^[A-Za-z0-9_-]*$/.test(signature) && signature.length % 4 !== 1 ? Math.floor((signature.length * 3) / 4) : 0;

function fromBase64url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
