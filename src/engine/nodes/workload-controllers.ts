// Models cmd/kube-controller-manager for Deployments and ReplicaSets, over HTTP. Loaded when there is one of them.
// Left out: leader election, shared informers (each controller lists for itself), every workload that is not named here. Its other controllers: see controllers/.
import type { Clock, DueSource } from '../clock.ts';
import type { ComponentClient } from './component-client.ts';
import { ControllerClient, type TokenBox, type Tokens } from './controller-client.ts';
import { syncDeployments } from './deployment-controller.ts';
import { collectGarbage } from './garbage-collector.ts';
import { syncReplicaSets } from './replica-set-controller.ts';

const ACCOUNTS = { deployment: 'deployment-controller', replicaSet: 'replicaset-controller', garbage: 'generic-garbage-collector' } as const;
type Work = keyof typeof ACCOUNTS;
const ORDER: readonly Work[] = ['deployment', 'replicaSet', 'garbage'];

/** Pods that are refused are tried again, each time after twice as long; from then on only a change helps. */
const TRIES = 10;

export interface WorkloadsSnapshot {
  readonly awake: ReadonlySet<Work>;
  readonly tokens: Tokens;
  readonly failures: number;
  readonly retryAt: number | undefined;
}

export class WorkloadControllers implements DueSource {
  readonly name = 'kube-controller-manager';
  readonly #clock: Clock;
  readonly #clients: Readonly<Record<Work, ControllerClient>>;
  readonly #box: TokenBox = { tokens: new Map() };
  #awake: ReadonlySet<Work> = new Set(ORDER);
  /** Its own writes wake no controller. */
  #busy: Work | undefined;
  #failures = 0;
  #retryAt: number | undefined;

  /** `client` makes one that says in its user agent as whom it works. */
  constructor(clock: Clock, client: (as: string) => ComponentClient) {
    this.#clock = clock;
    const manager = client('kube-controller-manager');
    const own = (work: Work) => {
      const account = ACCOUNTS[work];
      return new ControllerClient(account, manager, client(`system:serviceaccount:kube-system:${account}`), clock.now, this.#box);
    };
    this.#clients = { deployment: own('deployment'), replicaSet: own('replicaSet'), garbage: own('garbage') };
  }

  get isAwake(): boolean {
    return this.#awake.size > 0;
  }

  wake(resource: string, gone: boolean): void {
    const isSet = resource === 'replicasets';
    const isDeployment = resource === 'deployments';
    if (isDeployment || isSet) this.#wake('deployment');
    if (isSet || resource === 'owned pods') this.#wake('replicaSet');
    if (gone && (isDeployment || isSet)) this.#wake('garbage');
    if (resource === 'serviceaccounts' && this.#failures >= TRIES) this.#wake('replicaSet');
  }

  #wake(work: Work): void {
    if (work !== this.#busy) this.#awake = new Set(this.#awake).add(work);
  }

  next(): number | undefined {
    return this.isAwake ? this.#clock.now() : this.#retryAt;
  }

  async run(): Promise<void> {
    const work = ORDER.find((w) => this.#awake.has(w)) ?? 'replicaSet';
    this.#awake = new Set([...this.#awake].filter((w) => w !== work));
    this.#busy = work;
    try {
      const now = this.#clock.timestamp();
      if (work === 'deployment') await syncDeployments(this.#clients.deployment, now);
      else if (work === 'garbage') await collectGarbage(this.#clients.garbage);
      else this.#retry(await syncReplicaSets(this.#clients.replicaSet, now));
    } finally {
      this.#busy = undefined;
    }
  }

  #retry(good: boolean): void {
    this.#failures = good ? 0 : this.#failures + 1;
    this.#retryAt = !good && this.#failures < TRIES ? this.#clock.now() + 1000 * 2 ** this.#failures : undefined;
  }

  snapshot(): WorkloadsSnapshot {
    return { awake: this.#awake, tokens: this.#box.tokens, failures: this.#failures, retryAt: this.#retryAt };
  }

  /** Without a snapshot it begins anew; `idle` when there is nothing for it to do. */
  restore(saved: WorkloadsSnapshot | undefined, idle: boolean): void {
    this.#awake = saved?.awake ?? new Set(idle ? [] : ORDER);
    this.#box.tokens = saved?.tokens ?? new Map();
    this.#failures = saved?.failures ?? 0;
    this.#retryAt = saved?.retryAt;
  }
}
