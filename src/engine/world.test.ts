import { expect, test } from 'vitest';
import { minikubeWorld } from './base-worlds/minikube.ts';
import { Headers } from './http/message.ts';
import { createWorld } from './world.ts';

test('GET /version needs no name', async () => {
  const spec = minikubeWorld();
  const world = await createWorld(spec);
  expect(world.server().failure).toBeUndefined();
  const request = { method: 'GET', target: '/version', headers: new Headers(), body: '' };
  const exchange = await world.request({ from: 'laptop', origin: 'https://192.168.49.2:8443', request, tls: { ca: spec.pki.ca!.crt! } });
  if (!exchange.ok) throw new Error('no connection');
  expect(exchange.response.status).toBe(200);
});
