// The world behind its door: one API server, its store, the machines around it, and a queue of one request.
// Left out: more than one API server, networks that lose or delay anything.
import type { RequestAttributes, Trace, UserInfo } from '../trace/event.ts';
import type { Advance, Amount, Moments } from './advance.ts';
import type { TokenCacheSnapshot } from './apiserver/authn/token-cache.ts';
import type { NearMiss } from './apiserver/authz/near-miss.ts';
import type { MatrixRow, WhoCan } from './apiserver/authz/who-can.ts';
import type { ModeName } from './apiserver/impersonation-modes.ts';
import { registry } from './apiserver/resources/registry.ts';
import { type RunningServer, startServer } from './apiserver/start-server.ts';
import { knownCertificates } from './base-worlds/known-certificates.ts';
import { Clock } from './clock.ts';
import { Certificates } from './crypto/certificates.ts';
import { serve } from './exchange.ts';
import { changesSinceFilled, fillStore, withoutChanged } from './fill-store.ts';
import { invariant } from './invariant.ts';
import { Machine, type MachineSnapshot } from './machine.ts';
import type { CallResult } from './network/call.ts';
import type { Dial, Exchange } from './network/dial.ts';
import type { ApiServerDoor, Network } from './network/outbound.ts';
import { TlsClient } from './network/tls.ts';
import { NodeAgents, type NodeAgentsSnapshot, serviceIpOf } from './node-agents.ts';
import { Parties, type PartiesSnapshot, type Surroundings } from './parties/parties.ts';
import type { PartySpec } from './parties/party-spec.ts';
import { Random } from './random.ts';
import { whoAndWhat } from './refused-request.ts';
import type { KeyMaterial, WorldSpec } from './spec.ts';
import { Store } from './store/store.ts';
import { TokenKeys } from './token-keys.ts';
import type { ServerState, World, WorldSnapshot } from './world.ts';

/** What the server is called inside the cluster, where it is a Service on the usual port. */
const SERVICE = 'kubernetes.default.svc';
/** More calls than this inside one another are a circle. */
const MAX_DEPTH = 8;

type Called = Parameters<Surroundings['call']> extends [string, ...infer Rest] ? Rest : never;

interface Saved {
  clock: number;
  random: number;
  traces: number;
  machines: ReadonlyMap<string, MachineSnapshot>;
  parties: PartiesSnapshot;
  server: RunningServer | undefined;
  state: ServerState;
  tokens: TokenCacheSnapshot | undefined;
  impersonation: ReadonlyMap<string, ModeName> | undefined;
  /** What webhooks answered, in the order of the server's memories. */
  answers: readonly unknown[] | undefined;
  seen: Readonly<Record<string, string>>;
  agents: NodeAgentsSnapshot;
}

export class SimulatedWorld implements World {
  readonly clock: Clock;
  readonly store = new Store();
  readonly #spec: WorldSpec;
  readonly #random: Random;
  readonly #certificates = new Certificates(knownCertificates());
  readonly #tls = new TlsClient(this.#certificates);
  readonly #machines = new Map<string, Machine>();
  readonly #nodeName: string;
  readonly #keys: TokenKeys;
  readonly #parties: Parties;
  readonly #agents: NodeAgents;
  readonly #serviceIp: string;
  #server: RunningServer | undefined;
  #state: ServerState;
  /** What the server saw last of the files it watches, good or not. */
  #seen: Readonly<Record<string, string>> = {};
  #traces = 0;
  /** Revision of the store when the world was made. */
  #filledAt = 0;
  #tail: Promise<unknown> = Promise.resolve();
  readonly #network: Network;
  /** Runs of the API server that parties cause while the present request is answered. */
  #inner: Trace[] = [];
  #depth = 0;

  private constructor(spec: WorldSpec) {
    this.#spec = spec;
    this.clock = new Clock(spec.clock);
    this.#random = new Random(spec.seed);
    this.#keys = new TokenKeys(spec.pki);
    this.#certificates.learnPairs(Object.values(spec.pki));
    this.#parties = new Parties({
      clock: this.clock,
      random: this.#random,
      pki: spec.pki,
      certificates: this.#certificates,
      podFile: (namespace, pod, path) => this.#agents.pod(namespace, pod)?.read(path),
      call: (from, url, request, trust, recorder) => this.#callFrom(from, url, request, trust, recorder),
    });
    this.#network = { parties: this.#parties, certificates: this.#certificates, clock: this.clock, apiServer: this.#apiServer() };
    this.#nodeName = nodeOf(spec);
    this.#serviceIp = serviceIpOf(spec);
    const { clock, store } = this;
    const [random, certificates] = [this.#random, this.#certificates];
    this.#agents = new NodeAgents({
      spec,
      node: this.#nodeName,
      store,
      clock,
      random,
      certificates,
      serve: (dial) => this.#serve(dial),
      server: () => this.#server,
    });
    for (const [name, machine] of Object.entries(spec.machines)) {
      const files = name === this.#nodeName ? { ...machine.files, ...spec.server.files } : machine.files;
      this.#machines.set(name, new Machine(name, { ...machine, files }, this.clock.now));
    }
    if (!this.#machines.has(this.#nodeName)) {
      const node = { user: 'root', home: '/root', env: {}, files: spec.server.files };
      this.#machines.set(this.#nodeName, new Machine(this.#nodeName, node, this.clock.now));
    }
    this.machine(this.#nodeName).onChange((path) => void this.#queue(() => this.#reread(path)));
    this.#state = { status: 'stopped', startedAt: this.clock.timestamp(), flags: spec.server.flags, filesRead: {}, log: [] };
  }

  static async create(spec: WorldSpec): Promise<SimulatedWorld> {
    const world = new SimulatedWorld(structuredClone(spec));
    await world.#keys.ready();
    for (const party of world.#spec.parties ?? []) await world.#parties.put(party);
    await world.#start(spec.server.flags);
    await fillStore({ store: world.store, clock: world.clock, random: world.#random, spec: world.#spec, keys: world.#server?.serviceAccountKeys });
    world.#filledAt = world.store.revision;
    world.#agents.start();
    return world;
  }

  request(dial: Dial, options: Pick<Advance, 'onRun'> = {}): Promise<Exchange> {
    return this.#queue(async () => {
      if (this.#agents.isPending) await this.#agents.settle(options);
      const inner: Trace[] = [];
      this.#inner = inner;
      const exchange = await this.#serve(dial);
      return inner.length ? { ...exchange, inner } : exchange;
    });
  }

  #serve(dial: Dial): Promise<Exchange> {
    const id = `${++this.#traces}`;
    return serve(
      {
        id,
        server: this.#server,
        hosts: this.#spec.server.hosts,
        port: this.#port,
        serviceIp: this.#serviceIp,
        clock: this.clock,
        random: this.#random,
        revision: this.store.revision,
        tls: this.#tls,
        certificates: this.#certificates,
        parties: this.#parties,
        partyTls: () => new TlsClient(this.#certificates),
      },
      dial,
    );
  }

  /** Where the server listens. Who changes --secure-port moves it, unless the spec gave it another door from the start. */
  get #port(): number {
    return this.#server?.options.port ?? this.#spec.server.port;
  }

  /** A party's own call. It belongs to the request that is being handled, so it does not queue. */
  async #callFrom(from: string, ...[url, request, trust, recorder]: Called): Promise<CallResult> {
    if (this.#depth >= MAX_DEPTH) return { ok: false, error: `${from} and others call each other in a circle` };
    this.#depth++;
    try {
      const { callOutside } = await import('./network/outbound.ts');
      // Whoever is a Service itself stands inside the cluster, where the API server is one too.
      const inside = this.#parties.list().some((party) => party.name === from && party.origin.includes('.svc'));
      return await callOutside(
        { network: inside ? { ...this.#network, apiServer: this.#apiServer(true) } : this.#network },
        url,
        request,
        trust,
        recorder,
        from,
      );
    } finally {
      this.#depth--;
    }
  }

  #apiServer(inside = false): ApiServerDoor {
    const { hosts } = this.#spec.server;
    return {
      at: ({ host, port }) =>
        this.#server !== undefined && hosts.includes(host) && (port === this.#port || (inside && port === 443 && host.startsWith(SERVICE))),
      certificate: () => this.#server?.certificate,
      ask: async (from, origin, request, tls) => {
        const exchange = await this.#serve({
          from,
          origin,
          request,
          tls,
          ...(inside && !origin.endsWith(`:${this.#port}`) ? { namespace: 'default' } : {}),
        });
        this.#inner.push(exchange.trace);
        invariant(exchange.ok, 'the API server refused a connection that its caller had checked', { from, origin });
        return exchange.response;
      },
    };
  }

  /** One after another: whatever the timing of promises, traces come out the same. A failure of one does not stop the next. */
  #queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work, work);
    this.#tail = result;
    return result;
  }

  machine(name: string): Machine {
    const machine = this.#machines.get(name);
    invariant(machine, 'no such machine', { name, there: this.machineNames() });
    return machine;
  }

  machineNames(): string[] {
    return [...this.#machines.keys()];
  }

  server(): ServerState {
    return { ...this.#state, log: [...this.#state.log] };
  }

  restart(flags?: Record<string, string | string[]>): Promise<ServerState> {
    return this.#queue(async () => {
      await this.#start(flags ?? this.#state.flags);
      return this.server();
    });
  }

  /** The server watches some of its files, and takes what has changed when it is good. */
  async #reread(path: string): Promise<void> {
    const watch = this.#server?.watches.get(path);
    const text = this.machine(this.#nodeName).read(path);
    if (!watch || text === (this.#seen[path] ?? this.#state.filesRead[path])) return;
    const outcome = await watch(text);
    if (text === undefined) return;
    if (outcome !== 'later') this.#seen = { ...this.#seen, [path]: text };
    if (outcome === 'in-force') this.#state = { ...this.#state, filesRead: { ...this.#state.filesRead, [path]: text } };
  }

  async #start(flags: ServerState['flags']): Promise<void> {
    const { version, hosts, port } = this.#spec.server;
    const node = this.machine(this.#nodeName);
    const started = await startServer({
      flags,
      version,
      host: hosts[0] ?? '127.0.0.1',
      ...(this.#spec.server.flags['secure-port'] === String(port) ? {} : { port }),
      store: this.store,
      clock: this.clock,
      random: this.#random,
      certificates: this.#certificates,
      network: this.#network,
      kubelet: this.#agents.door,
      pki: this.#spec.pki,
      readFile: (path) => node.read(path),
    });
    this.#tls.forget();
    this.#seen = {};
    this.#server = started.ok ? started.server : undefined;
    const about = { startedAt: this.clock.timestamp(), flags, filesRead: started.filesRead, log: started.log };
    this.#state = started.ok ? { status: 'running', ...about } : { status: 'stopped', failure: started.failure, ...about };
  }

  parties(): PartySpec[] {
    return this.#parties.specs().map((spec) => structuredClone(spec));
  }

  changeParty(spec: PartySpec, keys: Readonly<Record<string, KeyMaterial>> = {}): Promise<void> {
    return this.#queue(async () => {
      const { pki } = this.#spec;
      for (const [name, material] of Object.entries(keys)) pki[name] ??= structuredClone(material);
      await this.#keys.ready();
      await this.#parties.put(structuredClone(spec));
    });
  }

  removeParty(name: string): Promise<void> {
    return this.#queue(async () => this.#parties.remove(name));
  }

  advance(amount: Amount, options: Advance = {}): Promise<void> {
    return this.#queue(() => this.#agents.advance(amount, options));
  }

  readonly moments = (): Moments => this.#agents.moments();

  async pass(options: Advance = {}): Promise<void> {
    if (this.#agents.isNeeded || this.#agents.isPending) await this.#queue(() => this.#agents.pass(options));
  }

  async settle(options: Pick<Advance, 'onRun'> = {}): Promise<void> {
    if (this.#agents.isPending) await this.#queue(() => this.#agents.settle(options));
  }

  container(namespace: string, pod: string, container: string): Machine | undefined {
    return this.#agents.container(namespace, pod, container);
  }

  async nearMisses(trace: Trace): Promise<NearMiss[]> {
    const asked = whoAndWhat(trace);
    if (!asked) return [];
    const { nearMisses } = await import('./apiserver/authz/near-misses.ts');
    return nearMisses(this.store.at(trace.snapshot), asked.user, asked.attributes);
  }

  async whoCan(attributes: RequestAttributes): Promise<WhoCan | undefined> {
    const { whoCan } = await import('./apiserver/authz/who-can.ts');
    return this.#server && whoCan(this.store, this.#server.authorizer, attributes);
  }

  async matrix(user: UserInfo, namespace: string): Promise<MatrixRow[]> {
    const { matrix } = await import('./apiserver/authz/who-can.ts');
    const types = registry.groupVersions.flatMap(({ types: all }) => all.filter((t) => registry.preferred(t)));
    return this.#server ? matrix(this.#server.authorizer, user, namespace, types) : [];
  }

  signToken(header: string, payload: string, key: string): Promise<{ ok: true; token: string } | { ok: false; error: string }> {
    return this.#keys.sign(header, payload, key);
  }

  readonly keyFault = async (certificate: string, key: string): Promise<string | undefined> => this.#certificates.keyFault(certificate, key);

  signingKeys(): { name: string; kid: string; trusted: boolean }[] {
    return this.#keys.list((kid) => this.#server?.serviceAccountKeys.trusted.some((k) => k.kid === kid) ?? false);
  }

  snapshot(): WorldSnapshot {
    const state: Saved = {
      clock: this.clock.now(),
      random: this.#random.state,
      traces: this.#traces,
      machines: new Map([...this.#machines].map(([name, machine]) => [name, machine.snapshot()])),
      parties: this.#parties.snapshot(),
      server: this.#server,
      state: this.server(),
      tokens: this.#server?.authentication.cache.snapshot(),
      impersonation: this.#server && new Map(this.#server.impersonationHistory),
      answers: this.#server?.memories.map((memory) => memory.snapshot()),
      agents: this.#agents.snapshot(),
      seen: this.#seen,
    };
    return { revision: this.store.revision, state };
  }

  restore({ revision, state }: WorldSnapshot): void {
    const saved = state as Saved;
    this.store.rewind(revision);
    this.clock.set(saved.clock);
    this.#random.state = saved.random;
    this.#traces = saved.traces;
    for (const [name, machine] of saved.machines) this.machine(name).restore(machine);
    this.#parties.restore(saved.parties);
    this.#agents.restore(saved.agents);
    const { server } = saved;
    this.#server = server;
    this.#seen = saved.seen;
    if (server) {
      server.authentication.cache.restore(saved.tokens ?? new Map());
      server.impersonationHistory.clear();
      for (const [who, mode] of saved.impersonation ?? []) server.impersonationHistory.set(who, mode);
      for (const [i, memory] of server.memories.entries()) memory.restore(saved.answers?.[i]);
      server.lines.splice(0, server.lines.length, ...saved.state.log);
    }
    this.#state = server ? { ...saved.state, log: server.lines } : saved.state;
    this.#tls.forget();
  }

  toSpec(): WorldSpec {
    const machines = Object.fromEntries(
      [...this.#machines.values()].map((m) => {
        const files = m.name === this.#nodeName ? {} : m.texts();
        return [m.name, { user: m.user, home: m.home, env: { ...m.env }, files }];
      }),
    );
    const flags = structuredClone(this.#state.flags) as WorldSpec['server']['flags'];
    const { objects, removed } = changesSinceFilled(this.store, this.#filledAt);
    const before = this.#spec.resumed;
    return {
      ...structuredClone(this.#spec),
      clock: new Date(this.clock.now()).toISOString().replace('.000Z', 'Z'),
      server: { ...structuredClone(this.#spec.server), flags, files: this.machine(this.#nodeName).texts() },
      objects: [...withoutChanged(this.#spec.objects, objects, removed), ...structuredClone(objects)],
      machines,
      ...(this.#spec.parties || this.#parties.list().length ? { parties: this.parties() } : {}),
      resumed: { born: before?.born ?? this.#spec.clock, random: this.#random.state, removed: [...(before?.removed ?? []), ...removed] },
    };
  }
}

const nodeOf = (spec: WorldSpec): string => (spec.base === 'minikube' ? 'minikube' : 'node');
