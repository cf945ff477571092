// Models subresources that are not plain objects: connect (exec, proxy, …), logs, status and scale reads.
// Left out: everything that needs a kubelet or a service behind it.

import { writeObject, writeText } from '../../../http/response-writer.ts';
import { badRequest, notFound } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Outcome } from '../../filters/filter.ts';
import type { RequestContext } from '../../request-context.ts';
import { noSuchResource, notModelled } from './errors.ts';
import { etcdKey } from './keys.ts';
import { refuse, reply } from './outcomes.ts';
import { presentObject } from './present.ts';
import type { Route } from './route.ts';

/** "https:web:443" names the service web: scheme and port stand around the name. */
const proxied = (name: string): string => {
  const parts = name.split(':');
  return (parts.length === 3 ? parts[1] : parts[0]) ?? name;
};

/** A GET or POST on a subresource. */
export function connect(context: RequestContext, route: Route): Outcome | Promise<Outcome> {
  const { type } = route.entry;
  const subresource = route.subresource?.name ?? '';
  const name = subresource === 'proxy' ? proxied(route.name) : route.name;
  const object = context.server.store.get(type, route.namespace, name);
  context.recorder.store('get', etcdKey(type, route.namespace, name), object?.metadata.resourceVersion ?? String(context.server.store.revision));
  if (!object) return refuse(context, notFound(type.group, type.resource, name), 'no such object');
  if (['status', 'approval', 'ephemeralcontainers', 'resize'].includes(subresource)) return reply('read', presentObject(context, route, 200, object));
  if (subresource === 'scale') return reply('read', writeObject(context, 200, scaleOf(object), { output: route.output }));
  if (type.resource === 'pods') {
    const node = ((object.spec ?? {}) as { nodeName?: string }).nodeName ?? '';
    if (subresource === 'log') {
      if (node === '') return reply('no log yet', presentEmptyLog(context));
      const nothing = noSuchResource();
      return refuse(context, { ...nothing, message: `${nothing.message} ( pods/log ${name})`, details: { name, kind: 'pods/log' } });
    }
    if (node === '') return refuse(context, badRequest(`pod ${name} does not have a host assigned`));
    if (subresource !== 'proxy') return refuse(context, badRequest('Upgrade request required'));
  }
  return refuse(context, notModelled(`${type.resource}/${subresource}: nothing runs behind this API server`));
}

/** autoscaling/v1 Scale of a workload. */
function scaleOf(object: KubeObject): Record<string, unknown> {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const spec = (object.spec ?? {}) as { replicas?: number; selector?: { matchLabels?: Record<string, string> } & Record<string, unknown> };
  const status = (object.status ?? {}) as { replicas?: number };
  const labels = Object.entries(spec.selector?.matchLabels ?? spec.selector ?? {}).map(([k, v]) => `${k}=${String(v)}`);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: spec.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status.replicas ?? 0, ...(labels.length ? { selector: labels.sort().join(',') } : {}) },
  };
}

const presentEmptyLog = (context: RequestContext) => writeText(context, 200, '', { contentType: 'text/plain' });
