// Models what a write passes before it is stored: its options, its body, and the admission plugins (apiserver endpoints/handlers, pkg/admission).
// Left out: validating webhooks and policies.
import type { StatusError } from '../../../http/status.ts';
import type { Outcome } from '../../filters/filter.ts';
import { admit } from '../admission/plugins.ts';
import { deleteOptions } from './delete.ts';
import { writeOptions } from './options.ts';
import { refuse } from './outcomes.ts';
import { decodeCreate, decodeUpdate } from './request-body.ts';
import { CONNECT, type Route } from './route.ts';
import type { RoutedContext } from './routed-context.ts';

export async function admitWrite(context: RoutedContext, route: Route): Promise<Outcome> {
  const prepared = await prepare(context, route);
  if (prepared) return refuse(context, prepared);
  const admitted = await admit(context, route);
  return 'error' in admitted ? refuse(context, admitted.error) : { verdict: 'passed', reason: admitted.reason };
}

/** Fills context.write from the request; the refusal when it cannot be read. */
async function prepare(context: RoutedContext, route: Route): Promise<StatusError | undefined> {
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

const isConnect = (route: Route): boolean => CONNECT.includes(route.subresource?.name ?? '');
