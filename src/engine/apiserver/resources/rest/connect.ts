// Models subresources that are not plain objects: connect (exec, proxy, …), logs, status and scale reads.
// Left out: attach, port-forward and proxy, the streams of an upgraded connection (what runs behind exec is the shell's business), previous and followed logs.

import { Headers, phrase } from '../../../http/message.ts';
import { writeObject, writeText } from '../../../http/response-writer.ts';
import { badRequest, forbiddenBecause, notFound } from '../../../http/status.ts';
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
  if (type.resource === 'pods' && subresource !== 'proxy') return connectPod(context, route, object);
  if (type.resource === 'pods' && nodeOf(object) === '') return refuse(context, badRequest(`pod ${name} does not have a host assigned`));
  return refuse(context, notModelled(`${type.resource}/${subresource}: nothing runs behind this API server`));
}

const nodeOf = (pod: KubeObject): string => ((pod.spec ?? {}) as { nodeName?: string }).nodeName ?? '';

/** exec, attach, portforward and log: the kubelet of the pod's node has the answer. */
async function connectPod(context: RequestContext, route: Route, pod: KubeObject): Promise<Outcome> {
  const { request, server, recorder, user, info } = context;
  const { name, namespace = '' } = pod.metadata;
  const subresource = route.subresource?.name ?? '';
  const node = nodeOf(pod);
  const containers = ((pod.spec ?? {}) as { containers?: { name: string }[] }).containers ?? [];
  const container = info.query.get('container') || (containers[0]?.name ?? '');
  if (subresource !== 'log' && info.verb !== 'create' && isUpgrade(request.headers.get('upgrade'))) {
    // A websocket begins with GET; so that reading is not enough to run commands, the right to create is asked for as well.
    const answer = await server.authorizer.authorize(user, { ...info, verb: 'create' });
    if (answer.decision !== 'allowed') return refuse(context, forbiddenBecause('', 'pods', name, answer.reason));
  }
  if (node === '')
    return subresource === 'log' ? reply('no log yet', presentText(context, '')) : refuse(context, badRequest(`pod ${name} does not have a host assigned`));
  if (subresource !== 'log' && !isUpgrade(request.headers.get('upgrade'))) return refuse(context, badRequest('Upgrade request required'));
  if (subresource !== 'log' && subresource !== 'exec') return refuse(context, notModelled(`pods/${subresource}`));
  const what = subresource === 'log' ? 'containerLogs' : 'exec';
  recorder.hop('kube-apiserver', 'kubelet', `${request.method} /${what}/${namespace}/${name}/${container}`);
  const answer = server.kubelet(subresource, namespace, name, container);
  if (!answer) {
    recorder.hop('kubelet', 'kube-apiserver', 'nobody listens there');
    const nothing = noSuchResource();
    return refuse(context, { ...nothing, message: `${nothing.message} ( pods/${subresource} ${name})`, details: { name, kind: `pods/${subresource}` } });
  }
  recorder.hop('kubelet', 'kube-apiserver', `${answer.status} ${phrase(answer.status)}`.trim());
  if (answer.status === 101) return reply('the kubelet runs it', { status: 101, headers: new Headers(SWITCHED), body: '' });
  if (answer.status >= 400) return refuse(context, subresource === 'log' ? badRequest(answer.body) : { code: 404, reason: 'NotFound', message: answer.body });
  return reply('the log', presentText(context, answer.body));
}

const SWITCHED: [string, string][] = [
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-Websocket-Protocol', 'v5.channel.k8s.io'],
];

const isUpgrade = (header: string | undefined): boolean => header !== undefined && /^(websocket|SPDY\/3\.1)$/i.test(header);

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

const presentText = (context: RequestContext, text: string) => writeText(context, 200, text, { contentType: 'text/plain' });
