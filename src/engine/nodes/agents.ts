// The components that live beside the API server and reach it by HTTP alone: kube-scheduler, the node's kubelet, kube-controller-manager. Loaded when the first pod needs them.
// Left out: kube-proxy, the container runtime's own interface, a second node.

import type { Moments } from '../advance.ts';
import type { Clock } from '../clock.ts';
import type { Machine } from '../machine.ts';
import type { Random } from '../random.ts';
import { componentCertificates } from './component-certificates.data.ts';
import { type Address, type Carrier, ComponentClient, listOf, members, textOf } from './component-client.ts';
import { Kubelet, type KubeletSnapshot } from './kubelet.ts';
import { Scheduler } from './scheduler.ts';
import type { WorkloadControllers, WorkloadsSnapshot } from './workload-controllers.ts';

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
  manager: WorkloadsSnapshot | undefined;
}

/** What a kubelet answers the API server that asks in somebody's name. */
export interface KubeletAnswer {
  status: number;
  body: string;
}

export class Agents {
  readonly kubelet: Kubelet;
  readonly #scheduler: Scheduler;
  readonly #input: AgentsInput;
  #manager: WorkloadControllers | undefined;

  constructor(input: AgentsInput) {
    this.#input = input;
    const { clock, random, node, hostIp, kubernetes } = input;
    this.#scheduler = new Scheduler(this.#client('kube-scheduler', 'scheduler'), clock);
    this.kubelet = new Kubelet({
      node,
      hostIp,
      services: { kubernetes },
      client: this.#client('kubelet', 'kubelet'),
      clock,
      random,
    });
    clock.follow(this.#scheduler);
    clock.follow(this.kubelet);
  }

  #client(name: string, certificate: keyof typeof componentCertificates, as?: string): ComponentClient {
    const { carrier, address } = this.#input;
    return new ComponentClient(carrier, address, {
      name,
      userAgent: name,
      ...(as === undefined ? {} : { as }),
      clientCertificate: componentCertificates[certificate].crt,
    });
  }

  /** From now on there are Deployments and ReplicaSets to look after. */
  async manage(): Promise<void> {
    if (this.#manager) return;
    const { WorkloadControllers } = await import('./workload-controllers.ts');
    const { clock } = this.#input;
    this.#manager = new WorkloadControllers(clock, (as) => this.#client('kube-controller-manager', 'controller-manager', as));
    clock.follow(this.#manager);
  }

  /** Something was written; whoever watches the resource wakes up. Pods of this node are 'pods', those that belong to somebody 'owned pods'. */
  changed(resource: string, gone = false): void {
    this.#manager?.wake(resource, gone);
    if (resource === 'pods without a node' || resource === 'nodes') this.#scheduler.awake = true;
    this.kubelet.wake(resource);
  }

  isStarting(): boolean {
    return this.#scheduler.awake || this.#manager?.isAwake === true || this.kubelet.isStarting();
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
    return { kubelet: this.kubelet.snapshot(), scheduler: this.#scheduler.awake, manager: this.#manager?.snapshot() };
  }

  /** `workloads`: there are some. */
  restore(saved: AgentsSnapshot | undefined, workloads: boolean): void {
    this.#manager?.restore(saved?.manager, !workloads);
    this.kubelet.restore(saved?.kubelet);
    this.#scheduler.awake = saved?.scheduler ?? true;
  }
}
