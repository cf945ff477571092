// Models what go-restful's router decides from path, method, Content-Type and Accept (apiserver endpoints/installer.go).
// Left out: connect subresources' own sub-paths beyond telling them from unknown ones.

import { JSON_OUTPUT, negotiate, type Output, PROTOBUF, routeAccepts } from '../../../http/negotiation.ts';
import type { StatusError } from '../../../http/status.ts';
import type { RequestContext } from '../../request-context.ts';
import { type ResourceEntry, registry } from '../registry.ts';
import type { VirtualResource } from '../resource.ts';
import type { SubresourceType } from '../resource-table.ts';
import { methodNotAllowed, noSuchResource, notAcceptable, protobufNotModelled, routeNotAcceptable, unsupportedPatch } from './errors.ts';

export interface Route {
  readonly entry: ResourceEntry;
  readonly subresource: SubresourceType | undefined;
  /** Set for resources that store nothing. */
  readonly virtual: VirtualResource | undefined;
  readonly output: Output;
  /** The object's name; "" on collections. */
  readonly name: string;
  /** The namespace of a namespaced kind, "" for all of them and for cluster-scoped kinds. */
  readonly namespace: string;
}

export type Routed = { route: Route } | { error: StatusError };

export const PRODUCES: readonly string[] = ['application/json', 'application/yaml', PROTOBUF];
const PRODUCES_STREAMS = [...PRODUCES, 'application/json;stream=watch', `${PROTOBUF};stream=watch`];
export const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];
/** Subresources whose connection stays open. */
export const CONNECT = ['proxy', 'exec', 'attach', 'portforward'];
const VERB_OF: Record<string, string> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete', GET: 'get' };

export const contentTypeOf = (header: string | undefined): string => (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** A request below /api/V/ or /apis/G/V/ that RequestInfo took for a resource request. */
export function resolveRoute(context: RequestContext): Routed {
  const { info, request } = context;
  const [resource = '', name = '', subresourceName = ''] = info.parts;
  const entry = registry.lookup(info.apiGroup, info.apiVersion, resource);
  if (!entry || info.verb === 'proxy') return { error: noSuchResource() };
  const { type } = entry;
  const namespace = type.namespaced ? info.namespace : '';
  const onNamespace = resource === 'namespaces' && type.group === '';
  if (type.namespaced ? name !== '' && namespace === '' : info.namespace !== '' && !(onNamespace && name === info.namespace))
    return { error: noSuchResource() };
  const subresource = subresourceName === '' ? undefined : entry.subresources.get(subresourceName);
  if (subresourceName !== '' && !subresource) return { error: noSuchResource() };
  if (info.parts.length > 3 && !(subresource && CONNECT.includes(subresource.type.name))) return { error: noSuchResource() };

  const verbs = subresource ? subresource.type.verbs : type.verbs;
  const watchPath = info.verb === 'watch' && name !== '';
  const verb = VERB_OF[request.method];
  const collection = name === '';
  let needed = verb;
  if (collection && verb === 'get') needed = 'list';
  else if (collection && verb === 'delete') needed = 'deletecollection';
  const misplaced = !subresource && (collection ? verb === 'update' || verb === 'patch' : verb === 'create');
  const everywhere = collection && type.namespaced && namespace === '' && needed !== 'list';
  const prefixed = info.verb === 'watch' && request.method !== 'GET';
  if (!verb || !needed || !verbs.includes(needed) || misplaced || everywhere || prefixed) return { error: methodNotAllowed() };
  if (verb === 'patch' && !PATCH_TYPES.includes(contentTypeOf(request.headers.get('content-type')))) return { error: unsupportedPatch() };

  const accept = request.headers.get('accept');
  const output = accept === undefined ? JSON_OUTPUT : acceptedOutput(accept, needed === 'list' || watchPath ? PRODUCES_STREAMS : PRODUCES);
  if ('error' in output) return output;
  return { route: { entry, subresource: subresource?.type, virtual: subresource ? subresource.virtual : entry.virtual, output, name, namespace } };
}

const TRANSFORMATIONS = ['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList'];

function acceptedOutput(accept: string, produces: readonly string[]): Output | { error: StatusError } {
  if (!routeAccepts(accept, produces)) return { error: routeNotAcceptable(produces) };
  const output = negotiate(accept, (o) => o.group === 'meta.k8s.io' && ['v1', 'v1beta1'].includes(o.version) && TRANSFORMATIONS.includes(o.as));
  if (output) return output;
  return { error: accept.includes(PROTOBUF) ? protobufNotModelled() : notAcceptable() };
}
