// Turns stored objects into what the client asked for: the object, a list, a Table, or the metadata alone.
import { goJson } from '../../../http/go-format.ts';
import type { HttpResponse } from '../../../http/message.ts';
import type { Output } from '../../../http/negotiation.ts';
import { writeObject, writeText } from '../../../http/response-writer.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import { groupVersionOf, type ResourceTypeRow } from '../resource-table.ts';
import type { Route } from './route.ts';

export interface ListMeta {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/** Stored under whatever version wrote it, shown under the one asked for. */
export function inVersion(object: KubeObject, type: ResourceTypeRow): KubeObject {
  const apiVersion = groupVersionOf(type);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

export const partial = (object: KubeObject): Record<string, unknown> => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: object.metadata,
});

/** List items carry no kind and no apiVersion. */
export function listItem(object: KubeObject): Record<string, unknown> {
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
  return rest;
}

const isTable = (output: Output): boolean => output.as === 'Table';

export function presentObject(context: RequestContext, route: Route, status: number, object: KubeObject): HttpResponse | Promise<HttpResponse> {
  const { output } = route;
  if (output.as === '') return writeObject(context, status, inVersion(object, route.entry.type), { output });
  if (isTable(output)) return table(context, route, status, [object], { resourceVersion: object.metadata.resourceVersion ?? '' });
  return writeObject(context, status, partial(object), { output });
}

export function presentList(context: RequestContext, route: Route, objects: readonly KubeObject[], meta: ListMeta): HttpResponse | Promise<HttpResponse> {
  const { output } = route;
  const { type } = route.entry;
  if (isTable(output)) return table(context, route, 200, objects, meta);
  if (output.as !== '') {
    const items = objects.length ? objects.map(({ metadata }) => ({ metadata })) : null;
    return writeObject(context, 200, { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata: meta, items }, { output });
  }
  return writeObject(context, 200, { kind: `${type.kind}List`, apiVersion: groupVersionOf(type), metadata: meta, items: objects.map(listItem) }, { output });
}

export interface WatchEvent {
  type: string;
  object: KubeObject;
}

/** One JSON document a line; only the first of a stream of Tables carries the columns. */
export async function presentEvents(context: RequestContext, route: Route, events: readonly WatchEvent[]): Promise<HttpResponse> {
  const { type } = route.entry;
  let show = (object: KubeObject): unknown => (route.output.as === '' ? inVersion(object, type) : partial(object));
  if (isTable(route.output)) {
    const { toTable } = await import('../../../http/table.ts');
    const include = context.info.query.get('includeObject') ?? '';
    const now = context.server.clock.now();
    let first = true;
    show = (object) => {
      const whole = toTable(type, [object], { resourceVersion: object.metadata.resourceVersion ?? '' }, now, include);
      const shown = first ? whole : { ...whole, columnDefinitions: null };
      first = false;
      return shown;
    };
  }
  const body = events.map((e) => `${goJson({ type: e.type, object: show(e.object) })}\n`).join('');
  return writeText(context, 200, body, { contentType: 'application/json' });
}

async function table(context: RequestContext, route: Route, status: number, objects: readonly KubeObject[], meta: ListMeta): Promise<HttpResponse> {
  const { toTable } = await import('../../../http/table.ts');
  const value = toTable(route.entry.type, objects, meta, context.server.clock.now(), context.info.query.get('includeObject') ?? '');
  return writeObject(context, status, value, { output: route.output });
}
