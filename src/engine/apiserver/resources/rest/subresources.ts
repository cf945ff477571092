// Models POST on subresources that act on a stored object: pods/binding and pods/eviction.
// Left out: disruption budgets of evictions; other kinds' create-only subresources.

import { writeObject } from '../../../http/response-writer.ts';
import { conflict, notFound } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Outcome } from '../../filters/filter.ts';
import type { RequestContext } from '../../request-context.ts';
import { registry } from '../registry.ts';
import { deleteObject } from './delete.ts';
import { notModelled } from './errors.ts';
import { etcdKey } from './keys.ts';
import { refuse, reply } from './outcomes.ts';
import type { PendingWrite } from './pending-write.ts';
import type { Route } from './route.ts';

const PODS = { group: '', resource: 'pods' };
const SUCCESS = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

export async function createOnSubresource(context: RequestContext, route: Route, write: PendingWrite & { verb: 'create' }): Promise<Outcome> {
  const { type } = route.entry;
  const legacy = type.resource === 'bindings';
  const name = legacy ? write.object.metadata.name : route.name;
  const pod = context.server.store.get(PODS, route.namespace, name);
  if (!pod) return refuse(context, notFound('', 'pods', name), 'no such object');
  const done = (reason: string) => reply(reason, writeObject(context, 201, SUCCESS, { output: route.output }));
  if (legacy || route.subresource?.name === 'binding') {
    const target = (write.object.target ?? {}) as { name?: string };
    const spec = (pod.spec ?? {}) as { nodeName?: string };
    if (spec.nodeName) return refuse(context, conflict('', 'pods/binding', name, `pod ${name} is already assigned to node "${spec.nodeName}"`));
    if (!write.options.dryRun) bind(context, pod, target.name ?? '');
    return done('bound');
  }
  if (route.subresource?.name === 'eviction') {
    const options = { dryRun: write.options.dryRun, gracePeriodSeconds: undefined, uid: undefined, resourceVersion: undefined };
    const pods = registry.preferred(PODS) ?? route.entry;
    const deleted = deleteObject(context, pods, pod, options);
    return 'error' in deleted ? refuse(context, deleted.error) : done('evicted');
  }
  return refuse(context, notModelled(`${type.resource}/${route.subresource?.name ?? ''}`));
}

function bind(context: RequestContext, pod: KubeObject, node: string): void {
  const { name, namespace = '' } = pod.metadata;
  const spec = { ...((pod.spec ?? {}) as object), nodeName: node };
  const conditions = [{ type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: context.server.clock.timestamp() }];
  const status = { ...((pod.status ?? {}) as object), conditions };
  const stored = context.server.store.write(PODS, namespace, name, { ...pod, spec, status });
  context.recorder.store('update', etcdKey(PODS, namespace, name), stored?.metadata.resourceVersion ?? '');
}
