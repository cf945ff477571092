// Reads a token's parts for the eye only. Judging it is the server's work.
import type { Json } from '../../../trace/json.ts';
import { tokenParts } from './token-parts.ts';

export type DecodedPart = { value: Json } | { error: string };

export function decodePart(name: string, text: string): DecodedPart {
  if (text === '') return { error: `the ${name} is empty` };
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return { error: `the ${name} is not base64url` };
  let json: string;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    json = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
  } catch {
    return { error: `the ${name} does not decode` };
  }
  try {
    return { value: JSON.parse(json) as Json };
  } catch {
    return { error: `the ${name} decodes, but is not JSON` };
  }
}

/** Three parts whose first one is JSON: the shape of a JWT, whatever else it may be. */
export function looksLikeJwt(token: string): boolean {
  const parts = tokenParts(token);
  return parts.length === 3 && parts[0] !== undefined && 'value' in decodePart('header', parts[0].text);
}
