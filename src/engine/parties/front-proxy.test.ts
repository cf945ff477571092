import { describe, expect, it } from 'vitest';
import { minikubeWorld } from '../base-worlds/minikube.ts';
import { minikubePki } from '../base-worlds/minikube-pki.data.ts';
import { createWorld } from '../create-world.ts';
import { Headers } from '../http/message.ts';
import type { FrontProxySpec } from './front-proxy-spec.ts';

const proxy: FrontProxySpec = {
  kind: 'front-proxy',
  name: 'proxy',
  origin: 'https://192.168.49.2:9443',
  certificate: 'apiserver',
  upstream: 'https://192.168.49.2:8443',
  upstreamCa: 'ca',
  clientCertificate: 'front-proxy-client',
  users: [{ login: 'jane', password: 'violet', groups: ['dev', 'qa'], extra: { 'corp.example/office': ['Lisbon'] } }],
};

async function ask({ user = 'jane:violet', headers = [] as [string, string][], change = {} as Partial<FrontProxySpec> } = {}) {
  const world = await createWorld({ ...minikubeWorld(), parties: [{ ...proxy, ...change }] });
  const exchange = await world.request({
    from: 'laptop',
    origin: proxy.origin,
    request: {
      method: 'POST',
      target: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      headers: new Headers([['Authorization', `Basic ${btoa(user)}`], ['Content-Type', 'application/json'], ...headers]),
      body: '{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}',
    },
    tls: { ca: minikubePki.ca.crt },
  });
  if (!exchange.ok) throw new Error(exchange.failure.code);
  const { status, body } = exchange.response;
  const hops = exchange.trace.events.flatMap((e) => (e.kind === 'hop' ? [`${e.from} > ${e.to} ${e.summary}`] : []));
  return { status, body, hops, inner: exchange.inner ?? [] };
}
const whoIs = (body: string): unknown => (JSON.parse(body) as { status: { userInfo: unknown } }).status.userInfo;

describe('a front proxy', () => {
  it('speaks for whom it has signed in, and its call is a run of its own', async () => {
    const { status, body, hops, inner } = await ask();
    expect(status).toBe(201);
    expect(whoIs(body)).toEqual({ username: 'jane', groups: ['dev', 'qa', 'system:authenticated'], extra: { 'corp.example/office': ['Lisbon'] } });
    const path = 'POST /apis/authentication.k8s.io/v1/selfsubjectreviews';
    expect(hops).toEqual([`laptop > proxy ${path}`, `proxy > kube-apiserver ${path}`, 'kube-apiserver > proxy 201 Created', 'proxy > laptop 201 Created']);
    expect(inner.map(({ from, to, title }) => [from, to, title])).toEqual([['proxy', 'kube-apiserver', path]]);
  });

  it.each([
    ['a wrong password', 'jane:green'],
    ['somebody it does not know', 'eve:violet'],
  ])('lets nobody through with %s', async (_what, user) => {
    const { status, inner } = await ask({ user });
    expect([status, inner.length]).toEqual([401, 0]);
  });

  it('takes out what callers say of themselves', async () => {
    const { body } = await ask({
      headers: [
        ['X-Remote-User', 'admin'],
        ['x-remote-group', 'system:masters'],
        ['X-Remote-Extra-Corp.example%2Foffice', 'Rome'],
        ['X-Remote-Uid', '0'],
      ],
    });
    expect(whoIs(body)).toEqual({ username: 'jane', groups: ['dev', 'qa', 'system:authenticated'], extra: { 'corp.example/office': ['Lisbon'] } });
  });

  it('counts for nothing with a certificate of another CA', async () => {
    const { status, body } = await ask({ change: { clientCertificate: 'client' } });
    // The certificate of the user minikube is a good one, but of no proxy: the headers do not count.
    expect([status, whoIs(body)]).toMatchObject([201, { username: 'minikube-user' }]);
  });

  it('says what it could not reach', async () => {
    const { status, body } = await ask({ change: { upstream: 'https://192.168.49.2:1' } });
    expect([status, body]).toEqual([
      502,
      'Post "https://192.168.49.2:1/apis/authentication.k8s.io/v1/selfsubjectreviews": dial tcp 192.168.49.2:1: connect: connection refused\n',
    ]);
  });
});
