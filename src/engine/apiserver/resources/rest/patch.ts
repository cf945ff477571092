// Models apiserver endpoints/handlers/patch.go: the four patch types, decoding of what they make, and the update that follows.
// Left out: field ownership of server-side apply (see patch/merge-patch.ts), retries on conflict, limits on the number of operations.
import { isJsonObject, type Members } from '../../../../trace/json.ts';
import { goJson, goQuote } from '../../../http/go-format.ts';
import { goJsonKind, goJsonSyntaxError } from '../../../http/go-json.ts';
import { badRequest, invalidObject, notFound, type StatusError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import { admitNew } from '../admission/plugins.ts';
import type { Findings } from '../schema/normalize.ts';
import { loadSchema, type Schema } from '../schema/schema.ts';
import { createObject, type Written } from './create.ts';
import { strictFaults, yamlToValue } from './decode.ts';
import { plainError } from './errors.ts';
import type { WriteOptions } from './options.ts';
import { applyJsonPatch, type JsonPatchOperation } from './patch/json-patch.ts';
import { applyMergePatch, applyStrategicPatch } from './patch/merge-patch.ts';
import { inVersion } from './present.ts';
import { defaulted, expectedKind, inNamespace, nameFault } from './request-body.ts';
import { contentTypeOf, type Route } from './route.ts';
import { updateObject } from './update.ts';

type Patched = { value: unknown; json: string } | { error: StatusError };

const rejected = (): StatusError => ({ code: 422, reason: 'Invalid', message: 'the server rejected our request due to an error in our request', details: {} });
const MAP = 'map[string]interface {}';

function readJson(body: string, prefix: string): { value: unknown } | { error: StatusError } {
  const fault = goJsonSyntaxError(body);
  return fault ? { error: badRequest(`${prefix}${fault}`) } : { value: JSON.parse(body) };
}

function jsonPatch(body: string, current: unknown): Patched {
  const read = readJson(body, 'error decoding patch: ');
  if ('error' in read) return read;
  const { value } = read;
  if (!Array.isArray(value))
    return { error: badRequest(`error decoding patch: json: cannot unmarshal ${goJsonKind(value)} into Go value of type []handlers.jsonPatchOp`) };
  const operations = value
    .filter((v): v is Members => isJsonObject(v))
    .map((v) => ({ ...v, op: String(v.op ?? ''), path: String(v.path ?? '') }) as JsonPatchOperation);
  const patched = operations.length === value.length ? applyJsonPatch(current, operations) : undefined;
  return patched ? { value: patched.value, json: body } : { error: rejected() };
}

function mergePatch(body: string, current: Members, strategic: { schema: Schema; route: Route } | undefined): Patched {
  const prefix = strategic ? '' : 'error decoding patch: ';
  const read = readJson(body, prefix);
  if ('error' in read) return read;
  const patch = read.value ?? {};
  if (!isJsonObject(patch)) return { error: badRequest(`${prefix}json: cannot unmarshal ${goJsonKind(patch)} into Go value of type ${MAP}`) };
  if (!strategic) return { value: applyMergePatch(current, patch), json: body };
  const { schema, route } = strategic;
  const { kind, apiVersion } = expectedKind(route);
  const type = schema.typeOf(apiVersion, kind);
  return { value: applyStrategicPatch(current, patch, type, { types: schema.types, nullDeletes: true }), json: body };
}

/** The configuration that is applied: the whole wish, not a change. */
async function readApplied(context: RequestContext, route: Route): Promise<{ applied: KubeObject; json: string } | { error: StatusError }> {
  const read = await yamlToValue(context.request.body);
  if ('fault' in read) return { error: badRequest(`error decoding YAML: error converting YAML to JSON: ${read.fault}`) };
  const value = read.value;
  const given = isJsonObject(value) ? value : {};
  const { kind, apiVersion } = expectedKind(route);
  if (given.apiVersion !== apiVersion || given.kind !== kind) {
    const [group, version] = String(given.apiVersion ?? '').includes('/') ? String(given.apiVersion).split('/') : ['', String(given.apiVersion ?? '')];
    return { error: badRequest(`invalid object type: ${group}/${version}, Kind=${String(given.kind ?? '')}`) };
  }
  const metadata = isJsonObject(given.metadata) ? given.metadata : {};
  const name = metadata.name;
  if (name !== undefined && name !== route.name)
    return { error: badRequest(`the name of the object (${String(name)}) does not match the name on the URL (${route.name})`) };
  const applied = { ...given, metadata: { ...metadata, name: route.name } } as unknown as KubeObject;
  return { applied, json: JSON.stringify(value) };
}

export async function patchObject(
  context: RequestContext,
  route: Route,
  old: KubeObject | undefined,
  options: WriteOptions,
): Promise<Written & { created?: boolean }> {
  const { type } = route.entry;
  const contentType = contentTypeOf(context.request.headers.get('content-type'));
  const schema = await loadSchema(context.server.store, expectedKind(route).kind);
  if (contentType === 'application/apply-patch+yaml') return applyObject(context, route, old, options, schema);
  if (!old) return { error: notFound(type.group, type.resource, route.name) };
  const current = inVersion(old, type);
  const { body } = context.request;
  const patched =
    contentType === 'application/json-patch+json'
      ? jsonPatch(body, current)
      : mergePatch(body, current, contentType === 'application/strategic-merge-patch+json' ? { schema, route } : undefined);
  if ('error' in patched) return patched;
  const decoded = await decodePatched(context, route, patched.value, patched.json, schema, options);
  if ('error' in decoded) return decoded;
  return updateObject(context, route, decoded.object, old, options.dryRun);
}

/** What a patch made must still be an object of the kind, with the name of the URL. */
async function decodePatched(context: RequestContext, route: Route, value: unknown, json: string, schema: Schema, options: WriteOptions): Promise<Written> {
  const expected = expectedKind(route);
  const wrong = (why: string): Written => ({
    error: invalidObject('', '', '', [{ type: 'Invalid', field: 'patch', value: goQuote(goJson(value)), detail: why }]),
  });
  if (!isJsonObject(value)) return wrong(`json: cannot unmarshal ${goJsonKind(value)} into Go value of type v1.${expected.kind}`);
  if (value.kind !== expected.kind || value.apiVersion !== expected.apiVersion) {
    const version =
      String(value.apiVersion ?? '')
        .split('/')
        .at(-1) ?? '';
    return wrong(`converting (${version}.${String(value.kind ?? '')}) to (${expected.internal}.${expected.kind}): unknown conversion`);
  }
  const findings: Findings = { unknown: [] };
  const object = schema.normalize({ metadata: {}, ...value } as unknown as KubeObject, findings);
  if (findings.error) return wrong(findings.error);
  const faults = findings.unknown.length
    ? findings.unknown.map((path) => `unknown field ${goQuote(path)}`)
    : strictFaults(json, []).filter((f) => f.startsWith('duplicate'));
  if (faults.length && options.fieldValidation === 'Strict') return wrong(`strict decoding error: ${faults.join(', ')}`);
  if (options.fieldValidation === 'Warn') context.warnings.push(...faults);
  const misnamed = nameFault(route, object);
  if (misnamed) return { error: misnamed };
  return { object: await defaulted(route, inNamespace(object, route.namespace) ?? object) };
}

async function applyObject(
  context: RequestContext,
  route: Route,
  old: KubeObject | undefined,
  options: WriteOptions,
  schema: Schema,
): Promise<Written & { created?: boolean }> {
  const read = await readApplied(context, route);
  if ('error' in read) return read;
  const { kind, apiVersion } = expectedKind(route);
  const type = schema.typeOf(apiVersion, kind);
  const findings: Findings = { unknown: [] };
  const wish = schema.normalize(read.applied, findings);
  const { version, group } = { version: apiVersion.split('/').at(-1) ?? '', group: route.entry.type.group };
  const failed = (why: string) =>
    plainError(`failed to create typed patch object (${route.namespace}/${route.name}; ${group ? `${group}/` : '/'}${version}, Kind=${kind}): ${why}`);
  if (findings.unknown.length) return { error: failed(`.${findings.unknown[0]}: field not declared in schema`) };
  if (findings.error) return { error: failed(findings.error) };
  if (!old) {
    const object = inNamespace(wish, route.namespace);
    if (!object) return { error: badRequest('the namespace of the provided object does not match the namespace sent on the request') };
    const admitted = await admitNew(context, route, await defaulted(route, object));
    if ('error' in admitted) return admitted;
    const created = await createObject(context, route.entry, admitted.object, options.dryRun);
    return 'error' in created ? created : { ...created, created: true };
  }
  const current = inVersion(old, route.entry.type);
  const value = applyStrategicPatch(current, { ...read.applied }, type, { types: schema.types, nullDeletes: false });
  const decoded = await decodePatched(context, route, value, '{}', schema, options);
  if ('error' in decoded) return decoded;
  return updateObject(context, route, decoded.object, old, options.dryRun);
}
