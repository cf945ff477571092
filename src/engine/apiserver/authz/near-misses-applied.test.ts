import { describe, expect, it } from 'vitest';
import { minikubeWorld } from '../../base-worlds/minikube.ts';
import { createWorld } from '../../create-world.ts';
import { Headers } from '../../http/message.ts';
import type { World } from '../../world.ts';

const spec = minikubeWorld();
const ADMIN = spec.pki.client?.crt ?? '';

async function ask(world: World, who: string, method: string, target: string, body?: unknown) {
  const headers = new Headers([
    ...(who ? ([['Authorization', `Bearer ${who}`]] as const) : []),
    ...(body === undefined ? [] : ([['Content-Type', 'application/json']] as const)),
  ]);
  const request = { method, target, headers, body: body === undefined ? '' : JSON.stringify(body) };
  const tls = { ca: spec.pki.ca?.crt ?? '', ...(who ? {} : { clientCertificate: ADMIN }) };
  const exchange = await world.request({ from: 'laptop', origin: 'https://192.168.49.2:8443', request, tls });
  if (!exchange.ok) throw new Error(exchange.failure.code);
  return exchange;
}

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const roleRef = (kind: string, name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });
const own: [target: string, object: object][] = [
  [`${RBAC}/namespaces/default/roles`, { kind: 'Role', metadata: { name: 'pod-reader' }, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }],
  [
    `${RBAC}/namespaces/default/rolebindings`,
    { kind: 'RoleBinding', metadata: { name: 'arthur' }, subjects: [{ kind: 'User', name: 'arthur' }], roleRef: roleRef('Role', 'pod-reader') },
  ],
  [
    `${RBAC}/namespaces/default/rolebindings`,
    { kind: 'RoleBinding', metadata: { name: 'wrong-kind' }, subjects: [{ kind: 'Group', name: 'errge' }], roleRef: roleRef('Role', 'pod-reader') },
  ],
  [
    `${RBAC}/namespaces/kube-public/rolebindings`,
    { kind: 'RoleBinding', metadata: { name: 'elsewhere' }, subjects: [{ kind: 'Group', name: 'dev' }], roleRef: roleRef('ClusterRole', 'view') },
  ],
  [
    `${RBAC}/clusterrolebindings`,
    { kind: 'ClusterRoleBinding', metadata: { name: 'dangling' }, subjects: [{ kind: 'Group', name: 'qa' }], roleRef: roleRef('ClusterRole', 'gone') },
  ],
];

const requests: [who: string, method: string, target: string][] = [
  ['token1', 'GET', '/api/v1/namespaces'],
  ['token1', 'GET', '/api/v1/namespaces/default/pods'],
  ['token2', 'GET', '/api/v1/namespaces/default/pods'],
  ['token2', 'GET', '/api/v1/namespaces/default/pods/web/log'],
  ['token3', 'GET', '/api/v1/namespaces/default/pods/web'],
  ['token3', 'DELETE', '/api/v1/namespaces/default/configmaps/kube-root-ca.crt'],
  ['token3', 'GET', '/metrics'],
];

describe('in a running world, each change that a near miss proposes, sent by an administrator, opens the way', () => {
  it.each(requests)('%s %s %s', async (who, method, target) => {
    const world = await createWorld(spec);
    for (const [where, object] of own) expect((await ask(world, '', 'POST', where, object)).response.status).toBe(201);
    const refused = await ask(world, who, method, target);
    expect(refused.response.status).toBe(403);
    const misses = await world.nearMisses(refused.trace);
    expect(misses.length).toBeGreaterThan(0);
    for (const { fix } of misses) {
      const before = world.snapshot();
      const changed = await ask(world, '', fix.request.method, fix.request.target, fix.request.body);
      expect([200, 201], fix.text).toContain(changed.response.status);
      expect((await ask(world, who, method, target)).response.status, fix.text).not.toBe(403);
      world.restore(before);
      expect((await ask(world, who, method, target)).response.status).toBe(403);
    }
  });
});
