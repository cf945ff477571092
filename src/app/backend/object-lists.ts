// The Objects tab: what the cluster holds, asked of the API server as the administrator, in the server's own columns.
import { registry } from '../../engine/apiserver/resources/registry.ts';
import type { World } from '../../engine/world.ts';
import type { ObjectsState } from '../../ports/objects.ts';
import { isJsonObject, type Json } from '../../trace/json.ts';
import { Administrator } from './administrator.ts';
import type { ObjectList } from './backend.ts';

const FIRST = ['namespaces', 'serviceaccounts', 'clusterrolebindings', 'rolebindings', 'clusterroles', 'roles', 'pods', 'secrets', 'configmaps', 'nodes'];
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

interface Kind {
  id: string;
  title: string;
  group: string;
  version: string;
  resource: string;
}

export class ObjectLists {
  readonly #world: World;
  readonly #administrator: Administrator;

  constructor(world: World) {
    this.#world = world;
    this.#administrator = new Administrator(world, 'gatehouse-objects');
  }

  /** Kinds that hold something, those people look for first. */
  kinds(): ObjectsState['kinds'] {
    return [...this.#stored()].map(({ id, title, group, resource }) => ({ id, title, group, count: count(this.#world.store.values({ group, resource })) }));
  }

  async list(id: string): Promise<ObjectList> {
    const kind = this.#find(id);
    const answer = kind && (await this.#administrator.ask('GET', path(kind), undefined, TABLE));
    if (!answer || !isJsonObject(answer.body)) return { columns: [], rows: [] };
    return readTable(answer.body);
  }

  async yaml(id: string, namespace: string, name: string): Promise<string | undefined> {
    const kind = this.#find(id);
    const answer = kind && (await this.#administrator.ask('GET', path(kind, namespace, name)));
    if (answer?.status !== 200) return undefined;
    const { stringify } = await import('yaml');
    return stringify(answer.body, { lineWidth: 0 });
  }

  #find(id: string): Kind | undefined {
    for (const kind of this.#stored()) if (kind.id === id) return kind;
    return undefined;
  }

  *#stored(): Iterable<Kind> {
    const kinds = new Map<string, Kind>();
    for (const { group, version, types } of registry.groupVersions)
      for (const type of types) {
        const id = group ? `${type.resource}.${group}` : type.resource;
        if (kinds.has(id) || !type.verbs.includes('list') || !registry.preferred(type)) continue;
        kinds.set(id, { id, title: type.kind, group, version, resource: type.resource });
      }
    const rank = (kind: Kind): number =>
      FIRST.includes(kind.resource) && (kind.group === '' || kind.group.startsWith('rbac')) ? FIRST.indexOf(kind.resource) : FIRST.length;
    for (const kind of [...kinds.values()].sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title)))
      if (rank(kind) < FIRST.length || count(this.#world.store.values(kind)) > 0) yield kind;
  }
}

function path({ group, version, resource }: Kind, namespace = '', name = ''): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  return `${root}${namespace ? `/namespaces/${namespace}` : ''}/${resource}${name ? `/${encodeURIComponent(name)}` : ''}`;
}

function readTable(table: Record<string, Json>): ObjectList {
  const definitions = list(table.columnDefinitions).filter((one) => isJsonObject(one));
  const shown = definitions.map((column, index) => ({ column, index })).filter(({ column }) => !column.priority);
  const rows = list(table.rows)
    .filter((one) => isJsonObject(one))
    .map((row) => {
      const cells = list(row.cells);
      const metadata = isJsonObject(row.object) && isJsonObject(row.object.metadata) ? row.object.metadata : {};
      return {
        namespace: typeof metadata.namespace === 'string' ? metadata.namespace : '',
        name: typeof metadata.name === 'string' ? metadata.name : String(cells[0] ?? ''),
        cells: shown.map(({ index }) => cellText(cells[index])),
      };
    });
  return { columns: shown.map(({ column }) => String(column.name)), rows };
}

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const cellText = (value: Json | undefined): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

function count(values: Iterable<unknown>): number {
  let n = 0;
  for (const _ of values) n++;
  return n;
}
