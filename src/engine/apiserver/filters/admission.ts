// Models admission and what stands before it in the handlers of writes: options, body, names (apiserver endpoints/handlers/{create,update,delete}.go, pkg/admission).
// Left out: admission webhooks and policies, resource quota, limit ranges, pod security.
import type { StatusError } from '../../http/status.ts';
import { invariant } from '../../invariant.ts';
import type { RequestContext } from '../request-context.ts';
import { admit } from '../resources/admission/plugins.ts';
import { deleteOptions } from '../resources/rest/delete.ts';
import { writeOptions } from '../resources/rest/options.ts';
import { refuse, replyEdges } from '../resources/rest/outcomes.ts';
import { decodeCreate, decodeUpdate } from '../resources/rest/request-body.ts';
import type { Route } from '../resources/rest/route.ts';
import type { Filter, Outcome } from './filter.ts';

export const admission: Filter = {
  state: {
    id: 'admission',
    kind: 'gate',
    room: 'admission',
    title: 'Admission',
    question: 'May this object be so?',
    blurb: 'Writes only: reads the object out of the body, lets the admission plugins change or refuse it.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/admission/chain.go',
    transitions: [{ on: 'skipped', to: 'storage', because: 'reads pass by' }, { on: 'passed', to: 'storage' }, ...replyEdges(400, 403, 404, 415, 422)],
  },
  handle(context): Outcome | Promise<Outcome> {
    const { method } = context.request;
    if (method === 'GET') return { verdict: 'skipped', reason: 'writes only' };
    const { route } = context;
    invariant(route, 'admission reached without a route', { path: context.info.path });
    return judge(context, route);
  },
};

async function judge(context: RequestContext, route: Route): Promise<Outcome> {
  const prepared = await prepare(context, route);
  if (prepared) return refuse(context, prepared);
  const admitted = await admit(context, route);
  return 'error' in admitted ? refuse(context, admitted.error) : { verdict: 'passed', reason: admitted.reason };
}

/** Fills context.write from the request; the refusal when it cannot be read. */
async function prepare(context: RequestContext, route: Route): Promise<StatusError | undefined> {
  const { verb } = context.info;
  if (route.subresource && !route.virtual && isConnect(route)) {
    context.write = { verb: 'connect' };
    return undefined;
  }
  if (verb === 'delete' || verb === 'deletecollection') {
    const read = await deleteOptions(context);
    if ('error' in read) return read.error;
    context.write = { verb, options: read.options };
    return undefined;
  }
  if (verb === 'patch') {
    const read = writeOptions(context.info.query, 'PatchOptions', context.request.headers.get('content-type') ?? '');
    if ('error' in read) return read.error;
    context.write = { verb, options: read.options };
    return undefined;
  }
  const read = verb === 'create' ? await decodeCreate(context, route) : await decodeUpdate(context, route);
  if ('error' in read) return read.error;
  context.write = read.write;
  return undefined;
}

const isConnect = (route: Route): boolean => ['proxy', 'exec', 'attach', 'portforward'].includes(route.subresource?.name ?? '');
