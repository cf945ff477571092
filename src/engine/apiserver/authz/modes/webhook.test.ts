import { describe, expect, it } from 'vitest';
import type { AccessWebhookSpec } from '../../../parties/access-webhook-spec.ts';
import { ask, hops, kubeconfig, notes, webhookWorld } from '../../webhooks/testing/webhook-world.ts';

const ORIGIN = 'https://127.0.0.1:26503';
const TOKENS = 't,ada,1,dev\n';
const PODS = '/api/v1/namespaces/default/pods';

type Rules = AccessWebhookSpec['rules'];
const party = (rules: Rules): AccessWebhookSpec => ({ kind: 'access-webhook', name: 'hook', origin: ORIGIN, certificate: 'services', rules });
const always = (status: Record<string, unknown>): Rules => [{ match: {}, answer: { status } }];

const byFlags = (rules: Rules, flags: Record<string, string> = {}) =>
  webhookWorld({
    flags: {
      'token-auth-file': 'tokens',
      'authorization-mode': 'Webhook,RBAC',
      'authorization-webhook-config-file': 'w',
      'authorization-webhook-version': 'v1',
      ...flags,
    },
    files: { w: kubeconfig(`${ORIGIN}/authorize`), tokens: TOKENS },
    parties: [party(rules)],
  });

const byFile = (webhook: Record<string, unknown>, rules: Rules) =>
  webhookWorld({
    flags: { 'token-auth-file': 'tokens', 'authorization-config': 'c' },
    files: {
      tokens: TOKENS,
      w: kubeconfig(`${ORIGIN}/authorize`),
      c: JSON.stringify({
        apiVersion: 'apiserver.config.k8s.io/v1',
        kind: 'AuthorizationConfiguration',
        authorizers: [
          {
            type: 'Webhook',
            name: 'policy',
            webhook: {
              timeout: '3s',
              subjectAccessReviewVersion: 'v1',
              matchConditionSubjectAccessReviewVersion: 'v1',
              failurePolicy: 'Deny',
              connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: '$DIR/w' },
              ...webhook,
            },
          },
          { type: 'RBAC', name: 'rbac' },
        ],
      }),
    },
    parties: [party(rules)],
  });

const toHook = (trace: Parameters<typeof hops>[0]) => hops(trace).filter((h) => h.includes('→ hook'));

describe('a webhook that takes its time', () => {
  const slow = (delay: number) => async () => {
    const world = await byFile({}, always({ allowed: true }));
    await world.changeParty({ ...party(always({ allowed: true })), delay });
    return await ask(world, PODS, { token: 't' });
  };
  it('is waited for as long as its timeout allows', async () => {
    const { status, trace } = await slow(2999)();
    expect([status, toHook(trace).length, hops(trace).includes('hook → kube-apiserver 200 OK after 2999 ms')]).toEqual([200, 1, true]);
  });
  it('gives no answer when it takes longer, and is not asked again', async () => {
    const { status, body, trace } = await slow(3000)();
    expect([status, toHook(trace).length]).toEqual([500, 1]);
    expect(body).toContain('context deadline exceeded');
    expect(hops(trace)).toContain('hook → kube-apiserver no answer');
  });
});

describe('the question', () => {
  const asked = async (path: string, flags = {}) => {
    const { trace } = await ask(await byFlags(always({ allowed: true }), flags), path, { token: 't' });
    const sent = trace.events.find((e) => e.kind === 'hop' && e.to === 'hook');
    return sent?.kind === 'hop' ? JSON.parse(sent.message?.body ?? '') : undefined;
  };
  it('holds the request and who makes it', async () => {
    expect(await asked(`${PODS}/p`)).toEqual({
      kind: 'SubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec: {
        resourceAttributes: { namespace: 'default', verb: 'get', version: 'v1', resource: 'pods', name: 'p' },
        user: 'ada',
        groups: ['dev', 'system:authenticated'],
        uid: '1',
      },
      status: { allowed: false },
    });
  });
  it('holds a path that is no resource', async () => {
    expect((await asked('/version')).spec.nonResourceAttributes).toEqual({ path: '/version', verb: 'get' });
  });
  it('holds selectors as requirements', async () => {
    const { resourceAttributes } = (await asked(`${PODS}?fieldSelector=spec.nodeName%3Dn1&labelSelector=a%20in%20(b)`)).spec;
    expect(resourceAttributes.fieldSelector).toEqual({ requirements: [{ key: 'spec.nodeName', operator: 'In', values: ['n1'] }] });
    expect(resourceAttributes.labelSelector).toEqual({ requirements: [{ key: 'a', operator: 'In', values: ['b'] }] });
  });
});

describe('the answer', () => {
  const code = async (status: Record<string, unknown>, path = PODS) => {
    const { status: http, json, body } = await ask(await byFlags(always(status)), path, { token: 't' });
    return [http, json.message ?? body];
  };
  const FORBIDDEN = 'pods is forbidden: User "ada" cannot list resource "pods" in API group "" in the namespace "default"';
  it('allows', async () => expect((await code({ allowed: true }))[0]).toBe(200));
  it('denies, and RBAC is not asked', async () => {
    expect(await code({ allowed: false, denied: true, reason: 'never' })).toEqual([403, `${FORBIDDEN}: never`]);
    expect((await code({ allowed: false, denied: true }, '/version'))[0]).toBe(403);
  });
  it('has no opinion, and RBAC is asked', async () => {
    expect(await code({ allowed: false })).toEqual([403, FORBIDDEN]);
    expect((await code({ allowed: false }, '/version'))[0]).toBe(200);
  });
  it('of both kinds at once is a failure', async () => {
    const [http, text] = await code({ allowed: true, denied: true });
    expect([http, text]).toEqual([500, `Internal Server Error: "${PODS}": webhook subject access review returned both allow and deny response\n`]);
  });
});

describe('what is remembered', () => {
  const WORLD_FLAGS = { 'authorization-webhook-cache-authorized-ttl': '10s', 'authorization-webhook-cache-unauthorized-ttl': '2s' };
  it('lasts longer when it was an allow', async () => {
    const w = await byFlags([{ match: { 'resourceAttributes.verb': 'list' }, answer: { status: { allowed: true } } }], WORLD_FLAGS);
    const calls = async (path: string) => toHook((await ask(w, path, { token: 't' })).trace).length;
    expect([await calls(PODS), await calls(`${PODS}/x`)]).toEqual([1, 1]);
    await w.advance(1000);
    expect([await calls(PODS), await calls(`${PODS}/x`)]).toEqual([0, 0]);
    await w.advance(1000);
    expect([await calls(PODS), await calls(`${PODS}/x`)]).toEqual([0, 1]);
    await w.advance(8000);
    expect(await calls(PODS)).toBe(1);
  });
  it('is nothing when the file says so', async () => {
    const w = await byFile({ cacheAuthorizedRequests: false }, always({ allowed: true }));
    const calls = async () => toHook((await ask(w, PODS, { token: 't' })).trace).length;
    expect([await calls(), await calls()]).toEqual([1, 1]);
  });
});

describe('match conditions', () => {
  const run = async (expressions: string[], more = {}) => {
    const w = await byFile({ matchConditions: expressions.map((expression) => ({ expression })), ...more }, always({ allowed: true }));
    const { status, body, trace } = await ask(w, PODS, { token: 't' });
    return { status, body, asked: toHook(trace).length, notes: notes(trace) };
  };
  it('that all hold let the question out', async () => {
    expect(await run(["request.user == 'ada'", "request.resourceAttributes.verb == 'list'"])).toMatchObject({ status: 200, asked: 1 });
  });
  it('one that does not hold keeps it in', async () => {
    expect(await run(["request.user == 'ada'", "'dev' in request.groups && false"])).toMatchObject({ status: 403, asked: 0 });
  });
  it('that fail are the failure policy', async () => {
    const expression = "request.nonResourceAttributes.path == '/'";
    const error = `cel evaluation error: expression '${expression}' resulted in error: no such key: nonResourceAttributes`;
    expect(await run([expression])).toMatchObject({ status: 500, body: `Internal Server Error: "${PODS}": ${error}\n`, asked: 0 });
  });
  it('beside a failing one that does not hold, it is left out quietly', async () => {
    expect(await run(["request.nonResourceAttributes.path == '/'", "request.user == 'eve'"])).toMatchObject({ status: 403, asked: 0 });
  });
});

describe('a configuration', () => {
  const failure = async (webhook: Record<string, unknown>) => (await byFile(webhook, [])).server().failure?.error;
  const at = 'authorizers[0]';
  const wrong: [Record<string, unknown>, string][] = [
    [{ timeout: '1m' }, `${at}.timeout: Invalid value: "1m0s": must be > 0s and <= 30s`],
    [{ timeout: undefined }, `${at}.timeout: Required value`],
    [{ authorizedTTL: '-30s' }, `${at}.authorizedTTL: Invalid value: "-30s": must be > 0s`],
    [{ failurePolicy: 'AlwaysAllow' }, `${at}.failurePolicy: Unsupported value: "AlwaysAllow": supported values: "NoOpinion", "Deny"`],
    [{ subjectAccessReviewVersion: 'v2' }, `${at}.subjectAccessReviewVersion: Unsupported value: "v2": supported values: "v1", "v1beta1"`],
    [{ connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: 'x' } }, `${at}.connectionInfo.kubeConfigFile: Invalid value: "x": must be an absolute path`],
    [
      { matchConditionSubjectAccessReviewVersion: undefined, matchConditions: [{ expression: 'true' }] },
      `${at}.matchConditionSubjectAccessReviewVersion: Required value: required if match conditions are specified`,
    ],
    [{ matchConditions: [{ expression: '' }] }, `${at}.matchConditions[0].expression: Required value`],
    [
      { matchConditions: [{ expression: 'request.user' }] },
      `${at}.matchConditions[0].expression: Invalid value: "request.user": must evaluate to bool but got string`,
    ],
    [
      { matchConditions: [{ expression: 'test' }] },
      `${at}.matchConditions[0].expression: Invalid value: "test": compilation failed: ERROR: <input>:1:1: undeclared reference to 'test' (in container '')\n | test\n | ^`,
    ],
    [{ nope: 1 }, 'failed to load AuthorizationConfiguration from file: strict decoding error: unknown field "authorizers[0].webhook.nope"'],
    [{ timeout: '3' }, 'failed to load AuthorizationConfiguration from file: time: missing unit in duration "3"'],
  ];
  it.each(wrong)('%j is refused', async (webhook, error) => {
    expect(await failure(webhook)).toBe(error);
  });
  it('with defaults starts', async () => expect(await failure({})).toBeUndefined());
});

it('rules of a user cannot be told by a webhook', async () => {
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace: 'default' } };
  const w = await byFlags(always({ allowed: true }));
  const { json } = await ask(w, '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', { method: 'POST', token: 't', body });
  expect(json.status).toMatchObject({ incomplete: true, evaluationError: 'webhook authorizer does not support user rule resolution' });
});
