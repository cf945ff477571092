import { describe, expect, it } from 'vitest';
import type { WebhookAnswer } from '../../../parties/token-webhook-spec.ts';
import { ask, hops, kubeconfig, notes, webhookWorld } from '../../webhooks/testing/webhook-world.ts';

const ORIGIN = 'https://127.0.0.1:26502';
const REVIEWS = '/apis/authentication.k8s.io/v1/tokenreviews';
const WHOAMI = { method: 'POST', body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' } };
const SELF = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

const party = (tokens: Record<string, WebhookAnswer>) => ({ kind: 'token-webhook' as const, name: 'hook', origin: ORIGIN, certificate: 'services', tokens });
const ada: WebhookAnswer = { status: { authenticated: true, user: { username: 'ada', uid: '7', groups: ['dev'], extra: { team: ['x'] } } } };

const world = (tokens: Record<string, WebhookAnswer>, flags: Record<string, string> = {}, user = {}) =>
  webhookWorld({
    flags: { 'authentication-token-webhook-config-file': 'w', 'authentication-token-webhook-version': 'v1', ...flags },
    files: { w: kubeconfig(`${ORIGIN}/authenticate`, user) },
    parties: [party(tokens)],
  });

const review = async (tokens: Record<string, WebhookAnswer>, token: string, audiences?: string[]) => {
  const spec = { token, ...(audiences ? { audiences } : {}) };
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec };
  return (await ask(await world(tokens), REVIEWS, { method: 'POST', cert: 'admin', body })).json.status;
};

describe('the exchange with the webhook', () => {
  it('is a hop there and a hop back, with the review in it', async () => {
    const { trace } = await ask(await world({ t: ada }), SELF, { ...WHOAMI, token: 't' });
    expect(hops(trace).slice(1, 3)).toEqual(['kube-apiserver → hook POST /authenticate?timeout=30s', 'hook → kube-apiserver 200 OK']);
    const sent = trace.events.find((e) => e.kind === 'hop' && e.to === 'hook');
    expect(sent?.kind === 'hop' && JSON.parse(sent.message?.body ?? '')).toEqual({
      kind: 'TokenReview',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {},
      spec: { token: 't', audiences: ['https://kubernetes.default.svc.cluster.local'] },
      status: { user: {} },
    });
  });
  it('carries the credentials of the kubeconfig', async () => {
    const { trace } = await ask(await world({ t: ada }, {}, { token: 'secret' }), SELF, { ...WHOAMI, token: 't' });
    const sent = trace.events.find((e) => e.kind === 'hop' && e.to === 'hook');
    expect(sent?.kind === 'hop' && sent.message?.headers).toContainEqual(['Authorization', 'Bearer secret']);
  });
  it('is asked in v1beta1 unless told', async () => {
    const { trace } = await ask(await world({ t: ada }, { 'authentication-token-webhook-version': 'v1beta1' }), SELF, { ...WHOAMI, token: 't' });
    const sent = trace.events.find((e) => e.kind === 'hop' && e.to === 'hook');
    expect(sent?.kind === 'hop' && JSON.parse(sent.message?.body ?? '').apiVersion).toBe('authentication.k8s.io/v1beta1');
  });
});

describe('asking again', () => {
  const calls = async (answer: WebhookAnswer) => {
    const { trace, status } = await ask(await world({ t: answer }), SELF, { ...WHOAMI, token: 't' });
    return [status, hops(trace).filter((h) => h.includes('→ hook')).length, notes(trace).filter((n) => n.startsWith('asks again'))];
  };
  it.each([500, 504, 429])('happens five times in all after %i', async (http) => {
    const waits = [500, 750, 1125, 1687.5].map((ms) => `asks again after ${ms} ms`);
    expect(await calls({ http })).toEqual([401, 5, waits]);
  });
  it.each([400, 401, 403, 404, 503])('does not happen after %i', async (http) => {
    expect(await calls({ http })).toEqual([401, 1, []]);
  });
  it('happens after any answer that says when', async () => {
    expect((await calls({ http: 503, retryAfter: 1 }))[1]).toBe(5);
  });
  it('does not happen after garbage or silence', async () => {
    expect(await calls({ text: 'not json' })).toEqual([401, 1, []]);
    expect(await calls({ silent: true })).toEqual([401, 1, []]);
  });
});

describe('what is said of an answer', () => {
  const HEAD = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
  const wrong = [
    ['a text', { text: 'not json' }, `couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type ${HEAD}`],
    ['broken JSON', { text: '{"a"' }, "couldn't get version/kind; json parse error: unexpected end of JSON input"],
    ['a 404', { http: 404 }, 'the server could not find the requested resource'],
    ['a revoked token', { status: { authenticated: false, error: 'token revoked' } }, 'token revoked'],
  ] as const;
  it.each(wrong)('%s is an error of the review', async (_, answer, text) => {
    expect(await review({ t: answer }, 't')).toEqual({ user: {}, error: `[invalid bearer token, ${text}]` });
  });
  it('is logged when there was none to be had', async () => {
    const w = await world({ t: { http: 404 } });
    await ask(w, SELF, { ...WHOAMI, token: 't' });
    expect(w.server().log.some((l) => l.endsWith('Failed to make webhook authenticator request: the server could not find the requested resource'))).toBe(true);
  });
  it('an error beside authenticated is not looked at', async () => {
    const status = { authenticated: true, error: 'but', user: { username: 'x' } };
    expect(await review({ t: { status } }, 't')).toMatchObject({ authenticated: true, user: { username: 'x' } });
  });
  it('audiences of the answer that nobody asked for do not count', async () => {
    const status = { authenticated: true, audiences: ['other'], user: { username: 'x' } };
    expect(await review({ t: { status } }, 't')).toEqual({ user: {}, error: 'invalid bearer token' });
    expect(await review({ t: { status } }, 't', ['other', 'more'])).toMatchObject({ authenticated: true, audiences: ['other'] });
  });
});

describe('what is remembered', () => {
  it('is believed for two minutes, then asked anew', async () => {
    const w = await world({ t: ada });
    const toHook = async () => hops((await ask(w, SELF, { ...WHOAMI, token: 't' })).trace).filter((h) => h.includes('→ hook')).length;
    expect(await toHook()).toBe(1);
    await w.changeParty(party({ t: { http: 404 } }));
    await w.advance(60_000);
    expect(await toHook()).toBe(0);
    await w.advance(59_999);
    expect(await toHook()).toBe(0);
    await w.advance(20_000);
    expect(await toHook()).toBe(1);
  });
  it('is nothing when the webhook did not know the token', async () => {
    const w = await world({});
    expect((await ask(w, SELF, { ...WHOAMI, token: 't' })).status).toBe(401);
    await w.changeParty(party({ t: ada }));
    expect((await ask(w, SELF, { ...WHOAMI, token: 't' })).status).toBe(201);
  });
  it('comes back with a snapshot', async () => {
    const w = await world({ t: ada });
    const before = w.snapshot();
    await ask(w, SELF, { ...WHOAMI, token: 't' });
    w.restore(before);
    const { trace } = await ask(w, SELF, { ...WHOAMI, token: 't' });
    expect(hops(trace).some((h) => h.includes('→ hook'))).toBe(true);
  });
});

describe('a start', () => {
  const failure = async (flags: Record<string, string>, files: Record<string, string> = {}) => (await webhookWorld({ flags, files })).server().failure;
  const FLAG = 'authentication-token-webhook-config-file';
  it('names a kubeconfig that is not there', async () => {
    expect(await failure({ [FLAG]: '/nowhere' })).toEqual({ error: 'stat /nowhere: no such file or directory', file: '/nowhere', flag: FLAG });
  });
  it('refuses another version', async () => {
    const error = 'unsupported authentication webhook version "v2", supported versions are "v1", "v1beta1"';
    const flag = 'authentication-token-webhook-version';
    expect(await failure({ [FLAG]: 'w', [flag]: 'v2' }, { w: kubeconfig(ORIGIN) })).toEqual({ error, flag });
  });
  it('needs nobody to listen yet', async () => {
    expect(await failure({ [FLAG]: 'w' }, { w: kubeconfig(ORIGIN) })).toBeUndefined();
  });
});
