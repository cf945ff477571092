// Models the director behind the handler chain (apiserver pkg/server/handler.go): which handler answers. What is no resource is answered here.
import { pageNotFound } from '../../http/response-writer.ts';
import { answerPath } from '../discovery/paths.ts';
import type { RequestContext } from '../request-context.ts';
import { registry } from '../resources/registry.ts';
import { refuse, reply, replyEdges } from '../resources/rest/outcomes.ts';
import { resolveRoute } from '../resources/rest/route.ts';
import type { RoutedContext } from '../resources/rest/routed-context.ts';
import type { Filter, Outcome } from './filter.ts';

const DEPRECATED: Readonly<Record<string, string>> = {
  componentstatuses: 'v1 ComponentStatus is deprecated in v1.19+',
  endpoints: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};

export const routing: Filter = {
  state: {
    id: 'routing',
    kind: 'filter',
    room: 'admission',
    title: 'Routing',
    question: 'Who answers this path?',
    blurb: 'Finds the handler: a document such as /version is answered here, a resource goes on, what does not exist is told only to those who may ask.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/server/handler.go',
    transitions: [{ on: 'passed', to: 'admission' }, ...replyEdges(200, 404, 405, 406, 415, 501)],
  },
  handle(context: RoutedContext): Outcome | Promise<Outcome> {
    const { info } = context;
    if (!info.isResourceRequest) return answered(context);
    if (!info.path.startsWith('/api')) return reply('no such path', pageNotFound(context));
    const routed = resolveRoute(context);
    if ('route' in routed) {
      context.route = routed.route;
      const deprecated = info.apiGroup === '' ? DEPRECATED[info.resource] : undefined;
      if (deprecated) context.warnings.push(deprecated);
      return { verdict: 'passed', reason: routed.route.subresource ? `${info.resource}/${info.subresource}` : info.resource };
    }
    const known = info.path.startsWith('/api/') || (info.path.startsWith('/apis/') && registry.versions(info.apiGroup));
    if (routed.error.code === 404 && !known) return reply('no such path', pageNotFound(context));
    return refuse(context, routed.error, routed.error.code === 404 ? 'no such resource' : routed.error.message.split('\n')[0]);
  },
};

function answered(context: RequestContext): Outcome | Promise<Outcome> {
  const response = answerPath(context);
  const reason = (status: number) => (status === 200 ? `document ${context.info.path}` : status === 404 ? 'no such path' : 'not answered');
  if (response instanceof Promise) return response.then((r) => reply(reason(r.status), r));
  return reply(reason(response.status), response);
}
