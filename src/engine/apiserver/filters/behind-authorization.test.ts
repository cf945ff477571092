import { describe, expect, test } from 'vitest';
import type { TraceEvent } from '../../../trace/event.ts';
import { minikubeWorld } from '../../base-worlds/minikube.ts';
import { createWorld } from '../../create-world.ts';
import { Headers } from '../../http/message.ts';
import type { World } from '../../world.ts';
import { admission } from './admission.ts';
import { routing } from './routing.ts';
import { storage } from './storage.ts';

const spec = minikubeWorld();
const NS = '/api/v1/namespaces';
const ROLES = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
const MERGE = 'application/merge-patch+json';

interface Call {
  body?: unknown;
  headers?: Record<string, string>;
}

async function ask(world: World, method: string, target: string, { body, headers = {} }: Call = {}) {
  const sent = new Headers(Object.entries(headers));
  if (body !== undefined && !sent.has('content-type')) sent.set('Content-Type', 'application/json');
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: { method, target, headers: sent, body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body) },
    tls: { ca: spec.pki.ca!.crt!, clientCertificate: spec.pki.client!.crt! },
  });
  if (!exchange.ok) throw new Error(JSON.stringify(exchange.failure));
  return exchange;
}

/** What each state answered: "storage passed created". */
function answers(events: readonly TraceEvent[]): Map<string, { verdict: string; reason: string }> {
  const stages = new Map(events.flatMap((e) => (e.kind === 'before' ? [[e.id, e.stage] as const] : [])));
  return new Map(events.flatMap((e) => (e.kind === 'after' ? [[stages.get(e.id) ?? '', { verdict: e.verdict, reason: e.reason }] as const] : [])));
}

type Row = [edge: string, reason: string, method: string, target: string, call?: Call];
const binding = { kind: 'ClusterRole', metadata: { name: 'x' }, rules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] };
const asNobody = { 'Impersonate-User': 'jane', 'Impersonate-Group': 'writers' };

const rows: Row[] = [
  ['routing passed:200', 'document /version', 'GET', '/version'],
  ['routing passed', 'namespaces', 'GET', NS],
  ['routing not-found:404', 'no such path', 'GET', '/nope'],
  ['routing not-found:404', 'no such resource', 'GET', '/api/v1/widgets'],
  ['routing error:405', 'the server does not allow this method on the requested resource', 'PUT', NS],
  ['routing error:406', '406: Not Acceptable', 'GET', NS, { headers: { Accept: 'text/html' } }],
  ['routing error:415', '415: Unsupported Media Type', 'PATCH', `${NS}/default`, { body: {} }],
  ['routing error:501', 'not answered', 'GET', '/metrics'],
  ['admission skipped', 'writes only', 'GET', NS],
  ['admission passed', 'NamespaceLifecycle', 'POST', `${NS}/default/configmaps`, { body: { metadata: { name: 'c' } } }],
  [
    'admission error:400',
    'the namespace of the provided object does not match the namespace sent on the request',
    'POST',
    `${NS}/default/configmaps`,
    { body: { metadata: { name: 'c', namespace: 'x' } } },
  ],
  ['admission denied:403', 'namespaces "default" is forbidden: this namespace may not be deleted', 'DELETE', `${NS}/default`],
  ['admission not-found:404', 'namespaces "x" not found', 'POST', `${NS}/x/configmaps`, { body: { metadata: { name: 'c' } } }],
  [
    'admission error:415',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    'POST',
    NS,
    { body: 'x', headers: { 'Content-Type': 'text/plain' } },
  ],
  [
    'admission invalid:422',
    'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["x"]: supported values: "All"',
    'POST',
    `${NS}?dryRun=x`,
    { body: {} },
  ],
  ['storage passed:200', 'NamespaceList, 4 items', 'GET', NS],
  ['storage passed:200', 'read', 'GET', `${NS}/default`],
  ['storage passed:201', 'created', 'POST', NS, { body: { metadata: { name: 'dev' } } }],
  ['storage passed:201', 'answered, nothing stored', 'POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', { body: {} }],
  [
    'storage error:400',
    'the name of the object (y) does not match the name on the URL (default)',
    'PATCH',
    `${NS}/default`,
    { body: { metadata: { name: 'y' } }, headers: { 'Content-Type': MERGE } },
  ],
  ['storage not-found:404', 'no such object', 'GET', `${NS}/none`],
  ['storage conflict:409', 'namespaces "default" already exists', 'POST', NS, { body: { metadata: { name: 'default' } } }],
  [
    'storage invalid:422',
    'Namespace "a.b" is invalid: metadata.name: Invalid value: "a.b": must not contain dots',
    'POST',
    NS,
    { body: { metadata: { name: 'a.b' } } },
  ],
  ['storage error:500', 'resourceVersion should not be set on objects to be created', 'POST', NS, { body: { metadata: { name: 'q', resourceVersion: '1' } } }],
  ['storage error:501', 'Gatehouse does not model nodes/proxy: nothing runs behind this API server', 'GET', '/api/v1/nodes/minikube/proxy/'],
  ['storage error:504', 'Timeout: Too large resource version: 99999, current: REVISION', 'GET', `${NS}?resourceVersion=99999`],
];

describe('every edge of the last three states is taken', () => {
  test.each(rows)('%s: %s (%s %s)', async (edge, reason, method, target, call) => {
    const world = await createWorld(spec);
    const wanted = reason.replace('REVISION', String(world.store.revision));
    const { response, trace } = await ask(world, method, target, call);
    const [state = '', on = ''] = edge.split(' ');
    const answer = answers(trace.events).get(state);
    expect(answer).toEqual({ verdict: on.split(':')[0], reason: wanted });
    if (on.includes(':')) expect(response.status).toBe(Number(on.split(':')[1]));
  });

  test('storage denied:403: who may write roles cannot write more than he may do', async () => {
    const world = await createWorld(spec);
    const rules = [{ verbs: ['create'], apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'] }];
    await ask(world, 'POST', ROLES, { body: { metadata: { name: 'writer' }, rules } });
    await ask(world, 'POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      body: { metadata: { name: 'writers' }, subjects: [{ kind: 'Group', name: 'writers' }], roleRef: { kind: 'ClusterRole', name: 'writer' } },
    });
    const { response, trace } = await ask(world, 'POST', ROLES, { body: binding, headers: asNobody });
    expect(response.status).toBe(403);
    expect(answers(trace.events).get('storage')?.verdict).toBe('denied');
  });

  test('admission error:500: a webhook that must answer does not', async () => {
    const world = await createWorld(spec);
    const rules = [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }];
    const hook = { name: 'w.example.com', clientConfig: { url: 'https://127.0.0.1:1/' }, rules, sideEffects: 'None', admissionReviewVersions: ['v1'] };
    await ask(world, 'POST', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', { body: { metadata: { name: 'w' }, webhooks: [hook] } });
    const { response, trace } = await ask(world, 'POST', `${NS}/default/configmaps`, { body: { metadata: { name: 'c' } } });
    expect(response.status).toBe(500);
    expect(answers(trace.events).get('admission')?.verdict).toBe('error');
  });

  test('storage passed:101: the kubelet of a pod that runs takes the connection', async () => {
    const world = await createWorld(spec);
    const pod = { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    await ask(world, 'POST', `${NS}/default/pods`, { body: pod });
    await world.advance(5000);
    const { response, trace } = await ask(world, 'POST', `${NS}/default/pods/p/exec?container=c`, { headers: { Upgrade: 'websocket', Connection: 'Upgrade' } });
    expect([response.status, answers(trace.events).get('storage')]).toEqual([101, { verdict: 'passed', reason: 'the kubelet runs it' }]);
  });

  test('and none is declared that these do not take', () => {
    const declared = [routing, admission, storage].flatMap(({ state }) => state.transitions.map((t) => `${state.id} ${t.on}`));
    expect([...new Set([...rows.map(([edge]) => edge), 'storage denied:403', 'admission error:500', 'storage passed:101'])].sort()).toEqual(declared.sort());
  });
});

describe('the trace says what etcd was asked', () => {
  const stored = async (method: string, target: string, call?: Call) => {
    const world = await createWorld(spec);
    const { trace } = await ask(world, method, target, call);
    return trace.events.flatMap((e) => (e.kind === 'store' ? [`${e.verb} ${e.key}`] : []));
  };
  test.each([
    ['GET', `${NS}/default`, undefined, ['get /registry/namespaces/default']],
    ['GET', NS, undefined, ['list /registry/namespaces']],
    ['GET', '/api/v1/nodes/minikube', undefined, ['get /registry/minions/minikube']],
    ['GET', `${NS}/default/secrets`, undefined, ['list /registry/secrets/default']],
    ['POST', `${NS}/default/configmaps`, { body: { metadata: { name: 'c' } } }, ['create /registry/configmaps/default/c']],
    ['POST', `${NS}/default/configmaps?dryRun=All`, { body: { metadata: { name: 'c' } } }, []],
  ] as const)('%s %s', async (method, target, call, keys) => expect(await stored(method, target, call)).toEqual(keys));
});
