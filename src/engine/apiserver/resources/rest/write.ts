// Models the storage side of every write: which registry call it becomes, and how its result is answered.

import { writeObject } from '../../../http/response-writer.ts';
import { notFound } from '../../../http/status.ts';
import { invariant } from '../../../invariant.ts';
import type { Outcome } from '../../filters/filter.ts';
import type { RequestContext } from '../../request-context.ts';
import { connect } from './connect.ts';
import { createObject, type Written } from './create.ts';
import { createByUpdate, createsOnUpdate } from './create-by-update.ts';
import { type DeleteOptions, deletedStatus, deleteObject, returnsObject } from './delete.ts';
import { deleteCollection } from './delete-collection.ts';
import { notModelled } from './errors.ts';
import { etcdKey } from './keys.ts';
import { refuse, reply } from './outcomes.ts';
import { patchObject } from './patch.ts';
import type { PendingWrite } from './pending-write.ts';
import { inVersion, partial, presentObject } from './present.ts';
import type { Route } from './route.ts';
import { createOnSubresource } from './subresources.ts';
import { updateObject } from './update.ts';

export { connect };

export async function performWrite(context: RequestContext, route: Route, write: PendingWrite): Promise<Outcome> {
  switch (write.verb) {
    case 'connect':
      return connect(context, route);
    case 'create':
      return create(context, route, write);
    case 'update': {
      if (otherKind(route)) return refuse(context, notModelled(`writing ${route.entry.type.resource}/${route.subresource?.name ?? ''}`));
      const old = existing(context, route);
      if (!old && createsOnUpdate(route))
        return written(context, route, await createByUpdate(context, route, write.object, write.options.dryRun), 201, 'created');
      if (!old) return refuse(context, missing(route), 'no such object');
      return written(context, route, await updateObject(context, route, write.object, old, write.options.dryRun), 200, 'updated');
    }
    case 'patch': {
      if (otherKind(route)) return refuse(context, notModelled(`writing ${route.entry.type.resource}/${route.subresource?.name ?? ''}`));
      const patched = await patchObject(context, route, existing(context, route), write.options);
      return written(
        context,
        route,
        patched,
        'created' in patched && patched.created ? 201 : 200,
        'created' in patched && patched.created ? 'created' : 'patched',
      );
    }
    case 'delete':
      return remove(context, route, write.options);
    case 'deletecollection':
      return deleteCollection(context, route, write.options);
  }
}

/** A subresource that is another kind's view of the object: deployments/scale. */
const otherKind = (route: Route): boolean => route.subresource !== undefined && route.subresource.kind !== route.entry.type.kind;

const missing = (route: Route) => notFound(route.entry.type.group, route.entry.type.resource, route.name);
const existing = (context: RequestContext, route: Route) => context.server.store.get(route.entry.type, route.namespace, route.name);

async function create(context: RequestContext, route: Route, write: PendingWrite & { verb: 'create' }): Promise<Outcome> {
  const { virtual } = route;
  if (virtual) {
    const made = await virtual.create(context, write.object);
    if ('error' in made) return refuse(context, made.error);
    return reply('answered, nothing stored', writeObject(context, 201, made.object, { output: route.output }));
  }
  if (route.subresource || route.entry.type.resource === 'bindings') return createOnSubresource(context, route, write);
  return written(context, route, await createObject(context, route.entry, write.object, write.options.dryRun), 201, 'created');
}

async function written(context: RequestContext, route: Route, result: Written, status: number, reason: string): Promise<Outcome> {
  if ('error' in result) return refuse(context, result.error);
  return reply(reason, presentObject(context, route, status, result.object));
}

async function remove(context: RequestContext, route: Route, options: DeleteOptions): Promise<Outcome> {
  const { type } = route.entry;
  const object = existing(context, route);
  if (!object) {
    context.recorder.store('get', etcdKey(type, route.namespace, route.name), String(context.server.store.revision));
    return refuse(context, missing(route), 'no such object');
  }
  const deleted = deleteObject(context, route.entry, object, options);
  if ('error' in deleted) return refuse(context, deleted.error);
  const reason = deleted.gone ? 'deleted' : 'deletion begun';
  if (deleted.gone && !returnsObject(route.entry))
    return reply(reason, writeObject(context, 200, deletedStatus(route.entry, object), { output: route.output }));
  invariant(deleted.object, 'a deletion without an object');
  const shown = route.output.as === '' ? inVersion(deleted.object, type) : partial(deleted.object);
  return reply(reason, writeObject(context, 200, shown, { output: route.output }));
}
