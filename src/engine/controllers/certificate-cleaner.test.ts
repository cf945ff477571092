import { describe, expect, it } from 'vitest';
import { ask, webhookWorld } from '../apiserver/webhooks/testing/webhook-world.ts';
import { janeRequest } from '../crypto/testing/requests.ts';

const PATH = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A world with a request for ten minutes (or a year), decided as told. */
async function withRequest(decision: 'Approved' | 'Denied' | undefined, spec: Record<string, unknown> = {}, controllers = true) {
  const world = await webhookWorld({ flags: {}, files: {}, controllers });
  const body = {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'r' },
    spec: { request: btoa(janeRequest), signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'], ...spec },
  };
  await ask(world, PATH, { method: 'POST', body, cert: 'admin' });
  if (decision) {
    const { json } = await ask(world, `${PATH}/r`, { cert: 'admin' });
    const conditions = [{ type: decision, status: 'True', reason: 'Test', message: '' }];
    await ask(world, `${PATH}/r/approval`, { method: 'PUT', body: { ...json, status: { conditions } }, cert: 'admin' });
  }
  const there = async () => (await ask(world, `${PATH}/r`, { cert: 'admin' })).status === 200;
  return { world, there };
}

describe('once an hour the cleaner deletes', () => {
  it.each<[what: string, decision: 'Approved' | 'Denied' | undefined, spec: Record<string, unknown>, stays: number, gone: number]>([
    ['what was issued more than an hour ago', 'Approved', {}, HOUR, 2 * HOUR],
    ['what was issued and has expired, though it is not an hour old', 'Approved', { expirationSeconds: 600 }, 59 * MINUTE, HOUR],
    ['what was denied more than an hour ago', 'Denied', {}, HOUR, 2 * HOUR],
    ['what nobody decided for a day', undefined, {}, 24 * HOUR, 25 * HOUR],
    ['what was approved for a signer that is not here, a day ago', 'Approved', { signerName: 'example.com/mine' }, 24 * HOUR, 25 * HOUR],
  ])('%s', async (_what, decision, spec, stays, gone) => {
    const { world, there } = await withRequest(decision, spec);
    await world.advance(stays);
    expect(await there()).toBe(true);
    await world.advance(gone - stays);
    expect(await there()).toBe(false);
  });

  it('nothing while there is no kube-controller-manager', async () => {
    const { world, there } = await withRequest('Denied', {}, false);
    await world.advance(48 * HOUR);
    expect(await there()).toBe(true);
  });

  it('in the new future too, when the world was put back', async () => {
    const { world, there } = await withRequest('Denied');
    const before = world.snapshot();
    await world.advance(2 * HOUR);
    expect(await there()).toBe(false);
    world.restore(before);
    expect(await there()).toBe(true);
    await world.advance(2 * HOUR);
    expect(await there()).toBe(false);
  });
});
