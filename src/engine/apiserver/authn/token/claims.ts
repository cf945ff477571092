// Models how go-jose's JSON reader fills jwt.Claims and the private claims of pkg/serviceaccount/claims.go: names are compared letter for letter,
// null leaves a member empty, a wrong type is an error in Go's words, and so is a member named twice. A number in the wrong place ends the reading at
// once; any other wrong type is kept, and told when nothing ended it. Left out: which of several errors Go names when a repeated name is among them
// (here that one).
import { isJsonObject, type Json, type JsonObject } from '../../../../trace/json.ts';
import { repeatedKey } from '../../../crypto/json-keys.ts';

export interface Ref {
  name: string;
  uid: string;
}

export interface Claims {
  iss: string;
  sub: string;
  aud: string[];
  exp?: number;
  nbf?: number;
  iat?: number;
  jti: string;
}

export interface BoundClaims {
  namespace: string;
  serviceaccount: Ref;
  pod?: Ref;
  secret?: Ref;
  node?: Ref;
  warnafter?: number;
}

export interface LegacyClaims {
  namespace: string;
  secretName: string;
  serviceAccountName: string;
  serviceAccountUid: string;
}

/** A claim of a type that Go does not accept there; `message` is Go's. */
export class ClaimError extends Error {}

const goKind = (value: Json): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value === 'object' ? 'object' : typeof value;

/** The first wrong type that did not end the reading. */
interface Kept {
  error?: ClaimError;
}

function wrongType(value: Json, type: string, kept: Kept): void {
  const error = new ClaimError(`json: cannot unmarshal ${goKind(value)} into Go value of type ${type}`);
  if (typeof value === 'number') throw error;
  kept.error ??= error;
}

/** Reads, then tells what was kept. @throws ClaimError */
function reading<T>(read: (kept: Kept) => T): T {
  const kept: Kept = {};
  const result = read(kept);
  if (kept.error) throw kept.error;
  return result;
}

function members(value: Json | undefined, type: string, kept: Kept): JsonObject {
  if (value === undefined || value === null) return {};
  if (isJsonObject(value)) return value;
  wrongType(value, type, kept);
  return {};
}

function text(value: Json | undefined, kept: Kept): string {
  if (value === undefined || value === null) return '';
  // A lone surrogate is no character: Go puts U+FFFD in its place.
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd');
  wrongType(value, 'string', kept);
  return '';
}

/** NumericDate: seconds, fractions cut off; what overflows Go's int64 becomes its smallest number. */
function numericDate(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ClaimError('go-jose/go-jose/jwt: expected number value to unmarshal NumericDate');
  return Math.abs(value) >= 2 ** 63 ? -(2 ** 63) : Math.trunc(value);
}

function audience(value: Json | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  const bad = (): never => {
    throw new ClaimError('go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience');
  };
  if (!Array.isArray(value)) return bad();
  return value.map((v) => (typeof v === 'string' ? v : bad()));
}

function ref(value: Json | undefined, kept: Kept): Ref {
  const found: Ref = { name: '', uid: '' };
  for (const [name, member] of Object.entries(members(value, 'serviceaccount.ref', kept)))
    if (name === 'name' || name === 'uid') found[name] = text(member, kept);
  return found;
}

const present = (value: Json | undefined): boolean => value !== undefined && value !== null;

const BOUND_OBJECTS: ReadonlySet<string> = new Set(['kubernetes.io', ...['serviceaccount', 'pod', 'secret', 'node'].map((ref) => `kubernetes.io/${ref}`)]);

/** go-jose refuses a member named twice, in every object it reads. @throws ClaimError */
export function refuseRepeated(text: string, payload: Json): void {
  if (JSON.stringify(payload) === text) return; // what the server writes itself: nothing was lost in reading it
  const found = repeatedKey(text, BOUND_OBJECTS);
  if (found) throw new ClaimError(`json: duplicate key '${found.key}' in object`);
}

/** In the order in which the members stand. @throws ClaimError */
export const readClaims = (payload: Json): Claims =>
  reading((kept) => {
    const claims: Claims = { iss: '', sub: '', aud: [], jti: '' };
    for (const [name, value] of Object.entries(members(payload, 'jwt.Claims', kept))) {
      if (name === 'iss' || name === 'sub' || name === 'jti') claims[name] = text(value, kept);
      else if (name === 'aud') claims.aud = audience(value);
      else if (name === 'exp' || name === 'nbf' || name === 'iat') {
        const date = numericDate(value);
        if (date !== undefined) claims[name] = date;
      }
    }
    return claims;
  });

/** @throws ClaimError */
export const readBoundClaims = (payload: Json): BoundClaims =>
  reading((kept) => {
    const bound = members(members(payload, 'serviceaccount.privateClaims', kept)['kubernetes.io'], 'serviceaccount.kubernetes', kept);
    const claims: BoundClaims = { namespace: '', serviceaccount: { name: '', uid: '' } };
    for (const [name, value] of Object.entries(bound)) {
      if (name === 'namespace') claims.namespace = text(value, kept);
      else if (name === 'serviceaccount') claims.serviceaccount = ref(value, kept);
      else if (name === 'pod' || name === 'secret' || name === 'node') {
        if (present(value)) claims[name] = ref(value, kept);
      } else if (name === 'warnafter') {
        const date = numericDate(value);
        if (date !== undefined) claims.warnafter = date;
      }
    }
    return claims;
  });

/** @throws ClaimError */
export const readLegacyClaims = (payload: Json): LegacyClaims =>
  reading((kept) => {
    const m = members(payload, 'serviceaccount.legacyPrivateClaims', kept);
    const at = (name: string) => text(m[`kubernetes.io/serviceaccount/${name}`], kept);
    return {
      namespace: at('namespace'),
      secretName: at('secret.name'),
      serviceAccountName: at('service-account.name'),
      serviceAccountUid: at('service-account.uid'),
    };
  });

/** `iss` as encoding/json reads it for the first glance: letter case does not count, the last one wins. undefined when the payload does not fit. */
export function glanceAtIssuer(payload: Json): string | undefined {
  if (payload === null) return '';
  if (!isJsonObject(payload)) return undefined;
  let issuer = '';
  for (const [name, value] of Object.entries(payload)) {
    if (name.toLowerCase() !== 'iss' || value === null) continue;
    if (typeof value !== 'string') return undefined;
    issuer = value;
  }
  return issuer;
}
