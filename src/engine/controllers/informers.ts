// Models client-go's reflectors and their stores (tools/cache): what was listed once is kept up to date by a watch.
// Left out: watches that stay open (told that something was written, it asks what), bookmarks, resyncs, relists after "too old".

import { isJsonObject, type Members } from '../../trace/json.ts';
import { type ComponentClient, listOf, members, textOf } from '../nodes/component-client.ts';

/** What one watch tells of one object; both are there when it was changed. */
export interface Seen {
  readonly before: Members | undefined;
  readonly now: Members | undefined;
}

export interface Refreshed {
  readonly seen: readonly Seen[];
  /** How everything stood before. */
  readonly before: ReadonlyMap<string, Members>;
}

/** By "namespace/name". Never changed in place: snapshots share it. */
type Objects = ReadonlyMap<string, Members>;

interface Held {
  readonly revision: string;
  readonly objects: Objects;
}

export type InformersSnapshot = ReadonlyMap<string, Held>;

export const namespaceOf = (object: Members): string => textOf(members(object.metadata).namespace);
const idOf = (object: Members): string => `${namespaceOf(object)}/${textOf(members(object.metadata).name)}`;
const revisionOf = (object: Members): string => textOf(members(object.metadata).resourceVersion);
const ask = (path: string, query: string): string => `${path}${path.includes('?') ? '&' : '?'}${query}`;

export class Informers {
  held: InformersSnapshot = new Map();
  readonly #client: ComponentClient;
  readonly #since: number;

  /** `since`: the revision at which they were started, and have seen everything. */
  constructor(client: ComponentClient, since: number) {
    this.#client = client;
    this.#since = since;
  }

  /** What has happened since the last time; everything there is, the first time. Nothing when the server says nothing. */
  async refresh(path: string): Promise<Refreshed> {
    const seen: Seen[] = [];
    let held = this.held.get(path);
    if (!held) {
      held = await this.#list(path);
      if (!held) return { seen, before: new Map() };
      for (const now of held.objects.values()) seen.push({ before: undefined, now });
    }
    const answer = await this.#client.get(ask(path, `allowWatchBookmarks=true&resourceVersion=${held.revision}&watch=true`));
    const { objects: before } = held;
    const objects = new Map(before);
    let { revision } = held;
    for (const { type, object } of answer.status === 200 ? eventsOf(answer.body) : []) {
      revision = revisionOf(object);
      const id = idOf(object);
      const was = objects.get(id);
      if (type === 'DELETED') objects.delete(id);
      else objects.set(id, object);
      const now = objects.get(id);
      if (was !== now && (!was || !now || revisionOf(was) !== revision)) seen.push({ before: was, now });
    }
    this.held = new Map(this.held).set(path, { revision, objects });
    return { seen, before };
  }

  async #list(path: string): Promise<Held | undefined> {
    const { status, json } = await this.#client.get(ask(path, `resourceVersion=${this.#since}&resourceVersionMatch=Exact`));
    return status === 200 ? { revision: revisionOf(json), objects: new Map(listOf(json.items).map((object) => [idOf(object), object])) } : undefined;
  }

  /** As it stood when it was asked last. */
  objects(path: string): Objects {
    return this.held.get(path)?.objects ?? new Map();
  }

  /** The same, asked now if it never was. */
  async known(path: string): Promise<Objects> {
    if (!this.held.has(path)) await this.refresh(path);
    return this.objects(path);
  }

  /** What a controller wrote itself, before a watch tells of it. */
  wrote(path: string, object: Members): void {
    const held = this.held.get(path);
    if (held) this.held = new Map(this.held).set(path, { ...held, objects: new Map(held.objects).set(idOf(object), object) });
  }
}

function* eventsOf(body: string): Iterable<{ type: string; object: Members }> {
  for (const line of body.split('\n')) {
    if (!line) continue;
    const event: unknown = JSON.parse(line);
    if (isJsonObject(event) && isJsonObject(event.object)) yield { type: textOf(event.type), object: event.object };
  }
}
