// Models the checks that the handlers of POST and PUT make of a body before admission sees it (apiserver endpoints/handlers/{create,update}.go, rest.go).
import { badRequest, type StatusError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import { groupVersionOf } from '../resource-table.ts';
import { decode, type Expected, internalPackage } from './decode.ts';
import { type WriteOptions, writeOptions } from './options.ts';
import type { PendingWrite } from './pending-write.ts';
import type { Route } from './route.ts';

export type Read = { write: PendingWrite } | { error: StatusError };

/** The kind that this URL takes: a subresource may have one of another group. */
export function expectedKind(route: Route): Expected {
  const { type } = route.entry;
  const own = route.subresource;
  const group = own?.group ?? type.group;
  const version = own?.version ?? type.version;
  return { kind: own?.kind ?? type.kind, apiVersion: groupVersionOf({ group, version }), internal: internalPackage(group) };
}

/** Warns of unknown and duplicate fields, or refuses them. */
export function strictly(
  context: RequestContext,
  options: WriteOptions,
  faults: readonly string[],
  expected: Expected,
  object: KubeObject,
): StatusError | undefined {
  if (!faults.length || options.fieldValidation === 'Ignore') return undefined;
  if (options.fieldValidation === 'Warn') {
    context.warnings.push(...faults);
    return undefined;
  }
  const version = object.apiVersion.split('/').at(-1) ?? '';
  return badRequest(`${object.kind} in version "${version}" cannot be handled as a ${expected.kind}: strict decoding error: ${faults.join(', ')}`);
}

/** Sets the object's namespace to the URL's; undefined when it names another. */
export function inNamespace(object: KubeObject, namespace: string): KubeObject | undefined {
  const given = object.metadata.namespace ?? '';
  if (given === namespace) return object;
  const { namespace: _dropped, ...rest } = object.metadata;
  if (namespace === '') return { ...object, metadata: rest };
  return given === '' ? { ...object, metadata: { ...object.metadata, namespace } } : undefined;
}

/** What create and update have in common: the query's options, then a body of the kind this URL takes. */
async function readBody(context: RequestContext, route: Route, kind: 'CreateOptions' | 'UpdateOptions') {
  const read = writeOptions(context.info.query, kind);
  if ('error' in read) return read;
  const expected = expectedKind(route);
  const decoded = await decode(context.server.store, context.request.body, context.request.headers.get('content-type'), expected);
  if ('error' in decoded) return decoded;
  const refused = strictly(context, read.options, decoded.strict, expected, decoded.object);
  if (refused) return { error: refused };
  context.decoded = decoded.object;
  return { ...decoded, options: read.options };
}

export async function decodeCreate(context: RequestContext, route: Route): Promise<Read> {
  const read = await readBody(context, route, 'CreateOptions');
  if ('error' in read) return read;
  const object = inNamespace(read.object, route.namespace);
  if (!object) return { error: badRequest('the namespace of the provided object does not match the namespace sent on the request') };
  return { write: { verb: 'create', object: await defaulted(route, object), options: read.options } };
}

export async function decodeUpdate(context: RequestContext, route: Route): Promise<Read> {
  const read = await readBody(context, route, 'UpdateOptions');
  if ('error' in read) return read;
  const misnamed = nameFault(route, read.object);
  if (misnamed) return { error: misnamed };
  const object = inNamespace(read.object, route.namespace) ?? read.object;
  return { write: { verb: 'update', object: await defaulted(route, object), options: read.options, strict: read.strict } };
}

/** Name and namespace of an object that is to replace another must be the URL's. */
export function nameFault(route: Route, object: KubeObject): StatusError | undefined {
  const { name, namespace } = object.metadata;
  if (!name) return badRequest(`the name of the object (${route.name} based on URL) was undeterminable: name must be provided`);
  if (name !== route.name) return badRequest(`the name of the object (${name}) does not match the name on the URL (${route.name})`);
  if (route.namespace && namespace && namespace !== route.namespace)
    return badRequest(`the namespace of the object (${namespace}) does not match the namespace on the request (${route.namespace})`);
  return undefined;
}

export async function defaulted(route: Route, object: KubeObject): Promise<KubeObject> {
  if (route.virtual) return object;
  const { strategy } = route.entry;
  return ((await strategy.whole?.()) ?? strategy).defaults?.(object) ?? object;
}
