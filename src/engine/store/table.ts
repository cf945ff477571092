// Models one key prefix of etcd: point reads, and ranges in the order of the keys.
import type { KubeObject } from './object.ts';

/** The objects of one kind by "namespace/name". Keeps its keys sorted from one listing to the next, until one comes or goes. */
export class Table {
  readonly #rows: Map<string, KubeObject>;
  #order: string[] | undefined;

  constructor(rows: Iterable<readonly [string, KubeObject]> = []) {
    this.#rows = new Map(rows);
  }

  get(id: string): KubeObject | undefined {
    return this.#rows.get(id);
  }

  put(id: string, object: KubeObject | undefined): void {
    if (object === undefined) {
      if (this.#rows.delete(id)) this.#order = undefined;
      return;
    }
    if (!this.#rows.has(id)) this.#order = undefined;
    this.#rows.set(id, object);
  }

  values(): Iterable<KubeObject> {
    return this.#rows.values();
  }

  /** In the order of the keys, those that begin with the prefix. */
  list(prefix: string): KubeObject[] {
    this.#order ??= [...this.#rows.keys()].sort();
    const order = this.#order;
    const out: KubeObject[] = [];
    for (let i = prefix ? firstAtLeast(order, prefix) : 0; i < order.length; i++) {
      const id = order[i] ?? '';
      if (!id.startsWith(prefix)) break;
      const object = this.#rows.get(id);
      if (object) out.push(object);
    }
    return out;
  }

  copy(): Table {
    return new Table(this.#rows);
  }
}

/** Position of the first key that is not less than `wanted`. */
function firstAtLeast(order: readonly string[], wanted: string): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
