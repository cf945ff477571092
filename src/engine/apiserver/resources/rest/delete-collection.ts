// Models DeleteCollection: each object that the selectors name is deleted by itself; the answer lists what was asked to go.

import type { Outcome } from '../../filters/filter.ts';
import type { RequestContext } from '../../request-context.ts';
import { type DeleteOptions, deleteObject } from './delete.ts';
import { listOptions } from './options.ts';
import { refuse, reply } from './outcomes.ts';
import { presentList } from './present.ts';
import { selectorOf } from './read.ts';
import type { Route } from './route.ts';

export async function deleteCollection(context: RequestContext, route: Route, options: DeleteOptions): Promise<Outcome> {
  const parsed = listOptions(context.info.query);
  if ('error' in parsed) return refuse(context, parsed.error);
  const selected = selectorOf(context, route);
  if ('error' in selected) return refuse(context, selected.error);
  const { store } = context.server;
  const meta = { resourceVersion: String(store.revision) };
  const items = store.list(route.entry.type, route.namespace || undefined).filter((o) => !selected.selector || selected.selector(o));
  for (const object of items) {
    const deleted = deleteObject(context, route.entry, object, options);
    if ('error' in deleted) return refuse(context, deleted.error);
  }
  return reply(`${items.length} deleted`, presentList(context, route, items, meta));
}
