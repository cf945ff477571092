// The components that live beside the API server and reach it by HTTP alone: kube-scheduler and the node's kubelet. Loaded when the first pod needs them.
// Left out: kube-proxy, the container runtime's own interface, a second node.
import type { Clock } from '../clock.ts';
import type { Machine } from '../machine.ts';
import type { Random } from '../random.ts';
import type { Moments } from '../world.ts';
import { componentCertificates } from './component-certificates.data.ts';
import { type Address, type Carrier, ComponentClient, listOf, members, textOf } from './component-client.ts';
import { Kubelet, type KubeletSnapshot } from './kubelet.ts';
import { Scheduler } from './scheduler.ts';

export { componentCertificates };

export interface AgentsInput {
  carrier: Carrier;
  address: Address;
  clock: Clock;
  random: Random;
  node: string;
  hostIp: string;
  /** The service "kubernetes": "10.96.0.1". */
  kubernetes: string;
}

export interface AgentsSnapshot {
  kubelet: KubeletSnapshot;
  scheduler: boolean;
}

/** What a kubelet answers the API server that asks in somebody's name. */
export interface KubeletAnswer {
  status: number;
  body: string;
}

export class Agents {
  readonly kubelet: Kubelet;
  readonly #scheduler: Scheduler;

  constructor({ carrier, address, clock, random, node, hostIp, kubernetes }: AgentsInput) {
    const client = (name: string, userAgent: string, clientCertificate: string) =>
      new ComponentClient(carrier, address, { name, userAgent, clientCertificate });
    this.#scheduler = new Scheduler(client('kube-scheduler', 'kube-scheduler', componentCertificates.scheduler.crt), clock);
    this.kubelet = new Kubelet({
      node,
      hostIp,
      services: { kubernetes },
      client: client('kubelet', 'kubelet', componentCertificates.kubelet.crt),
      clock,
      random,
    });
    clock.follow(this.#scheduler);
    clock.follow(this.kubelet);
  }

  /** Something was written; whoever watches the resource wakes up. Pods of this node are 'pods'. */
  changed(resource: string): void {
    if (resource === 'pods without a node' || resource === 'nodes') this.#scheduler.awake = true;
    this.kubelet.wake(resource);
  }

  isStarting(): boolean {
    return this.#scheduler.awake || this.kubelet.isStarting();
  }

  container(namespace: string, pod: string, container: string): Machine | undefined {
    return this.kubelet.find(namespace, pod)?.containers.get(container);
  }

  /** When the next token is renewed, and when the next one on disk ends. */
  moments(): Moments {
    const tokens = this.kubelet.tokens();
    const first = (moments: (number | undefined)[]) => moments.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);
    return { refresh: first(tokens.map((t) => t.renewAt)), expiry: first(tokens.map((t) => t.expiresAt)) };
  }

  /** /exec/… and /containerLogs/… on port 10250. */
  answer(what: 'exec' | 'log', namespace: string, pod: string, container: string): KubeletAnswer {
    const record = this.kubelet.find(namespace, pod);
    if (!record?.containers.has(container)) {
      const known = listOf(members(record?.pod.spec).containers).some((c) => textOf(c.name) === container);
      if (what === 'exec') return { status: 404, body: `container not found ("${container}")` };
      const why =
        record && known
          ? `container "${container}" in pod "${pod}" is waiting to start: ContainerCreating`
          : `container ${container} is not valid for pod ${pod}`;
      return { status: 400, body: why };
    }
    // Nothing is written here: no process of a container really runs.
    return what === 'exec' ? { status: 101, body: '' } : { status: 200, body: '' };
  }

  snapshot(): AgentsSnapshot {
    return { kubelet: this.kubelet.snapshot(), scheduler: this.#scheduler.awake };
  }

  restore(saved: AgentsSnapshot | undefined): void {
    this.kubelet.restore(saved?.kubelet);
    this.#scheduler.awake = saved?.scheduler ?? true;
  }
}
