import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { minikubeWorld } from '../../../base-worlds/minikube.ts';
import { minikubePki } from '../../../base-worlds/minikube-pki.data.ts';
import { createWorld } from '../../../create-world.ts';
import { Headers } from '../../../http/message.ts';
import type { World } from '../../../world.ts';
import odd from './odd-tokens.data.json';

// What a real kube-apiserver said in a TokenReview of each token; {{uid}} and {{iss}} stand for the account's uid and the issuer.
const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const spec = minikubeWorld();

async function post(world: World, target: string, body: unknown): Promise<{ [name: string]: unknown }> {
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: { method: 'POST', target, headers: new Headers([['Content-Type', 'application/json']]), body: JSON.stringify(body) },
    tls: { ca: spec.pki.ca!.crt!, clientCertificate: spec.pki.client!.crt! },
  });
  if (!exchange.ok || exchange.response.status !== 201) throw new Error(JSON.stringify(exchange));
  return JSON.parse(exchange.response.body) as { [name: string]: unknown };
}

async function demo(): Promise<{ world: World; uid: string }> {
  const world = await createWorld(spec);
  await post(world, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'authn-demo' } });
  const account = await post(world, '/api/v1/namespaces/authn-demo/serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'test' } });
  return { world, uid: (account.metadata as { uid: string }).uid };
}

const key = createPrivateKey({ key: minikubePki.sa.jwk, format: 'jwk' });

function token(header: string, payload: string, uid: string): string {
  const bytes = payload.startsWith('base64:')
    ? Buffer.from(payload.slice('base64:'.length), 'base64').toString('latin1')
    : Buffer.from(payload).toString('latin1');
  const filled = Buffer.from(bytes.replaceAll('{{uid}}', uid).replaceAll('{{iss}}', ISSUER), 'latin1');
  const signed = `${Buffer.from(header).toString('base64url')}.${filled.toString('base64url')}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

describe('odd tokens, well signed', () => {
  let made: ReturnType<typeof demo> | undefined;
  test.each(odd)('$name', async ({ header, payload, error, extra }) => {
    const { world, uid } = await (made ??= demo());
    const review = await post(world, '/apis/authentication.k8s.io/v1/tokenreviews', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token: token(header, payload, uid) },
    });
    const status = review.status as { authenticated?: boolean; error?: string; user: { extra?: Record<string, string[]> } };
    expect(status.error).toBe(error);
    if (error === undefined) expect(status.user.extra ?? {}).toEqual(extra);
  });
});
