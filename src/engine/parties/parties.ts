// The parties of a world, found by the address they listen at. Left out: two parties behind one address.
import type { Recorder } from '../../trace/recorder.ts';
import type { Clock } from '../clock.ts';
import type { Certificate } from '../crypto/certificate.ts';
import type { Certificates } from '../crypto/certificates.ts';
import type { KeyMaterial } from '../crypto/key-material.ts';
import type { HttpRequest } from '../http/message.ts';
import { invariant } from '../invariant.ts';
import type { CallResult, Trust } from '../network/call.ts';
import { type Origin, parseOrigin } from '../network/dial.ts';
import type { Random } from '../random.ts';
import type { Party, PartyAnswer } from './party.ts';
import { kindOf, type PartySpec } from './party-kinds.ts';

export interface Surroundings {
  clock: Clock;
  random: Random;
  pki: Readonly<Record<string, KeyMaterial>>;
  certificates: Certificates;
  /** A file of a pod that runs, or undefined. */
  podFile?(namespace: string, pod: string, path: string): string | undefined;
  /** How a party reaches others. */
  call(from: string, url: string, request: Omit<HttpRequest, 'target'>, trust: Trust, recorder: Recorder | undefined): Promise<CallResult>;
}

/** How somebody came to ask a party. */
export interface Asking {
  from: string;
  /** PEM chain the caller shows in the handshake. */
  clientCertificate?: string | undefined;
  /** Takes the hops the party makes. */
  recorder?: Recorder | undefined;
}

export class Parties {
  readonly #around: Surroundings;
  #parties: ReadonlyMap<string, Party> = new Map();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Adds a party, or puts it in the place of the one of that name, which hands over what it remembers. */
  async put(spec: PartySpec): Promise<void> {
    const kind = kindOf(spec.kind);
    invariant(kind, 'no such kind of party', spec.kind);
    const party = await kind.make(spec);
    const before = this.#parties.get(spec.name);
    if (before?.spec.kind === spec.kind && before.snapshot) party.restore?.(before.snapshot());
    this.#parties = new Map(this.#parties).set(spec.name, party);
  }

  remove(name: string): void {
    const left = new Map(this.#parties);
    left.delete(name);
    this.#parties = left;
  }

  list(): readonly Party[] {
    return [...this.#parties.values()];
  }

  /** Their data as it is now. */
  specs(): readonly PartySpec[] {
    return this.list().map(({ spec }) => spec as PartySpec);
  }

  #doors(): readonly Party[] {
    return this.list().flatMap((party) => party.doors ?? [party]);
  }

  /** Whoever listens at this host and port; a name of the loopback is its address. */
  at({ host, port }: Origin): Party | undefined {
    if (!this.#parties.size) return undefined;
    return this.#doors().find((party) => {
      const own = this.#isDown(party) ? undefined : parseOrigin(party.origin);
      return own !== undefined && own.port === port && (own.host === host || (isLoopback(own.host) && isLoopback(host)));
    });
  }

  /** Some kinds can be told not to listen; one that lives in a pod needs it to run. */
  #isDown({ spec, pod }: Party): boolean {
    if ('down' in spec && spec.down === true) return true;
    return pod !== undefined && this.#around.podFile?.(pod.namespace, pod.name, '/etc/hostname') === undefined;
  }

  /** Whether any party is known by this name. */
  knowsHost(host: string): boolean {
    return this.#doors().some((party) => parseOrigin(party.origin)?.host === host);
  }

  async certificateOf(party: Party): Promise<Certificate | undefined> {
    return (await this.#around.certificates.bundle(this.#around.pki[party.certificate]?.crt ?? ''))[0];
  }

  async ask(party: Party, request: HttpRequest, { from, clientCertificate, recorder }: Asking): Promise<PartyAnswer> {
    const { clock, random, pki, certificates, podFile, call } = this.#around;
    return await party.handle(request, {
      clock,
      random,
      pki,
      ...(podFile ? { podFile } : {}),
      from,
      neighbours: () => this.list().map(({ spec }) => spec),
      recorder,
      peerCertificates: clientCertificate === undefined ? [] : await certificates.bundle(clientCertificate),
      call: (url, sent, trust) => call(party.name, url, sent, trust, recorder),
    });
  }

  snapshot(): PartiesSnapshot {
    return this.list().map((party) => ({ party, state: party.snapshot?.() }));
  }

  restore(saved: PartiesSnapshot): void {
    this.#parties = new Map(saved.map(({ party }) => [party.name, party]));
    for (const { party, state } of saved) party.restore?.(state);
  }
}

export type PartiesSnapshot = readonly { party: Party; state: unknown }[];

const isLoopback = (host: string): boolean => host === 'localhost' || host === '127.0.0.1';
