// The door to the API's types. The tables are large and only writes need them, so they are loaded with the first write.
import type { KubeObject } from '../../../store/object.ts';
import type { Store } from '../../../store/store.ts';
import { type Findings, normalize } from './normalize.ts';
import type { StructType, TypeTable } from './types.ts';

const SECOND_OF_THEIR_NAME = ['resource.k8s.io/v1 ResourceClaim', 'events.k8s.io/v1 Event', 'autoscaling/v1 HorizontalPodAutoscaler'];

export class Schema {
  readonly types: TypeTable;
  constructor(types: TypeTable) {
    this.types = types;
  }

  /** The type of a kind; undefined for one whose fields are not known here (options of connect subresources, Scale). */
  typeOf(apiVersion: string, kind: string): StructType | undefined {
    return this.types.get(SECOND_OF_THEIR_NAME.includes(`${apiVersion} ${kind}`) ? `${kind}~2` : kind);
  }

  /** The object as the server writes it; unknown fields and type errors go to `findings`. */
  normalize(object: KubeObject, findings: Findings = { unknown: [] }): KubeObject {
    const { kind, apiVersion, ...rest } = object;
    const type = this.typeOf(apiVersion, kind);
    if (type) return { kind, apiVersion, ...normalize(rest, type, this.types, findings) } as unknown as KubeObject;
    const meta = this.types.get('ObjectMeta');
    const { metadata, ...fields } = rest;
    const ordered = meta && typeof metadata === 'object' && metadata !== null ? normalize({ ...metadata }, meta, this.types, findings, 'metadata') : {};
    return { kind, apiVersion, metadata: ordered, ...fields } as unknown as KubeObject;
  }
}

/** Remembers the tables once they are loaded: asking the module system each time costs more than a write. */
class Door {
  #core: Schema | undefined;
  #all: Schema | undefined;

  open(kind: string): Schema | Promise<Schema> {
    if (this.#all) return this.#all;
    if (!this.#core) return import('./core-tables.ts').then((m) => this.#next(m.CORE, kind));
    return this.#next(this.#core, kind);
  }

  #next(core: Schema, kind: string): Schema | Promise<Schema> {
    this.#core = core;
    if (kind === '' || core.types.get(kind)) return core;
    return import('./tables.ts').then((m) => (this.#all = m.SCHEMA));
  }
}

const openDoor = (): Door => new Door();

/** The types that writing this kind needs; without a kind those of namespaces, pods, RBAC and reviews. Only the first caller of a store waits. */
export const loadSchema = (store: Store, kind = ''): Schema | Promise<Schema> => store.keep(openDoor).open(kind);
