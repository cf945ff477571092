// Models POST on subresources that act on a stored object: pods/binding and pods/eviction.
// Left out: disruption budgets of evictions; other kinds' create-only subresources.
import { conflict, notFound } from '../../../http/status.ts';
import { writeObject } from '../../../http/response-writer.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Outcome } from '../../filters/filter.ts';
import type { RequestContext } from '../../request-context.ts';
import { deleteObject } from './delete.ts';
import { notModelled } from './errors.ts';
import { etcdKey } from './keys.ts';
import { refuse, reply } from './outcomes.ts';
import type { PendingWrite } from './pending-write.ts';
import type { Route } from './route.ts';

const SUCCESS = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

export async function createOnSubresource(context: RequestContext, route: Route, write: PendingWrite & { verb: 'create' }): Promise<Outcome> {
  const { type } = route.entry;
  const pod = context.server.store.get(type, route.namespace, route.name);
  if (!pod) return refuse(context, notFound(type.group, type.resource, route.name), 'no such object');
  const done = (reason: string) => reply(reason, writeObject(context, 201, SUCCESS, { output: route.output }));
  if (route.subresource?.name === 'binding') {
    const target = (write.object['target'] ?? {}) as { name?: string };
    const spec = (pod['spec'] ?? {}) as { nodeName?: string };
    if (spec.nodeName) return refuse(context, conflict('', 'pods/binding', route.name, `pod ${route.name} is already assigned to node "${spec.nodeName}"`));
    if (!write.options.dryRun) bind(context, route, pod, target.name ?? '');
    return done('bound');
  }
  if (route.subresource?.name === 'eviction') {
    const options = { dryRun: write.options.dryRun, gracePeriodSeconds: undefined, uid: undefined, resourceVersion: undefined };
    const deleted = deleteObject(context, route.entry, pod, options);
    return 'error' in deleted ? refuse(context, deleted.error) : done('evicted');
  }
  return refuse(context, notModelled(`${type.resource}/${route.subresource?.name ?? ''}`));
}

function bind(context: RequestContext, route: Route, pod: KubeObject, node: string): void {
  const { type } = route.entry;
  const spec = { ...((pod['spec'] ?? {}) as object), nodeName: node };
  const conditions = [{ type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: context.server.clock.timestamp() }];
  const status = { ...((pod['status'] ?? {}) as object), conditions };
  const stored = context.server.store.write(type, route.namespace, route.name, { ...pod, spec, status });
  context.recorder.store('update', etcdKey(type, route.namespace, route.name), stored?.metadata.resourceVersion ?? '');
}
