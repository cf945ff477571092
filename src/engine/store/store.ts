// Models what the API server needs of etcd: objects by key, one rising revision, watchers, and reading an older revision.
// Left out: leases, compaction, transactions over several keys.
import { invariant } from '../invariant.ts';
import { type KubeObject, orderedMeta, type ResourceKey } from './object.ts';
import { Table } from './table.ts';

export interface Change {
  revision: number;
  key: ResourceKey;
  namespace: string;
  name: string;
  before: KubeObject | undefined;
  after: KubeObject | undefined;
}

const tableId = (key: ResourceKey): string => `${key.resource}.${key.group}`;
const rowId = (namespace: string, name: string): string => `${namespace}/${name}`;

/**
 * Reads are synchronous. A write makes one Change, tells the listeners, and stays in the journal, so that `rewind`
 * costs only what was written since, and a snapshot costs nothing: it is a revision.
 */
export class Store {
  readonly #tables = new Map<string, Table>();
  readonly #journal: Change[] = [];
  readonly #listeners: ((change: Change) => void)[] = [];
  readonly #kept = new Map<unknown, unknown>();
  #revision = 1;

  /** The revision of the latest write; metadata.resourceVersion of a list. */
  get revision(): number {
    return this.#revision;
  }

  get(key: ResourceKey, namespace: string, name: string): KubeObject | undefined {
    return this.#tables.get(tableId(key))?.get(rowId(namespace, name));
  }

  /** All objects of the kind, of one namespace when it is given, in etcd's key order (namespace, then name, by bytes). */
  list(key: ResourceKey, namespace?: string): KubeObject[] {
    return this.#tables.get(tableId(key))?.list(namespace ? `${namespace}/` : '') ?? [];
  }

  /** Unordered, without copying: for indexes and counts. */
  values(key: ResourceKey): Iterable<KubeObject> {
    return this.#tables.get(tableId(key))?.values() ?? [];
  }

  /** Stores a new value under a new revision (written into metadata.resourceVersion) and returns it; undefined deletes. */
  write(key: ResourceKey, namespace: string, name: string, object: KubeObject | undefined): KubeObject | undefined {
    const before = this.get(key, namespace, name);
    invariant(before ?? object, 'write of nothing over nothing', { key, namespace, name });
    const revision = ++this.#revision;
    const after = object && { ...object, metadata: orderedMeta({ ...object.metadata, resourceVersion: String(revision) }) };
    this.#apply({ revision, key, namespace, name, before, after });
    return after;
  }

  /** Called for every change, those of `rewind` included (then before and after are swapped). */
  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  /** What `make` makes of this store, made once: an index follows the store, however often a server is started over it. */
  keep<T>(make: (store: Store) => T): T {
    if (!this.#kept.has(make)) this.#kept.set(make, make(this));
    return this.#kept.get(make) as T;
  }

  /** Every change after the revision, oldest first. */
  changesSince(revision: number): readonly Change[] {
    let i = this.#journal.length;
    while (i > 0 && (this.#journal[i - 1]?.revision ?? 0) > revision) i--;
    return this.#journal.slice(i);
  }

  /** Undoes every write after the revision. */
  rewind(revision: number): void {
    for (const change of this.changesSince(revision).toReversed()) {
      this.#journal.pop();
      this.#put(change.key, change.namespace, change.name, change.before);
      for (const listener of this.#listeners) listener({ ...change, before: change.after, after: change.before });
    }
    this.#revision = revision;
  }

  /** How the store read at an older revision, for explanations on demand: undone changes laid over the present. */
  at(revision: number): Pick<Store, 'get' | 'list'> {
    const past = new Store();
    const overlaid = new Map<string, Change>();
    for (const c of this.changesSince(revision).toReversed()) overlaid.set(`${tableId(c.key)} ${rowId(c.namespace, c.name)}`, c);
    if (!overlaid.size) return this;
    for (const [id, table] of this.#tables) past.#tables.set(id, table.copy());
    for (const c of overlaid.values()) past.#put(c.key, c.namespace, c.name, c.before);
    past.#revision = revision;
    return past;
  }

  #apply(change: Change): void {
    this.#journal.push(change);
    this.#put(change.key, change.namespace, change.name, change.after);
    for (const listener of this.#listeners) listener(change);
  }

  #put(key: ResourceKey, namespace: string, name: string, object: KubeObject | undefined): void {
    const id = tableId(key);
    let table = this.#tables.get(id);
    if (!table) this.#tables.set(id, (table = new Table()));
    table.put(rowId(namespace, name), object);
  }
}
