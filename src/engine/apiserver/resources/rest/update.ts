// Models apiserver registry/rest/update.go (BeforeUpdate) and registry/generic/registry/store.go for updates.
// Left out: managed fields. Kinds that an update may create: see create-by-update.ts.
import { goQuote } from '../../../http/go-format.ts';
import { conflict, invalidObject } from '../../../http/status.ts';
import { type KubeObject, orderedMeta } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import { admitChanged } from '../admission/plugins.ts';
import { same } from '../same.ts';
import { loadSchema } from '../schema/schema.ts';
import { objectMetaErrors, objectMetaUpdateErrors, pathSegmentFaults } from '../validation/object-meta.ts';
import { countsGenerations, type Written } from './create.ts';
import { plainError } from './errors.ts';
import { etcdKey } from './keys.ts';
import type { Route } from './route.ts';

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/** Everything but kind, apiVersion, metadata and status: what generation counts. */
function body(object: KubeObject): Record<string, unknown> {
  const { kind: _k, apiVersion: _a, metadata: _m, status: _s, ...rest } = object;
  return rest;
}

/** Main resource: the status stays. Status subresource: all but status and labels and annotations stays. */
function crossed(route: Route, now: KubeObject, old: KubeObject): KubeObject {
  if (route.entry.type.resource === 'namespaces' && route.subresource?.name !== 'status') {
    return { ...now, spec: route.subresource?.name === 'finalize' ? now.spec : old.spec, status: old.status };
  }
  if (!route.entry.type.subresources.includes('status')) return now;
  if (route.subresource?.name === 'status') {
    const kept = { ...old, metadata: { ...now.metadata } };
    return now.status === undefined ? kept : { ...kept, status: now.status };
  }
  if (route.subresource) return now;
  const { status: _status, ...rest } = now;
  return (old.status === undefined ? rest : { ...rest, status: old.status }) as KubeObject;
}

/** The registry's part of an update: preconditions, guard, system fields, validation, the write. `given` is the new object as decoded and ordered. */
export async function updateObject(context: RequestContext, route: Route, given: KubeObject, old: KubeObject, dryRun: boolean): Promise<Written> {
  const { type } = route.entry;
  const strategy = (await route.entry.strategy.whole?.()) ?? route.entry.strategy;
  const { name, namespace = '' } = old.metadata;
  const wanted = given.metadata.resourceVersion;
  if (wanted && !/^\d+$/.test(wanted)) return { error: plainError(`strconv.ParseUint: parsing ${goQuote(wanted)}: invalid syntax`) };
  if (given.metadata.uid && given.metadata.uid !== old.metadata.uid && context.info.verb === 'update') {
    const why = `Precondition failed: UID in precondition: ${given.metadata.uid}, UID in object meta: ${old.metadata.uid}`;
    const where = `StorageError: invalid object, Code: 4, Key: ${etcdKey(type, namespace, name)}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`;
    return { error: conflict(type.group, type.resource, name, where) };
  }
  if (wanted && wanted !== '0' && wanted !== old.metadata.resourceVersion) return { error: conflict(type.group, type.resource, name, MODIFIED) };
  const refused = await strategy.guard?.(context, given, old);
  if (refused) return { error: refused };

  const admitted = await admitChanged(context, route, given);
  if ('error' in admitted) return admitted;
  let object = crossed(route, admitted.object, old);
  object = {
    ...object,
    metadata: orderedMeta({
      ...object.metadata,
      uid: object.metadata.uid || (old.metadata.uid ?? ''),
      resourceVersion: old.metadata.resourceVersion ?? '',
      ...(old.metadata.creationTimestamp ? { creationTimestamp: old.metadata.creationTimestamp } : {}),
      ...(old.metadata.deletionTimestamp ? { deletionTimestamp: old.metadata.deletionTimestamp } : {}),
      ...(old.metadata.deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds: old.metadata.deletionGracePeriodSeconds }),
    }),
  };
  if (old.metadata.generation === undefined) delete object.metadata.generation;
  else object.metadata.generation = old.metadata.generation;
  object = strategy.prepare?.(object, old, context) ?? object;
  if (countsGenerations(route.entry) && !same(body(object), body(old)))
    object = { ...object, metadata: orderedMeta({ ...object.metadata, generation: (old.metadata.generation ?? 0) + 1 }) };
  // Checked for all kinds, then once more by the kind itself: a message shows each once, the causes show both.
  const whole = objectMetaErrors(object.metadata, type.namespaced, pathSegmentFaults);
  const change = objectMetaUpdateErrors(object.metadata, old.metadata);
  const errors = [...whole, ...change, ...change, ...whole, ...(strategy.validate?.(object, old, route.subresource?.name ?? '') ?? [])];
  if (errors.length) return { error: invalidObject(type.group, type.kind, name, errors) };
  for (const text of strategy.warnings?.(object, old) ?? []) context.warnings.push(text);
  return storeUpdate(context, route, object, old, dryRun);
}

/** Writes what differs, and finishes a deletion whose last finalizer went. An update that changes nothing writes nothing. */
async function storeUpdate(context: RequestContext, route: Route, updated: KubeObject, old: KubeObject, dryRun: boolean): Promise<Written> {
  const { type } = route.entry;
  const { name, namespace = '' } = old.metadata;
  const object = (await loadSchema(context.server.store, type.kind)).normalize(updated);
  if (same(object, old)) return { object: old };
  if (dryRun) return { object };
  const key = etcdKey(type, namespace, name);
  if (old.metadata.deletionTimestamp && !object.metadata.finalizers?.length && !namespaceFinalizers(object) && !object.metadata.deletionGracePeriodSeconds) {
    context.server.store.write(type, namespace, name, undefined);
    context.recorder.store('delete', key, old.metadata.resourceVersion ?? '');
    return { object: { ...object, metadata: { ...object.metadata, resourceVersion: old.metadata.resourceVersion ?? '' } } };
  }
  const stored = context.server.store.write(type, namespace, name, object) ?? object;
  context.recorder.store('update', key, stored.metadata.resourceVersion ?? '');
  return { object: stored };
}

/** A namespace is held by spec.finalizers, too. */
function namespaceFinalizers(object: KubeObject): boolean {
  if (object.kind !== 'Namespace') return false;
  const spec = object.spec;
  const finalizers = typeof spec === 'object' && spec !== null && 'finalizers' in spec ? spec.finalizers : undefined;
  return Array.isArray(finalizers) && finalizers.length > 0;
}
