// Models admission and what stands before it in the handlers of writes: options, body, names (apiserver endpoints/handlers/{create,update,delete}.go, pkg/admission).
// Left out: admission webhooks and policies, resource quota, limit ranges, pod security.

import { invariant } from '../../invariant.ts';
import { Held } from '../../store/held.ts';
import { replyEdges } from '../resources/rest/outcomes.ts';
import type { RoutedContext } from '../resources/rest/routed-context.ts';
import type { Filter, Outcome } from './filter.ts';

/** Reads pass by: what judges writes is fetched with the first of them. */
const judge = () => new Held(() => import('../resources/rest/admit-write.ts'));

export const admission: Filter = {
  state: {
    id: 'admission',
    kind: 'gate',
    room: 'admission',
    title: 'Admission',
    question: 'In order?',
    blurb: 'Writes only: reads the object out of the body, lets the admission plugins change or refuse it.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/admission/chain.go',
    transitions: [{ on: 'skipped', to: 'storage', because: 'reads pass by' }, { on: 'passed', to: 'storage' }, ...replyEdges(400, 403, 404, 415, 422, 500)],
  },
  handle(context: RoutedContext): Outcome | Promise<Outcome> {
    const { method } = context.request;
    if (method === 'GET') return { verdict: 'skipped', reason: 'writes only' };
    const { route } = context;
    invariant(route, 'admission reached without a route', { path: context.info.path });
    return context.server.store.keep(judge).with(({ admitWrite }) => admitWrite(context, route));
  },
};
