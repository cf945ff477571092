// Where scheduler and kubelet live, kube-controller-manager beside them: loaded when there is something for them, driven by the clock, their requests
// carried and told to whoever moves it.

import type { Advance, Amount, Moments } from './advance.ts';
import type { KubeletDoor } from './apiserver/api-server.ts';
import type { RunningServer } from './apiserver/start-server.ts';
import type { Clock } from './clock.ts';
import { ControllerProcess, type ControllerProcessSnapshot } from './controller-process.ts';
import type { Certificates } from './crypto/certificates.ts';
import { rootCaOf } from './fill-store.ts';
import type { Machine } from './machine.ts';
import type { Dial, Exchange } from './network/dial.ts';
import type { Agents, AgentsSnapshot } from './nodes/agents.ts';
import type { Carrier } from './nodes/component-client.ts';
import type { Random } from './random.ts';
import type { WorldSpec } from './spec.ts';
import type { KubeObject, ResourceKey } from './store/object.ts';
import type { Store } from './store/store.ts';

export interface HostInput {
  spec: WorldSpec;
  node: string;
  store: Store;
  clock: Clock;
  random: Random;
  certificates: Certificates;
  /** Sends a request at once, without its turn in the queue. */
  serve(dial: Dial): Promise<Exchange>;
  /** Undefined while none runs. */
  server(): RunningServer | undefined;
}

export interface NodeAgentsSnapshot {
  agents: AgentsSnapshot | undefined;
  controllers: ControllerProcessSnapshot;
}

/** What passes between two lines somebody types while a pod starts. */
const BETWEEN_LINES = 1000;

export class NodeAgents {
  readonly #input: HostInput;
  readonly #controllers: ControllerProcess;
  #agents: Agents | undefined;
  #onRun: Advance['onRun'];

  constructor(input: HostInput) {
    this.#input = input;
    this.#controllers = new ControllerProcess({ ...input, carrier: this.#carrier });
  }

  readonly #carrier: Carrier = {
    carry: async (dial, folded) => {
      const exchange = await this.#input.serve(dial);
      this.#onRun?.({ trace: exchange.trace, component: dial.from, ...(folded ? { folded } : {}) });
      return exchange;
    },
  };

  /** The cluster stands: whoever watches it sees what happens from now on. */
  start(): void {
    this.#controllers.start();
  }

  /** Whether something was written that kube-controller-manager has yet to follow up. */
  get isPending(): boolean {
    return this.#controllers.isPending;
  }

  settle(options: Pick<Advance, 'onRun'>): Promise<void> {
    return this.#telling(options, () => this.#controllers.settle());
  }

  async #telling({ onRun }: Pick<Advance, 'onRun'>, work: () => Promise<void>): Promise<void> {
    this.#onRun = onRun;
    try {
      await work();
    } finally {
      this.#onRun = undefined;
    }
  }

  /** Whether there is anything for them to do, or has been. Recorded worlds have no node. */
  get isNeeded(): boolean {
    return this.#agents !== undefined || (this.#input.spec.base === 'minikube' && this.#has([PODS, ...WORKLOADS]));
  }

  #has(kinds: readonly ResourceKey[]): boolean {
    return kinds.some((kind) => {
      for (const _ of this.#input.store.values(kind)) return true;
      return false;
    });
  }

  async #wake(): Promise<Agents | undefined> {
    const agents = await this.#load();
    if (agents && this.#has(WORKLOADS)) await agents.manage();
    return agents;
  }

  async #load(): Promise<Agents | undefined> {
    if (this.#agents || !this.isNeeded) return this.#agents;
    const { spec, certificates, clock, random, node, store } = this.#input;
    const { Agents, componentCertificates } = await import('./nodes/agents.ts');
    for (const { crt, known } of Object.values(componentCertificates)) certificates.learn(crt, known);
    const { hosts, port } = spec.server;
    this.#agents = new Agents({
      carrier: this.#carrier,
      address: { origin: `https://${hosts[0] ?? ''}:${port}`, ca: rootCaOf(spec) ?? '' },
      clock,
      random,
      node,
      hostIp: hosts[0] ?? '',
      kubernetes: serviceIpOf(spec),
    });
    // What a watch with the field selector spec.nodeName lets through: pods without a node for the one, this node's for the other.
    store.onChange(({ key, before, after }) => {
      if (key.resource !== 'pods') this.#agents?.changed(key.resource, after === undefined);
      else if ((after ?? before)?.metadata.ownerReferences?.length) this.#agents?.changed('owned pods');
      if (key.resource !== 'pods') return;
      if (after && nodeOf(after) === '') this.#agents?.changed('pods without a node');
      else if (nodeOf(after) === node || nodeOf(before) === node) this.#agents?.changed('pods');
    });
    return this.#agents;
  }

  async advance(amount: Amount, options: Advance): Promise<void> {
    const { clock } = this.#input;
    if (this.isPending) await this.settle(options);
    const agents = await this.#wake();
    const moment = typeof amount === 'number' ? undefined : agents?.moments()[amount === 'expiry' ? 'expiry' : 'refresh'];
    const by = typeof amount === 'number' ? amount : Math.max(0, (moment ?? clock.now()) - clock.now());
    await this.#telling(options, () => clock.advance(by, options));
  }

  moments(): Moments {
    return this.#agents?.moments() ?? { refresh: undefined, expiry: undefined };
  }

  /** A second, when a pod is on its way. */
  async pass(options: Advance): Promise<void> {
    if (this.isPending) await this.settle(options);
    if ((await this.#wake())?.isStarting()) await this.advance(BETWEEN_LINES, options);
  }

  container(namespace: string, pod: string, container: string): Machine | undefined {
    return this.#agents?.container(namespace, pod, container);
  }

  /** The first container of a pod that runs. */
  pod(namespace: string, name: string): Machine | undefined {
    return this.#agents?.kubelet.find(namespace, name)?.containers.values().next().value;
  }

  readonly door: KubeletDoor = (what, namespace, pod, container) => this.#agents?.answer(what, namespace, pod, container);

  snapshot(): NodeAgentsSnapshot {
    return { agents: this.#agents?.snapshot(), controllers: this.#controllers.snapshot() };
  }

  restore(saved: NodeAgentsSnapshot): void {
    this.#agents?.restore(saved.agents, this.#has(WORKLOADS));
    this.#controllers.restore(saved.controllers);
  }
}

const nodeOf = (pod: KubeObject | undefined): string => ((pod?.spec ?? {}) as { nodeName?: string }).nodeName ?? '';

const PODS: ResourceKey = { group: '', resource: 'pods' };
const WORKLOADS: readonly ResourceKey[] = [
  { group: 'apps', resource: 'deployments' },
  { group: 'apps', resource: 'replicasets' },
];

/** The first address of the service range: "10.96.0.1". */
export function serviceIpOf({ server }: WorldSpec): string {
  const range = server.flags['service-cluster-ip-range'];
  const base = (typeof range === 'string' ? range : (range?.at(-1) ?? '')).split('/')[0]?.split('.').map(Number) ?? [];
  return base.length === 4 ? [...base.slice(0, 3), (base[3] ?? 0) + 1].join('.') : '';
}
