// A minikube with pods in it, for tests, and short ways to ask.

import type { Advance, Amount, ComponentRun } from '../../advance.ts';
import { minikubeWorld } from '../../base-worlds/minikube.ts';
import { minikubePki } from '../../base-worlds/minikube-pki.data.ts';
import { createWorld } from '../../create-world.ts';
import { Headers } from '../../http/message.ts';
import type { World } from '../../world.ts';

/** As much of a pod as the tests look at. */
interface PodJson {
  metadata: { uid: string };
  spec: { nodeName?: string };
  status: {
    phase: string;
    podIP: string;
    hostIP: string;
    conditions: { type: string; status: string; reason?: string }[];
    containerStatuses: { state: unknown }[];
  };
}

export async function ask(world: World, method: string, target: string, body?: unknown, token?: string) {
  const headers = new Headers([['Content-Type', 'application/json']]);
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: { method, target, headers, body: body === undefined ? '' : JSON.stringify(body) },
    tls: { ca: minikubePki.ca.crt, ...(token === undefined ? { clientCertificate: minikubePki.client.crt } : {}) },
  });
  if (!exchange.ok) throw new Error(JSON.stringify(exchange.failure));
  return { status: exchange.response.status, json: JSON.parse(exchange.response.body) as PodJson };
}

export const PODS = '/api/v1/namespaces/default/pods';
export const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

export const pod = (name: string, more: Record<string, unknown> = {}, container: Record<string, unknown> = {}) => ({
  metadata: { name },
  spec: { containers: [{ name: 'c', image: 'i', ...container }], ...more },
});

/** A world with one running pod "p", unless others are given. */
export async function podWorld(...pods: object[]): Promise<World> {
  const world = await createWorld(minikubeWorld());
  for (const body of pods.length ? pods : [pod('p')]) {
    const { status, json } = await ask(world, 'POST', PODS, body);
    if (status !== 201) throw new Error(JSON.stringify(json));
  }
  await world.advance(2000);
  return world;
}

export async function advance(world: World, amount: Amount, options: Omit<Advance, 'onRun'> = {}): Promise<ComponentRun[]> {
  const runs: ComponentRun[] = [];
  await world.advance(amount, { ...options, onRun: (run) => runs.push(run) });
  return runs;
}

export const told = (runs: readonly ComponentRun[]): string[] =>
  runs.map(({ component, trace, folded }) => {
    const last = trace.events.at(-1);
    return `${component}: ${trace.title} → ${last?.kind === 'hop' ? last.summary : ''}${folded ? ` ×${folded.count}` : ''}`;
  });

export const tokenOf = (world: World, name = 'p', path = TOKEN): string => world.container('default', name, 'c')?.read(path) ?? '';

export interface Claims {
  aud: string[];
  exp: number;
  iat: number;
  jti: string;
  sub: string;
  'kubernetes.io': { warnafter?: number; serviceaccount?: { uid: string } };
}

export const claimsOf = (token: string): Claims => JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as Claims;
