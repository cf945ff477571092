// The machine is the truth of what can happen: every edge it declares is taken by a request named here, and no request leaves it.
import { describe, expect, test } from 'vitest';
import pki from '../../../e2e/conformance/cases/pki.json';
import type { Trace } from '../../trace/event.ts';
import { Headers } from '../http/message.ts';
import type { World } from '../world.ts';
import { everyPlugin } from './testing/every-plugin.ts';
import { HANDLERS, IDENTITIES, type Named, NS, RIGHTS, websocket } from './testing/named-requests.ts';
import { edgesOf, pathOf } from './testing/path-of-trace.ts';
import { ask, webhookWorld } from './webhooks/testing/webhook-world.ts';

const CA = pki['server-ca'].crt;

async function walk(world: World, named: Named): Promise<{ taken: Set<string>; trace: Trace }> {
  const taken = new Set<string>();
  let last: Trace | undefined;
  for (const [name, make] of Object.entries(named)) {
    const { path, ...asked } = await make(world);
    const { trace } = await ask(world, path, asked);
    expect(() => pathOf(trace), name).not.toThrow();
    for (const edge of pathOf(trace)) taken.add(edge);
    last = trace;
  }
  return { taken, trace: last! };
}

/** The client that hangs up never reaches the server. */
async function distrustful(world: World): Promise<string[]> {
  const { trace } = await world.request({
    from: 'laptop',
    origin: 'https://127.0.0.1:26443',
    request: { method: 'GET', target: '/version', headers: new Headers(), body: '' },
    tls: {},
  });
  return pathOf(trace);
}

describe('every edge of the machine is taken by a named request', () => {
  test('where every plugin is configured', async () => {
    const world = await everyPlugin(CA);
    expect(world.server().failure).toBeUndefined();
    const { taken, trace } = await walk(world, { ...IDENTITIES, ...RIGHTS, ...HANDLERS });
    for (const edge of await distrustful(world)) taken.add(edge);
    expect(trace.machine.states.filter((s) => !s.configured)).toEqual([]);
    // An upgraded connection needs a kubelet behind it, and a webhook that fails must be there to be asked: filters/behind-authorization.test.ts
    // takes these two, each by a request of its own.
    const untaken = edgesOf(trace.machine).filter((e) => !taken.has(e));
    expect(untaken).toEqual(['admission error:500 → reply.500', 'storage passed:101 → reply.101']);
  });

  test('of the desk that allows everything', async () => {
    const { taken, trace } = await walk(await everyPlugin(CA, 'AlwaysAllow'), { 'anything at all': () => ({ path: NS, token: 'token1' }) });
    const desk = edgesOf(trace.machine).filter((e) => e.startsWith('authz.always-allow '));
    expect(desk).toEqual(['authz.always-allow allowed → authorization']);
    expect(desk.filter((e) => !taken.has(e))).toEqual([]);
  });

  test('of desks that are not configured: they are passed over', async () => {
    const world = await webhookWorld({ flags: { 'client-ca-file': null, 'anonymous-auth': 'false' } });
    const { taken, trace } = await walk(world, { 'nothing shown': () => ({ path: NS }), 'a token': () => ({ path: NS, token: 'x' }) });
    const skipped = edgesOf(trace.machine).filter((e) => e.includes(' skipped → ') && e.startsWith('authn.'));
    expect(skipped).toEqual([
      'authn.front-proxy skipped → authn.x509',
      'authn.x509 skipped → authn.static-token-file',
      'authn.x509 skipped → authn.anonymous',
      'authn.static-token-file skipped → authn.service-account',
      'authn.bootstrap skipped → authn.oidc',
      'authn.oidc skipped → authn.webhook',
      'authn.webhook skipped → authn.anonymous',
      'authn.webhook skipped → authn.static-token-file',
      'authn.anonymous skipped → authentication',
    ]);
    const { taken: twice } = await walk(world, { 'a token, then a websocket’s': () => ({ path: NS, token: 'x', headers: websocket('y') }) });
    expect(skipped.filter((e) => !taken.has(e) && !twice.has(e))).toEqual([]);
  });
});
