import { describe, expect, it } from 'vitest';
import type { World } from '../../../world.ts';
import { ask, webhookWorld } from '../../webhooks/testing/webhook-world.ts';
import { nodeLabelFaults } from './node-labels.ts';

const TOKENS = 'n1,system:node:n1,1,system:nodes\nnobody,system:node:,2,system:nodes\n';
const NODES = '/api/v1/nodes';
const PODS = '/api/v1/namespaces/default/pods';

async function world(enabled = true): Promise<World> {
  const flags = { 'token-auth-file': 'tokens', ...(enabled ? { 'enable-admission-plugins': 'NodeRestriction' } : {}) };
  const w = await webhookWorld({ flags, files: { tokens: TOKENS } });
  const admin = (path: string, body: unknown) => ask(w, path, { method: 'POST', cert: 'admin', body });
  for (const name of ['n1', 'n2']) await admin(NODES, { apiVersion: 'v1', kind: 'Node', metadata: { name } });
  await admin('/api/v1/namespaces/default/serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } });
  for (const [name, nodeName] of [
    ['p1', 'n1'],
    ['p2', 'n2'],
  ])
    await admin(PODS, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { nodeName, containers: [{ name: 'c', image: 'i' }] } });
  return w;
}

const said = async (answer: ReturnType<typeof ask>) => {
  const { status, json } = await answer;
  return status < 300 ? status : [status, (json.message as string).replace(/^.* is forbidden: /, '')];
};
const merge = { 'Content-Type': 'application/merge-patch+json' };
const patch = (w: World, path: string, body: unknown, token = 'n1') => said(ask(w, path, { method: 'PATCH', token, headers: merge, body }));

describe('its Node', () => {
  it('is its own', async () => {
    const w = await world();
    expect(await patch(w, `${NODES}/n1`, { metadata: { annotations: { a: 'b' } } })).toBe(200);
    expect(await patch(w, `${NODES}/n2`, { metadata: { annotations: { a: 'b' } } })).toEqual([403, 'node "n1" is not allowed to modify node "n2"']);
  });
  it('keeps its taints', async () => {
    const body = { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } };
    expect(await patch(await world(), `${NODES}/n1`, body)).toEqual([403, 'node "n1" is not allowed to modify taints']);
  });
  it('keeps labels that others rely on', async () => {
    const body = { metadata: { labels: { 'node-role.kubernetes.io/x': '', 'node-restriction.kubernetes.io/y': '', mine: '' } } };
    const text = 'is not allowed to modify labels: node-restriction.kubernetes.io/y, node-role.kubernetes.io/x';
    expect(await patch(await world(), `${NODES}/n1`, body)).toEqual([403, text]);
  });
  it('cannot be told for a user that names none', async () => {
    const body = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n3' } };
    const w = await world();
    const answer = await said(ask(w, NODES, { method: 'POST', token: 'nobody', body }));
    // The Node authorizer already knows no such node.
    expect(answer).toEqual([403, expect.stringContaining('unknown node for user "system:node:"')]);
  });
});

describe('pods', () => {
  const pod = (more: Record<string, unknown> = {}, spec: Record<string, unknown> = {}) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'static', annotations: { 'kubernetes.io/config.mirror': 'x' }, ...more },
    spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'i' }], ...spec },
  });
  const owner = async (w: World) => {
    const { json } = await ask(w, `${NODES}/n1`, { cert: 'admin' });
    const { uid } = json.metadata as { uid: string };
    return [{ apiVersion: 'v1', kind: 'Node', name: 'n1', uid, controller: true }];
  };
  const make = (w: World, body: unknown) => said(ask(w, PODS, { method: 'POST', token: 'n1', body }));
  it('are made as mirrors only', async () => {
    const w = await world();
    const text = 'pod does not have "kubernetes.io/config.mirror" annotation, node "n1" can only create mirror pods';
    expect(await make(w, pod({ annotations: {} }))).toEqual([403, text]);
    expect(await make(w, pod({ ownerReferences: await owner(w) }))).toBe(201);
  });
  it('are made for the node itself, and owned by it', async () => {
    const w = await world();
    expect(await make(w, pod({}, { nodeName: 'n2' }))).toEqual([403, 'node "n1" can only create pods with spec.nodeName set to itself']);
    expect(await make(w, pod())).toEqual([403, 'node "n1" can only create pods with an owner reference set to itself']);
    const [one] = await owner(w);
    const loose = [{ ...one, controller: false }];
    expect(await make(w, pod({ ownerReferences: loose }))).toEqual([403, 'node "n1" can only create pods with a controller owner reference set to itself']);
  });
  it('that are mirrors name nothing else', async () => {
    const w = await world();
    const spec = { volumes: [{ name: 'v', configMap: { name: 'c' } }] };
    expect(await make(w, pod({ ownerReferences: await owner(w) }, spec))).toEqual([403, 'node "n1" can not create pods that reference configmaps']);
  });
  it('are deleted on the own node only', async () => {
    const w = await world();
    const remove = (name: string) => said(ask(w, `${PODS}/${name}`, { method: 'DELETE', token: 'n1' }));
    expect(await remove('p1')).toBe(200);
    expect(await remove('p2')).toEqual([403, 'node "n1" can only delete pods with spec.nodeName set to itself']);
    expect(await remove('p3')).toEqual([404, 'pods "p3" not found']);
  });
  it('have their status written by their own node', async () => {
    const w = await world();
    expect(await patch(w, `${PODS}/p1/status`, { status: { phase: 'Running' } })).toBe(200);
    const text = 'node "n1" can only update pod status for pods with spec.nodeName set to itself';
    expect(await patch(w, `${PODS}/p2/status`, { status: { phase: 'Running' } })).toEqual([403, text]);
    expect(await patch(w, `${PODS}/p1/status`, { metadata: { labels: { a: 'b' } } })).toEqual([403, 'node "n1" cannot update labels through pod status']);
  });
});

describe('tokens', () => {
  const token = async (w: World, ref: Record<string, unknown> | undefined, audiences?: string[]) =>
    said(
      ask(w, '/api/v1/namespaces/default/serviceaccounts/default/token', {
        method: 'POST',
        token: 'n1',
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { ...(audiences ? { audiences } : {}), ...(ref ? { boundObjectRef: ref } : {}) },
        },
      }),
    );
  const reference = async (w: World, name: string) => {
    const { json } = await ask(w, `${PODS}/${name}`, { cert: 'admin' });
    const { uid } = json.metadata as { uid: string };
    return { apiVersion: 'v1', kind: 'Pod', name, uid };
  };
  it('are for a pod of the node, for what its volumes ask', async () => {
    const w = await world();
    expect(await token(w, await reference(w, 'p1'))).toBe(201);
    const text = 'audience "vault" not found in pod spec volume, system:node:n1 is not authorized to request tokens for this audience';
    expect(await token(w, await reference(w, 'p1'), ['vault'])).toEqual([403, text]);
    expect(await token(w, await reference(w, 'p1'), ['a', 'b'])).toEqual([403, 'node may only request 0 or 1 audiences']);
  });
  it('are for no pod elsewhere, and never without one', async () => {
    const w = await world();
    expect(await token(w, undefined)).toEqual([403, 'node requested token not bound to a pod']);
    expect(await token(w, { apiVersion: 'v1', kind: 'Pod', name: 'p1' })).toEqual([403, 'node requested token with a pod binding without a uid']);
    expect(await token(w, await reference(w, 'p2'))).toEqual([403, 'node requested token bound to a pod scheduled on a different node']);
  });
  it('are given without all this when the plugin is off', async () => {
    expect(await token(await world(false), undefined)).toBe(201);
  });
});

describe('labels', () => {
  it.each([
    ['mine', true],
    ['example.com/x', true],
    ['kubernetes.io/hostname', true],
    ['node.kubernetes.io/x', true],
    ['a.kubelet.kubernetes.io/x', true],
    ['kubernetes.io/x', false],
    ['x.k8s.io/y', false],
    ['node-restriction.kubernetes.io/x', false],
    ['sub.node-restriction.kubernetes.io/x', false],
  ])('%s may be set: %s', (label, may) => {
    expect(nodeLabelFaults({ [label]: '' }, {})).toEqual(may ? [] : [label]);
    expect(nodeLabelFaults({ [label]: '' }, { [label]: '' })).toEqual([]);
    expect(nodeLabelFaults({}, { [label]: '' })).toEqual(may ? [] : [label]);
  });
});
