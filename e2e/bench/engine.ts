// What the engine costs. Everything enters by `world.request`, as a shell's request does; medians of single requests, traces included.

import { everyPlugin } from '../../src/engine/apiserver/testing/every-plugin.ts';
import { minikubeWorld } from '../../src/engine/base-worlds/minikube.ts';
import { createWorld } from '../../src/engine/create-world.ts';
import { Headers } from '../../src/engine/http/message.ts';
import type { Exchange } from '../../src/engine/network/dial.ts';
import type { WorldSpec } from '../../src/engine/spec.ts';
import type { World } from '../../src/engine/world.ts';
import { createPlayer } from '../../src/player/player.ts';
import type { Trace, TraceEvent } from '../../src/trace/event.ts';
import { fold } from '../../src/trace/fold.ts';
import { timeline } from '../../src/trace/timeline.ts';
import pki from '../conformance/cases/pki.json';

const NAMESPACE = '/api/v1/namespaces/default';
const USERS = 1_000;
const GROUPS = 100;
const BINDINGS = 10_000;

export interface Row {
  medianUs: number;
}

interface Credentials {
  token?: string;
  certificate?: string;
}

/** One world with a way to ask it. */
class Bench {
  readonly world: World;
  readonly #spec: WorldSpec;

  constructor(world: World, spec: WorldSpec) {
    this.world = world;
    this.#spec = spec;
  }

  static async on(objects: WorldSpec['objects']): Promise<Bench> {
    const spec = minikubeWorld();
    spec.objects = [...spec.objects, ...objects];
    const world = await createWorld(spec);
    const { failure } = world.server();
    if (failure) throw new Error(`the server did not start: ${failure.error}`);
    return new Bench(world, spec);
  }

  get admin(): Credentials {
    const certificate = this.#spec.pki.client?.crt;
    if (!certificate) throw new Error('the base world has no client certificate');
    return { certificate };
  }

  ask(method: string, target: string, { token, certificate }: Credentials, body?: unknown): Promise<Exchange> {
    const headers = new Headers([
      ['User-Agent', 'curl/7.88.1'],
      ['Accept', '*/*'],
      ...(token === undefined ? [] : ([['Authorization', `Bearer ${token}`]] as const)),
      ...(body === undefined ? [] : ([['Content-Type', 'application/json']] as const)),
    ]);
    const { hosts, port } = this.#spec.server;
    const ca = this.#spec.pki.ca?.crt;
    return this.world.request({
      from: 'laptop',
      origin: `https://${hosts[0]}:${port}`,
      request: { method, target, headers, body: body === undefined ? '' : JSON.stringify(body) },
      tls: { ...(ca === undefined ? {} : { ca }), ...(certificate === undefined ? {} : { clientCertificate: certificate }) },
    });
  }

  async must(status: number, ...request: Parameters<Bench['ask']>): Promise<Exchange & { ok: true }> {
    const exchange = await this.ask(...request);
    if (!exchange.ok) throw new Error(`${request[0]} ${request[1]}: ${JSON.stringify(exchange.failure)}`);
    if (exchange.response.status !== status)
      throw new Error(`${request[0]} ${request[1]}: ${exchange.response.status}, not ${status}: ${exchange.response.body.slice(0, 300)}`);
    return exchange;
  }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Median of `rounds` single runs, in microseconds, after a warm-up of as many. */
async function time(rounds: number, run: (i: number) => unknown): Promise<Row> {
  for (let i = 0; i < rounds; i++) await run(i);
  const took: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = process.hrtime.bigint();
    await run(rounds + i);
    took.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  return { medianUs: round(median(took)) };
}

const binding = (name: string, subjects: unknown[], role = 'view', namespace?: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  subjects,
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
});
const user = (name: string) => ({ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name });
const group = (name: string) => ({ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name });

async function requests(): Promise<Record<string, Row>> {
  const account = { kind: 'ServiceAccount', name: 'bench', namespace: 'default' };
  const bench = await Bench.on([
    binding('bench', [user('arthur'), account]),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'bench', namespace: 'default' } },
  ]);
  const tokens = '/api/v1/namespaces/default/serviceaccounts/bench/token';
  const wish = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } };
  await bench.must(200, 'GET', NAMESPACE, { token: 'token1' });
  await bench.must(403, 'GET', NAMESPACE, { token: 'token2' });
  const rounds = 1_000;
  const fresh: string[] = [];
  for (let i = 0; i < 2 * rounds; i++) {
    const { response } = await bench.must(201, 'POST', tokens, bench.admin, wish);
    fresh.push((JSON.parse(response.body) as { status: { token: string } }).status.token);
  }
  await bench.must(200, 'GET', NAMESPACE, { token: fresh[0] ?? '' });
  return {
    'get-static': await time(2 * rounds, () => bench.ask('GET', NAMESPACE, { token: 'token1' })),
    'get-forbidden': await time(2 * rounds, () => bench.ask('GET', NAMESPACE, { token: 'token2' })),
    'get-service-account': await time(rounds, (i) => bench.ask('GET', NAMESPACE, { token: fresh[i] ?? '' })),
    'create-token': await time(rounds, () => bench.ask('POST', tokens, bench.admin, wish)),
  };
}

/** Every authenticator configured, and a token none of them knows: each says so, the webhook over the network, then the 401. */
async function unknownToken(): Promise<Record<string, Row>> {
  const ca = pki['server-ca'].crt;
  const world = await everyPlugin(ca);
  const ask = (i: number) => {
    const headers = new Headers([
      ['User-Agent', 'curl/7.88.1'],
      ['Accept', '*/*'],
      ['Authorization', `Bearer unknown-${i}`],
    ]);
    const request = { method: 'GET', target: NAMESPACE, headers, body: '' };
    return world.request({ from: 'laptop', origin: 'https://127.0.0.1:26443', request, tls: { ca } });
  };
  const exchange = await ask(0);
  if (!exchange.ok || exchange.response.status !== 401) throw new Error('an unknown token was not refused');
  const asked = exchange.trace.machine.states.filter(({ id, configured }) => id.startsWith('authn.') && configured).length;
  if (asked !== 8) throw new Error(`${asked} authenticators are configured, not 8`);
  return { 'full-chain-unknown': await time(2_000, ask) };
}

/** Ten thousand bindings of a thousand users and a hundred groups, half of them in namespaces. */
async function manyBindings(): Promise<Record<string, Row>> {
  const bindings = Array.from({ length: BINDINGS }, (_, i) => {
    const subject = i % 3 === 0 ? group(`group-${(i * 7) % GROUPS}`) : user(`user-${(i * 13) % USERS}`);
    return binding(`binding-${i}`, [subject], i % 5 === 0 ? 'edit' : 'view', i % 2 === 0 ? undefined : `namespace-${i % 40}`);
  });
  const namespaces = Array.from({ length: 40 }, (_, i) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `namespace-${i}` } }));
  const bench = await Bench.on([...namespaces, ...bindings]);
  const review = (i: number) => ({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: {
      user: `user-${i % USERS}`,
      groups: [`group-${i % GROUPS}`],
      resourceAttributes: { verb: i % 2 ? 'get' : 'create', resource: i % 2 ? 'pods' : 'nodes', namespace: `namespace-${i % 40}` },
    },
  });
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  await bench.must(201, 'POST', path, bench.admin, review(1));
  const { trace } = await bench.must(403, 'POST', '/api/v1/nodes', { token: 'token2' }, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'x' } });
  if (!(await bench.world.nearMisses(trace)).length) throw new Error('ten thousand bindings and not one near miss');
  return {
    'review-10000': await time(1_000, (i) => bench.ask('POST', path, bench.admin, review(i))),
    'near-misses-10000': await time(20, () => bench.world.nearMisses(trace)),
  };
}

/** A trace as long as asked for: the stages of a real one, again and again. */
function stretched(trace: Trace, length: number): Trace {
  const reply = trace.events.at(-1);
  const events: TraceEvent[] = [];
  for (let turn = 0; events.length < length - 1; turn++)
    for (const event of trace.events.slice(0, -1)) {
      if (events.length === length - 1) break;
      const shift = turn * 1_000;
      const moved = 'id' in event ? { ...event, id: event.id + shift } : event;
      events.push('parent' in moved && moved.parent !== undefined ? { ...moved, parent: moved.parent + shift } : moved);
    }
  return { ...trace, events: reply ? [...events, reply] : events };
}

async function seeking(): Promise<Record<string, Row>> {
  const bench = await Bench.on([]);
  const { trace } = await bench.must(403, 'GET', NAMESPACE, { token: 'token2' });
  const long = stretched(trace, 2_000);
  const player = createPlayer({ rest: () => 1_000, later: () => () => {} });
  player.add({ id: 'long', trace: long, command: 1, program: 'curl', background: false });
  const { steps } = timeline(long);
  return {
    'seek-2000': await time(300, (i) => {
      player.seek(1 + ((i * 7_919) % steps.length));
      return fold(long, steps[player.store.getState().step - 1]?.events ?? 0);
    }),
  };
}

/** Two hundred pods of a Deployment, whose tokens are renewed for a year; each request is told as the page is told. */
export async function measureYear(): Promise<Record<string, Row>> {
  const bench = await Bench.on([]);
  const labels = { app: 'many' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
  const many = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'many' }, spec: { replicas: 200, selector: { matchLabels: labels }, template } };
  await bench.must(201, 'POST', '/apis/apps/v1/namespaces/default/deployments', bench.admin, many);
  await bench.world.advance(10_000);
  const year = async (): Promise<void> => {
    let renewals = 0;
    await bench.world.advance(365 * 86_400_000, { onRun: ({ folded }) => (renewals += folded?.count ?? 1), pace: () => true });
    if (renewals < 200 * 10_900) throw new Error(`${renewals} renewals in a year of 200 pods`);
  };
  return { 'year-200-pods': await time(2, year) };
}

export async function measure(): Promise<Record<string, Row>> {
  return { ...(await requests()), ...(await unknownToken()), ...(await manyBindings()), ...(await seeking()), ...(await measureYear()) };
}

/** A fresh cluster that nobody asked anything yet; kept by the caller while the heap is looked at. */
export const freshCluster = (): Promise<World> => createWorld(minikubeWorld());
