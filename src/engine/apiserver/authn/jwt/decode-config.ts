// Models the strict decoding of AuthenticationConfiguration (sigs.k8s.io/json over Go structs): wrong types in Go's words, unknown fields by path.
// Left out: duplicate fields (YAML finds them), numbers out of range.
import { isJsonObject, type Members } from '../../../../trace/json.ts';
import { goJsonKind } from '../../../http/go-json.ts';
import type { ClaimOrExpression, JwtConfig, PrefixedClaimOrExpression } from './jwt-config.ts';

/** A Go type: "string", "bool", a list of one, or a struct. */
type Shape = 'string' | 'bool' | { list: Shape } | Struct;
interface Struct {
  struct: string;
  fields: Readonly<Record<string, Shape>>;
}

const prefixed: Struct = { struct: 'PrefixedClaimOrExpression', fields: { claim: 'string', prefix: 'string', expression: 'string' } };
const JWT: Struct = {
  struct: 'JWTAuthenticator',
  fields: {
    issuer: {
      struct: 'Issuer',
      fields: {
        url: 'string',
        discoveryURL: 'string',
        certificateAuthority: 'string',
        audiences: { list: 'string' },
        audienceMatchPolicy: 'string',
        egressSelectorType: 'string',
      },
    },
    claimValidationRules: {
      list: { struct: 'ClaimValidationRule', fields: { claim: 'string', requiredValue: 'string', expression: 'string', message: 'string' } },
    },
    claimMappings: {
      struct: 'ClaimMappings',
      fields: {
        username: prefixed,
        groups: prefixed,
        uid: { struct: 'ClaimOrExpression', fields: { claim: 'string', expression: 'string' } },
        extra: { list: { struct: 'ExtraMapping', fields: { key: 'string', valueExpression: 'string' } } },
      },
    },
    userValidationRules: { list: { struct: 'UserValidationRule', fields: { expression: 'string', message: 'string' } } },
  },
};
const CONFIGURATION: Struct = {
  struct: 'AuthenticationConfiguration',
  fields: {
    apiVersion: 'string',
    kind: 'string',
    jwt: { list: JWT },
    anonymous: {
      struct: 'AnonymousAuthConfig',
      fields: { enabled: 'bool', conditions: { list: { struct: 'AnonymousAuthCondition', fields: { path: 'string' } } } },
    },
  },
};

export interface DecodeFault {
  error: string;
  /** Where in the document, as keys and indices. */
  at: (string | number)[];
}

/** Go's complaint about a document, undefined when it fits. A wrong type comes before unknown fields. */
export function decodeFault(document: Members): DecodeFault | undefined {
  const unknown: { path: string; at: (string | number)[] }[] = [];
  const wrong = walk(document, CONFIGURATION, { path: '', go: '', owner: '', at: [] }, unknown);
  if (wrong) return wrong;
  const [first] = unknown;
  return first && { error: `strict decoding error: ${unknown.map(({ path }) => `unknown field "${path}"`).join(', ')}`, at: first.at };
}

interface Place {
  /** With indices, as strict decoding names it: "jwt[0].issuer". */
  path: string;
  /** Without, as encoding/json does: "jwt.issuer". */
  go: string;
  /** Struct that holds the field. */
  owner: string;
  at: (string | number)[];
}

function walk(value: unknown, shape: Shape, place: Place, unknown: { path: string; at: (string | number)[] }[]): DecodeFault | undefined {
  if (value === null || value === undefined) return undefined;
  const wrong = (): DecodeFault => ({
    error: `json: cannot unmarshal ${goJsonKind(value)} into Go struct field ${place.owner}.${place.go} of type ${goName(shape)}`,
    at: place.at,
  });
  if (shape === 'string') return typeof value === 'string' ? undefined : wrong();
  if (shape === 'bool') return typeof value === 'boolean' ? undefined : wrong();
  if ('list' in shape) {
    if (!Array.isArray(value)) return wrong();
    for (const [i, item] of value.entries()) {
      const found = walk(item, shape.list, { ...place, path: `${place.path}[${i}]`, at: [...place.at, i] }, unknown);
      if (found) return found;
    }
    return undefined;
  }
  if (!isJsonObject(value)) return wrong();
  for (const key of Object.keys(value).sort()) {
    const path = place.path ? `${place.path}.${key}` : key;
    const at = [...place.at, key];
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (!field) unknown.push({ path, at });
    else {
      const found = walk(value[key], field, { path, go: place.go ? `${place.go}.${key}` : key, owner: shape.struct, at }, unknown);
      if (found) return found;
    }
  }
  return undefined;
}

function goName(shape: Shape): string {
  if (typeof shape === 'string') return shape;
  return 'list' in shape ? `[]${goName(shape.list)}` : `v1.${shape.struct}`;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const members = (value: unknown): Members => (isJsonObject(value) ? value : {});
const listOf = (value: unknown): Members[] => (Array.isArray(value) ? value.map(members) : []);

/** The entries of a document that decodeFault has nothing against. */
export function readJwt(value: unknown): JwtConfig[] {
  return listOf(value).map((entry) => {
    const issuer = members(entry.issuer);
    const mappings = members(entry.claimMappings);
    return {
      issuer: {
        url: text(issuer.url),
        discoveryURL: text(issuer.discoveryURL),
        certificateAuthority: text(issuer.certificateAuthority),
        audiences: Array.isArray(issuer.audiences) ? issuer.audiences.map(text) : [],
        audienceMatchPolicy: text(issuer.audienceMatchPolicy),
        egressSelectorType: text(issuer.egressSelectorType),
      },
      claimValidationRules: listOf(entry.claimValidationRules).map((r) => ({
        claim: text(r.claim),
        requiredValue: text(r.requiredValue),
        expression: text(r.expression),
        message: text(r.message),
      })),
      claimMappings: {
        username: readPrefixed(mappings.username),
        groups: readPrefixed(mappings.groups),
        uid: readPlain(mappings.uid),
        extra: listOf(mappings.extra).map((e) => ({ key: text(e.key), valueExpression: text(e.valueExpression) })),
      },
      userValidationRules: listOf(entry.userValidationRules).map((r) => ({ expression: text(r.expression), message: text(r.message) })),
    };
  });
}

function readPlain(value: unknown): ClaimOrExpression {
  const { claim, expression } = members(value);
  return { claim: text(claim), expression: text(expression) };
}

function readPrefixed(value: unknown): PrefixedClaimOrExpression {
  const { prefix } = members(value);
  return { ...readPlain(value), prefix: typeof prefix === 'string' ? prefix : undefined };
}
