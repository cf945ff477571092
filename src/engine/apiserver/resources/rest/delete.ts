// Models apiserver registry/rest/delete.go and registry/generic/registry/store.go for deletion, one by one and by collection.
// Left out: garbage collection of dependents (propagationPolicy is read, nothing follows from it).
import { goQuote } from '../../../http/go-format.ts';
import { badRequest, conflict, type StatusError } from '../../../http/status.ts';
import { type KubeObject, orderedMeta } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import type { ResourceEntry } from '../registry.ts';
import { readBody } from './decode.ts';
import { etcdKey } from './keys.ts';
import { writeOptions } from './options.ts';

export interface DeleteOptions {
  dryRun: boolean;
  gracePeriodSeconds: number | undefined;
  uid: string | undefined;
  resourceVersion: string | undefined;
}

/** Kinds whose DELETE answers with the object itself; the others answer with a Status. */
const RETURNS_OBJECT = new Set([
  'serviceaccounts',
  'pods',
  'services',
  'persistentvolumeclaims',
  'persistentvolumes',
  'podtemplates',
  'resourcequotas',
  'csidrivers',
  'csinodes',
  'storageclasses',
  'volumeattachments',
  'volumeattributesclasses',
  'resourceclaims',
  'resourceclaimtemplates',
  'resourceslices',
  'deviceclasses',
]);

export type Deleted = { object: KubeObject; gone: boolean } | { error: StatusError };

export async function deleteOptions(context: RequestContext): Promise<{ options: DeleteOptions } | { error: StatusError }> {
  const { query } = context.info;
  const written = writeOptions(query, 'DeleteOptions');
  if ('error' in written) return written;
  let body: Record<string, unknown> = {};
  if (context.request.body !== '') {
    const read = await readBody(context.request.body, context.request.headers.get('content-type') ?? '');
    if ('error' in read) return read;
    if ('fault' in read) return { error: badRequest(`couldn't get version/kind; json parse error: ${read.fault}`) };
    if (typeof read.value === 'object' && read.value !== null) body = read.value as Record<string, unknown>;
    const { kind = 'DeleteOptions', apiVersion = 'v1' } = body;
    if (kind !== 'DeleteOptions')
      return {
        error: badRequest(`no kind ${goQuote(String(kind))} is registered for version ${goQuote(String(apiVersion))} in scheme "pkg/runtime/scheme.go:111"`),
      };
  }
  const conditions = (typeof body.preconditions === 'object' && body.preconditions !== null ? body.preconditions : {}) as Record<string, unknown>;
  const text = (v: unknown) => (typeof v === 'string' ? v : undefined);
  const grace = body.gracePeriodSeconds ?? query.get('gracePeriodSeconds') ?? undefined;
  const dryRun = written.options.dryRun || (Array.isArray(body.dryRun) && body.dryRun.includes('All'));
  return {
    options: {
      dryRun,
      gracePeriodSeconds: grace === undefined || Number.isNaN(Number(grace)) ? undefined : Number(grace),
      uid: text(conditions.uid),
      resourceVersion: text(conditions.resourceVersion),
    },
  };
}

export const returnsObject = (entry: ResourceEntry): boolean => RETURNS_OBJECT.has(entry.type.resource);

/** Status Success, as most kinds answer a DELETE that removed the object. */
export const deletedStatus = (entry: ResourceEntry, object: KubeObject): Record<string, unknown> => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details: {
    name: object.metadata.name,
    ...(entry.type.group ? { group: entry.type.group } : {}),
    kind: entry.type.resource,
    ...(object.metadata.uid ? { uid: object.metadata.uid } : {}),
  },
});

function preconditions(entry: ResourceEntry, object: KubeObject, options: DeleteOptions): StatusError | undefined {
  const { type } = entry;
  const { name, uid, resourceVersion } = object.metadata;
  const failed = (what: string, wanted: string, found: string | undefined) =>
    conflict(type.group, type.resource, name, `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found ?? ''}`);
  if (options.uid !== undefined && options.uid !== uid) return failed('UID', options.uid, uid);
  if (options.resourceVersion !== undefined && options.resourceVersion !== resourceVersion)
    return failed('ResourceVersion', options.resourceVersion, resourceVersion);
  return undefined;
}

/** Seconds of grace a pod is given: the request's, else its own; none when no node runs it or it has ended. */
function gracePeriod(object: KubeObject, options: DeleteOptions): number {
  const spec = (object.spec ?? {}) as { terminationGracePeriodSeconds?: number; nodeName?: string };
  const phase = ((object.status ?? {}) as { phase?: string }).phase;
  if (!spec.nodeName || phase === 'Failed' || phase === 'Succeeded') return 0;
  return options.gracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30;
}

const laterBy = (timestamp: string, seconds: number): string => new Date(Date.parse(timestamp) + seconds * 1000).toISOString().replace('.000Z', 'Z');

/** The object as it stands while its end is awaited. */
function terminating(context: RequestContext, object: KubeObject, grace: number, generation: boolean): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: orderedMeta({
      ...metadata,
      ...(generation && metadata.generation !== undefined && !metadata.deletionTimestamp ? { generation: metadata.generation + 1 } : {}),
      deletionTimestamp: laterBy(context.server.clock.timestamp(), grace),
      deletionGracePeriodSeconds: grace,
    }),
  };
}

/** Deletes one object, or begins its deletion when finalizers or grace hold it. */
export function deleteObject(context: RequestContext, entry: ResourceEntry, object: KubeObject, options: DeleteOptions): Deleted {
  const { type, strategy } = entry;
  const { store } = context.server;
  const { name, namespace = '', resourceVersion = '' } = object.metadata;
  const failed = preconditions(entry, object, options) ?? strategy.guardDelete?.(context, object);
  if (failed) return { error: failed };
  const key = etcdKey(type, namespace, name);
  const put = (next: KubeObject): Deleted => {
    if (options.dryRun) return { object: next, gone: false };
    const stored = store.write(type, namespace, name, next) ?? next;
    context.recorder.store('update', key, stored.metadata.resourceVersion ?? '');
    return { object: stored, gone: false };
  };
  if (type.resource === 'namespaces' && type.group === '') {
    if (object.metadata.deletionTimestamp) return { object, gone: false };
    const spec = (object.spec ?? {}) as { finalizers?: string[] };
    if (spec.finalizers?.length) {
      const metadata = orderedMeta({ ...object.metadata, deletionTimestamp: context.server.clock.timestamp() });
      return put({ ...object, metadata, status: { ...((object.status ?? {}) as object), phase: 'Terminating' } });
    }
  }
  const isPod = type.resource === 'pods' && type.group === '';
  const grace = isPod ? gracePeriod(object, options) : 0;
  if (grace > 0 || object.metadata.finalizers?.length) {
    const before = object.metadata;
    if (before.deletionTimestamp && (before.deletionGracePeriodSeconds ?? 0) <= grace) return { object, gone: false };
    return put(terminating(context, object, grace, true));
  }
  const last = isPod ? terminating(context, object, 0, true) : object;
  if (options.dryRun) return { object: last, gone: true };
  store.write(type, namespace, name, undefined);
  context.recorder.store('delete', key, resourceVersion);
  return { object: { ...last, metadata: { ...last.metadata, resourceVersion: String(store.revision) } }, gone: true };
}
