// Models the registry's stores (apiserver pkg/registry/generic/registry/store.go) as the last gate: what etcd says, or what is written to it.

import { invariant } from '../../invariant.ts';
import { Held } from '../../store/held.ts';
import type { RequestContext } from '../request-context.ts';
import { replyEdges } from '../resources/rest/outcomes.ts';
import { readList, readOne, readWatch } from '../resources/rest/read.ts';
import type { Route } from '../resources/rest/route.ts';
import type { RoutedContext } from '../resources/rest/routed-context.ts';
import type { Filter, Outcome } from './filter.ts';

const writer = () => new Held(() => import('../resources/rest/write.ts'));

export const storage: Filter = {
  state: {
    id: 'storage',
    kind: 'gate',
    room: 'storage',
    title: 'etcd',
    question: 'Stored',
    blurb: 'Checks the object against the rules of its kind, then reads or writes it. Every write gets the next resource version.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go',
    transitions: replyEdges(101, 200, 201, 400, 403, 404, 409, 422, 500, 501, 504),
  },
  handle(context: RoutedContext): Outcome | Promise<Outcome> {
    const { route, write } = context;
    invariant(route, 'storage reached without a route', { path: context.info.path });
    if (write) return context.server.store.keep(writer).with(({ performWrite }) => performWrite(context, route, write));
    return read(context, route);
  },
};

function read(context: RequestContext, route: Route): Outcome | Promise<Outcome> {
  if (context.info.verb === 'watch') return readWatch(context, route);
  if (route.subresource) return context.server.store.keep(writer).with(({ connect }) => connect(context, route));
  return route.name ? readOne(context, route) : readList(context, route);
}
