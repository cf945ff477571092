// The events of kube-apiserver, recorded with this policy, beside those of this model: the same but for numbers, times and addresses.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../trace/json.ts';
import { minikubeWorld, TOKEN_FILE } from '../../base-worlds/minikube.ts';
import { createWorld } from '../../create-world.ts';
import { Headers } from '../../http/message.ts';
import type { World } from '../../world.ts';
import recorded from './testing/recorded-events.data.json' with { type: 'json' };

const POLICY = `apiVersion: audit.k8s.io/v1
kind: Policy
rules:
- level: None
  nonResourceURLs: ["/readyz*", "/livez*"]
- level: None
  users: ["system:apiserver"]
- level: RequestResponse
  resources: [{group: "", resources: ["configmaps"]}]
  omitManagedFields: true
- level: Request
  resources: [{group: "", resources: ["pods","serviceaccounts/*"]}]
- level: RequestResponse
  resources: [{group: "authorization.k8s.io"},{group: "rbac.authorization.k8s.io"},{group: "authentication.k8s.io"},{group: "", resources: ["namespaces"]}]
- level: Metadata
  omitStages: ["RequestReceived"]
  resources: [{group: "", resources: ["secrets"]}]
- level: Metadata
`;
const FILE = '/etc/kubernetes/audit-policy.yaml';

async function audited(policy: string, flags: Record<string, string> = {}): Promise<World> {
  const spec = minikubeWorld();
  spec.server.flags = { ...spec.server.flags, 'audit-policy-file': FILE, 'audit-log-path': '-', ...flags };
  spec.controllers = false;
  spec.server.files = { ...spec.server.files, [FILE]: policy, [TOKEN_FILE]: 'ada-token,ada,u1,"devs"\n' };
  return createWorld(spec);
}

interface Asked {
  method?: string;
  path: string;
  as?: string;
  headers?: Record<string, string | undefined>;
  body?: unknown;
}

async function send(world: World, { method = 'GET', path, as = '', headers: given = {}, body }: Asked) {
  const headers = new Headers(Object.entries(given).flatMap(([n, v]) => (v === undefined ? [] : [[n, v] as const])));
  if (as && as !== 'admin') headers.set('Authorization', `Bearer ${as}`);
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  if (text && !headers.has('content-type')) headers.set('Content-Type', 'application/json');
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: { method, target: path, headers, body: text },
    tls: { insecure: true, ...(as === 'admin' ? { clientCertificate: minikubeWorld().pki.client!.crt! } : {}) },
  });
  if (!exchange.ok) throw new Error(JSON.stringify(exchange.failure));
  return { status: exchange.response.status, events: exchange.trace.written?.audit ?? [], written: exchange.trace.written };
}

const GONE = new Set(['auditID', 'requestReceivedTimestamp', 'stageTimestamp', 'uid', 'resourceVersion', 'creationTimestamp', 'sourceIPs']);
function clean(value: Json): Json {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value === 'string') return value.replace(/JTI=[\w-]+/, 'JTI=…').replaceAll('https://kubernetes.default.svc.cluster.local', 'ISSUER');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !GONE.has(key) && !(key === 'extra' && value.username === 'minikube-user'))
      .map(([key, member]) => [key, clean(member)]),
  );
}

describe('each recorded request leaves the recorded events', async () => {
  const world = await audited(POLICY);
  for (const { name, request, status, events } of recorded) {
    test(name, async () => {
      const answer = await send(world, request);
      expect(answer.status).toBe(status);
      // Texts, not values: the order of members is part of the format.
      expect(answer.events.map((e) => JSON.stringify(clean(e)))).toEqual(events.map((e) => JSON.stringify(e)));
    });
  }
});

const RR = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: RequestResponse\n';

describe('what is written', () => {
  test('a whole event, to the last member', async () => {
    const world = await audited(RR.replace('RequestResponse', 'Metadata'));
    const headers = { 'User-Agent': 'curl/8.5.0', 'Audit-ID': 'mine', 'X-Forwarded-For': '10.1.2.3, 10.9.9.9', 'X-Real-Ip': '10.5.5.5' };
    const { events } = await send(world, { path: '/version', headers });
    const time = events.flatMap((e) => (typeof e === 'object' && e && !Array.isArray(e) ? [e.stageTimestamp] : []))[0];
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    const same = {
      requestURI: '/version',
      verb: 'get',
      user: { username: 'system:anonymous', groups: ['system:unauthenticated'] },
      sourceIPs: ['10.1.2.3', '10.9.9.9', '10.5.5.5', '192.168.49.1'],
      userAgent: 'curl/8.5.0',
    };
    const head = { kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: 'mine' };
    const times = { requestReceivedTimestamp: time, stageTimestamp: time };
    const reason =
      'RBAC: allowed by ClusterRoleBinding "system:public-info-viewer" of ClusterRole "system:public-info-viewer" to Group "system:unauthenticated"';
    expect(events).toEqual([
      { ...head, stage: 'RequestReceived', ...same, ...times },
      {
        ...head,
        stage: 'ResponseComplete',
        ...same,
        responseStatus: { metadata: {}, code: 200 },
        ...times,
        annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': reason },
      },
    ]);
  });

  test('stages left out by the policy stay out', async () => {
    const world = await audited(`${RR}omitStages: [RequestReceived]\n`);
    const { events } = await send(world, { path: '/api/v1/namespaces?watch=1&timeoutSeconds=1', as: 'admin' });
    expect(events.map((e) => (e as { stage: string }).stage)).toEqual(['ResponseStarted', 'ResponseComplete']);
  });

  test('a refusal to authenticate is one event without a name, whatever it attempted', async () => {
    const world = await audited(RR);
    const { events } = await send(world, { path: '/api/v1/namespaces', as: 'nope' });
    const refusal = { metadata: {}, status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 };
    expect(events).toEqual([
      expect.objectContaining({
        stage: 'ResponseStarted',
        user: {},
        responseStatus: refusal,
        responseObject: { kind: 'Status', apiVersion: 'v1', ...refusal },
      }),
    ]);
  });

  test('rules of a user do not fit a request that nobody is known to have sent', async () => {
    const world = await audited(`apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n  userGroups: ["system:unauthenticated"]\n`);
    expect((await send(world, { path: '/version', as: 'nope' })).events).toEqual([]);
    expect((await send(world, { path: '/version' })).events.length).toBe(2);
  });

  test('the right by which somebody acts as another is named', async () => {
    const world = await audited(RR);
    const { events } = await send(world, { path: '/api/v1/namespaces', as: 'admin', headers: { 'Impersonate-User': 'bob' } });
    expect(events[1]).toMatchObject({
      impersonatedUser: { username: 'bob', groups: ['system:authenticated'] },
      authenticationMetadata: { impersonationConstraint: 'impersonate:user-info' },
    });
  });

  test('nothing without somewhere to write to, nothing without a policy', async () => {
    const mute = await audited(RR, { 'audit-log-path': '' });
    expect((await send(mute, { path: '/version' })).written).toBeUndefined();
    const plain = await createWorld(minikubeWorld());
    expect((await send(plain, { path: '/version' })).written).toBeUndefined();
  });

  test('a line of the log stays with the request that caused it', async () => {
    const world = await createWorld(minikubeWorld());
    const { written } = await send(world, { path: '/version', as: 'nope' });
    expect(written?.log.map((line) => line.slice(22))).toEqual([
      '      1 authentication.go:75] "Unable to authenticate the request" err="invalid bearer token"',
    ]);
  });
});
