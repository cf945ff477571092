// Models decoding of request bodies: apiserver endpoints/handlers/create.go, rest.go (transformDecodeError) and apimachinery's JSON and YAML serializers.
// Left out: protobuf and CBOR bodies, conversion between versions of a group.

import { isJsonObject } from '../../../../trace/json.ts';
import { goJson, goQuote } from '../../../http/go-format.ts';
import { goJsonKind, goJsonSyntaxError } from '../../../http/go-json.ts';
import { badRequest, type StatusError } from '../../../http/status.ts';
import { yamlValue } from '../../../http/yaml-value.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Store } from '../../../store/store.ts';
import { registry } from '../registry.ts';
import { splitGroupVersion } from '../resource-table.ts';
import { keyPlaces } from '../schema/json-keys.ts';
import type { Findings } from '../schema/normalize.ts';
import { loadSchema } from '../schema/schema.ts';
import { unsupportedBody } from './errors.ts';
import { contentTypeOf } from './route.ts';

/** What the URL expects. */
export interface Expected {
  kind: string;
  apiVersion: string;
  /** Go package of the internal type, as conversion errors name it: "core". */
  internal: string;
}

export type Decoded = { object: KubeObject; strict: string[] } | { error: StatusError };

/** "rbac.authorization.k8s.io" → "rbac": the package that holds the internal type. */
export function internalPackage(group: string): string {
  if (group === '') return 'core';
  return group.split('.')[0] ?? group;
}

const HEADER = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** The start of a body as the error shows it. */
function summary(body: string): string {
  const data = new TextEncoder().encode(body);
  if (data.length === 0) return '<empty>';
  if (body.startsWith('{')) return data.length > 30 ? `${new TextDecoder().decode(data.slice(0, 30))} ...` : body;
  const hex = [...data.slice(0, 30)].map((b) => b.toString(16).padStart(2, '0')).join('');
  return data.length > 30 ? `${hex} ...` : hex;
}

/** Reads JSON or YAML text into a value, or Go's words for why not. */
export async function readBody(body: string, contentType: string): Promise<{ value: unknown; json: string } | { fault: string } | { error: StatusError }> {
  const type = contentTypeOf(contentType) || 'application/json';
  if (type === 'application/yaml') {
    const yaml = await yamlToValue(body);
    return 'fault' in yaml ? yaml : { value: yaml.value, json: JSON.stringify(yaml.value) };
  }
  if (type !== 'application/json') return { error: unsupportedBody() };
  const fault = goJsonSyntaxError(body);
  return fault ? { fault } : { value: JSON.parse(body), json: body };
}

export async function yamlToValue(body: string): Promise<{ value: unknown } | { fault: string }> {
  const { parseDocument, LineCounter } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(body, { lineCounter: lines, version: '1.1', merge: true, uniqueKeys: false });
  const [first] = document.errors;
  if (first) return { fault: `yaml: line ${first.linePos?.[0].line ?? 1}: ${(first.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}` };
  const read = yamlValue(document);
  return 'error' in read ? { fault: read.error } : { value: read.value ?? null };
}

/** Decodes a body into the kind that the URL expects. `strict` are unknown and duplicate fields, in the order of the document. */
export async function decode(store: Store, body: string, contentType: string | undefined, expected: Expected): Promise<Decoded> {
  const read = await readBody(body, contentType ?? '');
  if ('error' in read) return read;
  const unrecognized = (why: string): Decoded => ({
    error: badRequest(
      `the object provided is unrecognized (must be of type ${expected.kind}): couldn't get version/kind; json parse error: ${why} (${summary(body)})`,
    ),
  });
  if ('fault' in read) return unrecognized(read.fault);
  const value = read.value ?? {};
  if (!isJsonObject(value)) return unrecognized(`json: cannot unmarshal ${goJsonKind(value)} into Go value of type ${HEADER}`);
  const given = value;
  for (const key of ['apiVersion', 'kind'])
    if (key in given && given[key] !== null && typeof given[key] !== 'string')
      return unrecognized(`json: cannot unmarshal ${goJsonKind(given[key])} into Go struct field .${key} of type string`);
  const apiVersion = (given.apiVersion as string | null) || expected.apiVersion;
  const kind = (given.kind as string | null) || expected.kind;
  const { group, version } = splitGroupVersion(apiVersion);
  const cannot = (why: string): Decoded => ({
    error: badRequest(`${kind} in version ${goQuote(version)} cannot be handled as a ${expected.kind}: ${why}`),
  });
  if (kind !== expected.kind || apiVersion !== expected.apiVersion) {
    const known = registry.byKind(group, version, kind) ?? knownElsewhere(group, version, kind);
    if (!known) return cannot(`no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)} in scheme "pkg/runtime/scheme.go:111"`);
    if (kind !== expected.kind || group !== splitGroupVersion(expected.apiVersion).group)
      return cannot(`converting (${version}.${kind}) to (${expected.internal}.${expected.kind}): unknown conversion`);
  }
  const schema = await loadSchema(store, kind);
  const findings: Findings = { unknown: [] };
  const object = schema.normalize({ ...given, kind, apiVersion, metadata: given.metadata ?? {} } as KubeObject, findings);
  if (findings.error) return cannot(findings.error);
  if (apiVersion !== expected.apiVersion)
    return { error: badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${expected.apiVersion})`) };
  return { object, strict: strictFaults(read.json, findings.unknown) };
}

/** Kinds that have no collection of their own but a body: subresources' kinds and options. */
const knownElsewhere = (group: string, version: string, kind: string): boolean =>
  registry.versions(group)?.some((gv) => gv.version === version && gv.types.some((t) => t.subresourceTypes.some((s) => s.kind === kind))) ?? false;

/** "unknown field …" and "duplicate field …" in the order in which they stand in the document. */
export function strictFaults(json: string, unknown: readonly string[]): string[] {
  const places = keyPlaces(json);
  if (!unknown.length && !places.duplicates.length) return [];
  return [
    ...unknown.map((path) => ({ at: places.first.get(path) ?? 0, text: `unknown field ${goQuote(path)}` })),
    ...places.duplicates.map((d) => ({ at: d.at, text: `duplicate field ${goQuote(d.path)}` })),
  ]
    .sort((a, b) => a.at - b.at)
    .map((f) => f.text);
}

export const compact = (value: unknown): string => goJson(value);
