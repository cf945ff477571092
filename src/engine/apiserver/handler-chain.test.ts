import { describe, expect, test } from 'vitest';
import type { Trace } from '../../trace/event.ts';
import { minikubeWorld } from '../base-worlds/minikube.ts';
import { createWorld } from '../create-world.ts';
import { Headers } from '../http/message.ts';
import type { World } from '../world.ts';
import type { ApiServer } from './api-server.ts';
import { filters } from './filters.ts';
import { HandlerChain, withoutState } from './handler-chain.ts';
import { edgesOf, pathOf } from './testing/path-of-trace.ts';

interface Asked {
  method?: string;
  target: string;
  as?: 'minikube' | 'nobody' | `Bearer ${string}`;
  headers?: [string, string][];
  body?: unknown;
  /** Trusts no CA. */
  blind?: boolean;
}

const spec = minikubeWorld();

async function ask(world: World, { method = 'GET', target, as = 'minikube', headers = [], body, blind = false }: Asked): Promise<Trace> {
  const sent = new Headers(headers);
  if (as.startsWith('Bearer')) sent.set('Authorization', as);
  if (body !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json');
  const { trace } = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: { method, target, headers: sent, body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body) },
    tls: { ...(blind ? {} : { ca: spec.pki.ca!.crt! }), ...(as === 'minikube' ? { clientCertificate: spec.pki.client!.crt! } : {}) },
  });
  return trace;
}

const NAMED: Record<string, Asked> = {
  'the client does not trust the server': { target: '/version', blind: true },
  'a path that means nothing': { target: '/api/v1/watch' },
  'a timeout that is no duration': { target: '/version?timeout=x' },
  'nobody knows the token': { target: '/version', as: 'Bearer token9' },
  'a document': { target: '/version' },
  'a path that is not there': { target: '/nowhere' },
  'a read': { target: '/api/v1/namespaces/default' },
  'an object that is not there': { target: '/api/v1/namespaces/nowhere' },
  'a write': { method: 'POST', target: '/api/v1/namespaces', body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dev' } } },
  'a write of what is there': { method: 'POST', target: '/api/v1/namespaces', body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dev' } } },
  'a write that is not valid': { method: 'POST', target: '/api/v1/namespaces', body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'Dev!' } } },
  'a body that is not JSON': { method: 'POST', target: '/api/v1/namespaces', body: 'x' },
  'a method that is not allowed': { method: 'PATCH', target: '/api/v1/namespaces' },
  'a user without rights': { target: '/api/v1/namespaces', as: 'Bearer token2' },
  'acting as another': {
    target: '/api/v1/namespaces',
    headers: [
      ['Impersonate-User', 'jane'],
      ['Impersonate-Group', 'system:masters'],
    ],
  },
  'acting as another without the right': { target: '/version', as: 'Bearer token2', headers: [['Impersonate-User', 'jane']] },
  'groups of nobody': { target: '/version', headers: [['Impersonate-Group', 'dev']] },
};

describe('every request is a path of the machine', () => {
  test('of the machine that its trace carries', async () => {
    const world = await createWorld(spec);
    const seen = new Set<string>();
    for (const [name, asked] of Object.entries(NAMED)) {
      const trace = await ask(world, asked);
      expect(() => pathOf(trace), name).not.toThrow();
      for (const edge of pathOf(trace)) seen.add(edge);
    }
    const trace = await ask(world, { target: '/version' });
    const early = edgesOf(trace.machine).filter((e) => /^(tls|request-info|authentication|audit|impersonation|flow-control) /.test(e));
    expect(early.filter((e) => !seen.has(e))).toEqual([]);
    expect(seen).toContain('authorization allowed → routing');
    expect(seen).toContain('authorization denied → reply.403');
  });
});

describe('the table and what runs are one list', () => {
  async function serverOf(): Promise<ApiServer> {
    let found: ApiServer | undefined;
    const world = await createWorld(spec);
    const [first] = filters;
    const handle = first!.handle;
    const spy = first as { handle: typeof handle };
    spy.handle = (context) => {
      found = context.server;
      return handle(context);
    };
    await ask(world, { target: '/version' });
    spy.handle = handle;
    return found!;
  }

  test('states come in the order of the filters, then the replies', async () => {
    const { machine } = new HandlerChain(filters, await serverOf());
    const order = machine.states.filter((s) => s.kind === 'gate' || s.kind === 'filter').map((s) => s.id);
    expect(order).toEqual([
      'tls',
      'request-info',
      'authentication',
      'audit',
      'impersonation',
      'flow-control',
      'authorization',
      'routing',
      'admission',
      'storage',
    ]);
    expect(machine.states.filter((s) => s.kind === 'desk' && s.parent === 'authentication').map((s) => s.title)).toEqual([
      'Front proxy headers',
      'X.509 client certificate',
      'Static token file',
      'Service account tokens',
      'Bootstrap tokens',
      'OIDC / JWT',
      'Webhook',
      'Anonymous',
    ]);
    expect(machine.states.slice(-1)[0]!.kind).toBe('final');
  });

  test.each(['audit', 'impersonation', 'flow-control', 'authorization'])('without the state %s its filter does not run', async (id) => {
    const server = await serverOf();
    const fewer = withoutState(filters, id);
    const { machine } = new HandlerChain(fewer, server);
    expect(machine.states.map((s) => s.id)).not.toContain(id);
    expect(fewer.map((f) => f.state.id)).not.toContain(id);
    expect(machine.states.flatMap((s) => s.transitions.map((t) => t.to))).not.toContain(id);
  });

  test('an edge to nowhere is a bug that shows at once', async () => {
    const server = await serverOf();
    expect(() => new HandlerChain(filters.slice(0, 2), server)).toThrow('an edge leads nowhere');
  });
});
