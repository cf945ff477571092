// Models cmd/kube-scheduler as far as one needs it here: a pod without a node is bound to the first that takes pods.
// Left out: filters and scores (resources, taints, affinity), preemption, profiles, events.
import type { Clock, DueSource } from '../clock.ts';
import { type ComponentClient, listOf, members, textOf } from './component-client.ts';

export class Scheduler implements DueSource {
  readonly name = 'kube-scheduler';
  readonly #client: ComponentClient;
  readonly #clock: Clock;
  /** Something it watches has changed. */
  awake = true;

  constructor(client: ComponentClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  next(): number | undefined {
    return this.awake ? this.#clock.now() : undefined;
  }

  async run(): Promise<void> {
    this.awake = false;
    const waiting = listOf((await this.#client.get('/api/v1/pods?fieldSelector=spec.nodeName%3D')).json.items).filter((pod) => {
      const { schedulerName, schedulingGates } = members(pod.spec);
      return schedulerName === 'default-scheduler' && !listOf(schedulingGates).length && members(pod.metadata).deletionTimestamp === undefined;
    });
    if (!waiting.length) return;
    const nodes = listOf((await this.#client.get('/api/v1/nodes')).json.items);
    const node = textOf(members(nodes.find((n) => members(n.spec).unschedulable !== true)?.metadata).name);
    if (!node) return;
    for (const pod of waiting) {
      const { name, namespace } = members(pod.metadata);
      const [at, within] = [textOf(name), textOf(namespace)];
      await this.#client.send('POST', `/api/v1/namespaces/${within}/pods/${at}/binding`, {
        kind: 'Binding',
        apiVersion: 'v1',
        metadata: { name: at, namespace: within },
        target: { kind: 'Node', name: node },
      });
    }
  }
}
