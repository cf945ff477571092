// Where kube-controller-manager lives: loaded when something was written that one of its controllers watches, and let work right after it,
// before the next request is answered. Left out: starting and stopping it, a second one.
import type { RunningServer } from './apiserver/start-server.ts';
import type { Clock, DueSource } from './clock.ts';
import type { Files, Watched } from './controllers/controller-context.ts';
import type { Controllers, ControllersSnapshot } from './controllers/controllers.ts';
import { ROOT_CA, TOKEN_SECRET } from './controllers/made-objects.ts';
import type { Certificates } from './crypto/certificates.ts';
import { rootCaOf } from './fill-store.ts';
import type { Carrier } from './nodes/component-client.ts';
import type { Random } from './random.ts';
import type { WorldSpec } from './spec.ts';
import type { KubeObject } from './store/object.ts';
import type { Change, Store } from './store/store.ts';

export interface ControllerProcessInput {
  spec: WorldSpec;
  store: Store;
  clock: Clock;
  random: Random;
  certificates: Certificates;
  carrier: Carrier;
  server(): RunningServer | undefined;
}

export interface ControllerProcessSnapshot {
  readonly written: ReadonlySet<Watched>;
  readonly controllers: ControllersSnapshot | undefined;
}

const WATCHED: readonly string[] = ['namespaces', 'clusterroles', 'certificatesigningrequests'] satisfies readonly Watched[];
const NAMESPACES = { group: '', resource: 'namespaces' };
const REQUESTS = { group: 'certificates.k8s.io', resource: 'certificatesigningrequests' };
const phaseOf = (object: KubeObject | undefined): unknown => ((object?.status ?? {}) as { phase?: unknown }).phase;
const NOTHING: ReadonlySet<Watched> = new Set();
/** More than this after one write is a circle. */
const ROUNDS = 20;

export class ControllerProcess implements DueSource {
  readonly name = 'kube-controller-manager';
  readonly #input: ControllerProcessInput;
  #written = NOTHING;
  #controllers: Controllers | undefined;
  #since = 0;
  #works = false;

  constructor(input: ControllerProcessInput) {
    this.#input = input;
  }

  /** The cluster stands as it was left: from now on it sees what happens. */
  start(): void {
    const { spec, store, clock } = this.#input;
    if (!spec.controllers) return;
    this.#since = store.revision;
    store.onChange((change) => this.#saw(change));
    clock.follow(this);
    // What it had begun before goes on.
    for (const _ of store.values(REQUESTS)) this.#saw({ key: REQUESTS });
    if (!spec.resumed && store.list(NAMESPACES).some((n) => phaseOf(n) === 'Terminating')) this.#wrote('leavings');
  }

  /** What its watches let through. */
  #saw({ key: { resource }, namespace, name, before, after }: Pick<Change, 'key'> & Partial<Change>): void {
    const leaving = namespace && !after && !this.#works && phaseOf(this.#input.store.get(NAMESPACES, '', namespace)) === 'Terminating';
    if (leaving) this.#wrote('leavings');
    if (
      WATCHED.includes(resource) ||
      (resource === 'serviceaccounts' && !after) ||
      (resource === 'configmaps' && before && name === ROOT_CA) ||
      (resource === 'secrets' && (after ?? before)?.type === TOKEN_SECRET)
    )
      this.#wrote(resource as Watched);
  }

  #wrote(what: Watched): void {
    this.#written = new Set(this.#written).add(what);
  }

  get isPending(): boolean {
    return this.#written.size > 0;
  }

  next(): number | undefined {
    return this.isPending ? this.#input.clock.now() : this.#controllers?.next();
  }

  async run(): Promise<void> {
    if (!this.isPending) await this.#controllers?.clean();
    await this.settle();
  }

  /** Lets it work until it rests. */
  async settle(): Promise<void> {
    if (this.#works || !this.isPending) return;
    const controllers = await this.#load();
    this.#works = true;
    try {
      for (let round = 0; round < ROUNDS && this.isPending; round++) {
        const written = this.#written;
        this.#written = NOTHING;
        await controllers.run(written);
      }
    } finally {
      this.#works = false;
      this.#written = NOTHING;
    }
  }

  async #load(): Promise<Controllers> {
    if (this.#controllers) return this.#controllers;
    const { spec, certificates, carrier, clock, random } = this.#input;
    const [{ Controllers }, { ComponentClient }, { componentCertificates }] = await Promise.all([
      import('./controllers/controllers.ts'),
      import('./nodes/component-client.ts'),
      import('./nodes/component-certificates.data.ts'),
    ]);
    const own = componentCertificates['controller-manager'];
    certificates.learn(own.crt, own.known);
    const { hosts, port } = spec.server;
    const rootCa = rootCaOf(spec);
    const client = (as: string) =>
      new ComponentClient(
        carrier,
        { origin: `https://${hosts[0] ?? ''}:${port}`, ca: rootCa ?? '' },
        // Recorded worlds bring a certificate of their own for it.
        { name: this.name, userAgent: this.name, as, clientCertificate: spec.pki.kcm?.crt ?? own.crt },
      );
    this.#controllers = new Controllers({
      client,
      clock,
      random,
      rootCa,
      sign: (claims) => this.#input.server()?.serviceAccountKeys.signing?.sign(claims),
      signingCa: () => this.#signingCa(),
      since: this.#since,
      born: Date.parse(spec.resumed?.born ?? spec.clock),
    });
    return this.#controllers;
  }

  /** The client CA, wherever its key is there. */
  #signingCa(): ReturnType<Files['signingCa']> {
    const path = this.#input.server()?.options.flag('client-ca-file') ?? '';
    const { pki, server } = this.#input.spec;
    const text = server.files[path] ?? pki[/([^/]+)\.crt$/.exec(path)?.[1] ?? '']?.crt ?? '';
    const held = Object.values(pki).find(({ crt, jwk }) => jwk && crt?.trim() === text.trim());
    return held?.crt && held.jwk ? { certificate: held.crt, key: held.jwk } : undefined;
  }

  snapshot(): ControllerProcessSnapshot {
    return { written: this.#written, controllers: this.#controllers?.snapshot() };
  }

  restore(saved: ControllerProcessSnapshot): void {
    this.#written = saved.written;
    this.#controllers?.restore(saved.controllers);
  }
}
