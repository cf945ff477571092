// Models what encoding/json makes of a claim's value when it is read into a Go string, bool, time or list. Left out: numbers too long for a double.
import { isJsonObject, type Json } from '../../../../trace/json.ts';
import { goQuote } from '../../../http/go-format.ts';
import { goJsonKind } from '../../../http/go-json.ts';

export type Read<T> = { ok: true; value: T } | { ok: false; error: string };
const no = (value: Json, type: string): { ok: false; error: string } => ({
  ok: false,
  error: `json: cannot unmarshal ${goJsonKind(value)} into Go value of type ${type}`,
});

/** null leaves a Go string empty. */
export const readString = (value: Json): Read<string> =>
  value === null ? { ok: true, value: '' } : typeof value === 'string' ? { ok: true, value } : no(value, 'string');

export const readBool = (value: Json): Read<boolean> =>
  value === null ? { ok: true, value: false } : typeof value === 'boolean' ? { ok: true, value } : no(value, 'bool');

/** One string or a list of them. */
export function readStringOrArray(value: Json): Read<string[]> {
  if (value === null) return { ok: true, value: [] };
  if (Array.isArray(value) && value.every((v) => v === null || typeof v === 'string')) return { ok: true, value: value.map((v) => v ?? '') };
  const one = readString(value);
  return one.ok ? { ok: true, value: [one.value] } : one;
}

/** The registered claims of an ID token as go-oidc reads them. Times are seconds; 0001-01-01 when missing. */
export interface IdToken {
  iss: string;
  sub: string;
  aud: string[];
  exp: number;
  nbf: number | undefined;
  claimNames: Record<string, string>;
  claimSources: { [name: string]: Json };
}

/** Go's zero time, in seconds since 1970. */
export const ZERO_TIME = -62_135_596_800;

/** `error` as json.Unmarshal words the first claim that does not fit. Letter case of names does not count. */
export function readIdToken(payload: Json): Read<IdToken> {
  const token: IdToken = { iss: '', sub: '', aud: [], exp: ZERO_TIME, nbf: undefined, claimNames: {}, claimSources: {} };
  if (payload === null) return { ok: true, value: token };
  if (!isJsonObject(payload)) return no(payload, 'oidc.idToken');
  let error: string | undefined;
  for (const [key, value] of Object.entries(payload)) {
    const wrong = fill(token, key.toLowerCase(), value);
    error ??= wrong;
  }
  return error === undefined ? { ok: true, value: token } : { ok: false, error };
}

function fill(token: IdToken, name: string, value: Json): string | undefined {
  if (name === 'iss' || name === 'sub' || name === 'nonce' || name === 'at_hash') {
    if (value === null) return undefined;
    if (typeof value !== 'string') return `json: cannot unmarshal ${goJsonKind(value)} into Go struct field idToken.${name} of type string`;
    if (name === 'iss' || name === 'sub') token[name] = value;
    return undefined;
  }
  if (name === 'aud') {
    if (typeof value === 'string') token.aud = [value];
    else if (value === null) token.aud = [];
    else if (!Array.isArray(value)) return `json: cannot unmarshal ${goJsonKind(value)} into Go struct field idToken.aud of type []string`;
    else {
      const odd = value.find((v) => v !== null && typeof v !== 'string');
      if (odd !== undefined) return `json: cannot unmarshal ${goJsonKind(odd)} into Go struct field idToken.aud of type string`;
      token.aud = value.map((v) => (typeof v === 'string' ? v : ''));
    }
    return undefined;
  }
  if (name === 'exp' || name === 'nbf' || name === 'iat') {
    const time = readTime(name, value);
    if (!time.ok) return time.error;
    if (name !== 'iat' && time.value !== undefined) token[name] = time.value;
    return undefined;
  }
  if (name === '_claim_names' && value !== null) {
    if (!isJsonObject(value)) return `json: cannot unmarshal ${goJsonKind(value)} into Go struct field idToken._claim_names of type map[string]string`;
    for (const [claim, source] of Object.entries(value)) {
      if (typeof source !== 'string') return `json: cannot unmarshal ${goJsonKind(source)} into Go struct field idToken._claim_names of type string`;
      token.claimNames[claim] = source;
    }
  }
  if (name === '_claim_sources' && value !== null) {
    if (!isJsonObject(value))
      return `json: cannot unmarshal ${goJsonKind(value)} into Go struct field idToken._claim_sources of type map[string]oidc.claimSource`;
    token.claimSources = value;
  }
  return undefined;
}

/** A json.Number: a number, or a text that is one. Fractions are cut off. */
function readTime(name: string, value: Json): Read<number | undefined> {
  if (value === null) return { ok: true, value: undefined };
  if (typeof value === 'number') return { ok: true, value: Math.trunc(value) };
  if (typeof value === 'string') {
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return { ok: true, value: Math.trunc(Number(value)) };
    return { ok: false, error: `json: invalid number literal, trying to unmarshal ${goQuote(goQuote(value))} into Number` };
  }
  return { ok: false, error: `json: cannot unmarshal ${goJsonKind(value)} into Go struct field idToken.${name} of type json.Number` };
}

/** Go's time with %v in UTC: `2026-01-01 00:00:00 +0000 UTC`. */
export function goTime(seconds: number): string {
  if (seconds === ZERO_TIME) return '0001-01-01 00:00:00 +0000 UTC';
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}
