// Models the director of apiserver pkg/server/handler.go and the non-API mux: what answers a path that names no resource.
// Left out: the contents of /metrics, /openapi, /flagz, /statusz (they say so by name).
import type { HttpResponse } from '../../http/message.ts';
import { negotiate, routeAccepts } from '../../http/negotiation.ts';
import { pageNotFound, writeObject, writeStatus, writeText } from '../../http/response-writer.ts';
import type { RequestContext } from '../request-context.ts';
import { methodNotAllowed, noSuchResource, notAcceptable, routeNotAcceptable } from '../resources/rest/errors.ts';
import { PRODUCES } from '../resources/rest/route.ts';
import { aggregatedDiscovery, apiGroup, apiGroupList, apiVersions, pathsDocument, resourceList, versionDocument } from './documents.ts';
import { healthResponse } from './health.ts';
import { OPENID_PATHS, openidDocument } from './openid.ts';

type Answer = HttpResponse | Promise<HttpResponse>;

const NOT_MODELLED = ['/metrics', '/metrics/slis', '/openapi/v2', '/openapi/v3', '/flagz', '/statusz'];

/** A document behind go-restful: GET alone, in an encoding it can be had in. */
function document(context: RequestContext, make: () => Record<string, unknown> | undefined, produces: readonly string[] = PRODUCES): Answer {
  const value = make();
  if (!value) return writeStatus(context, noSuchResource());
  if (context.request.method !== 'GET') return writeStatus(context, methodNotAllowed());
  const accept = context.request.headers.get('accept');
  return routeAccepts(accept, produces) ? written(context, value) : writeStatus(context, routeNotAcceptable(produces));
}

function written(context: RequestContext, value: Record<string, unknown>): Answer {
  const output = negotiate(context.request.headers.get('accept'));
  return output ? writeObject(context, 200, value, { output }) : writeStatus(context, notAcceptable());
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Whether the client's first choice is the one-document discovery. */
function wantsAggregated(context: RequestContext): boolean {
  const accept = context.request.headers.get('accept');
  if (!accept?.includes('APIGroupDiscoveryList')) return false;
  const output = negotiate(accept, (o) => o.as === 'APIGroupDiscoveryList' && o.group === 'apidiscovery.k8s.io' && o.version === 'v2');
  return output?.as === 'APIGroupDiscoveryList';
}

function root(context: RequestContext, name: 'api' | 'apis', plain: () => Record<string, unknown>): Answer {
  if (wantsAggregated(context) && context.request.method === 'GET')
    return writeObject(context, 200, aggregatedDiscovery(name), { contentType: AGGREGATED, cacheControl: 'public' });
  return name === 'api' ? document(context, plain) : written(context, plain());
}

function apisPath(context: RequestContext, segments: readonly string[]): Answer {
  const [group = '', version = ''] = segments;
  if (group === '') return root(context, 'apis', apiGroupList);
  const found = apiGroup(group);
  if (!found) return pageNotFound(context);
  // A handler of the aggregator's own, which looks at no method.
  if (segments.length === 1) return written(context, found);
  if (segments.length === 2) return document(context, () => resourceList(group, version));
  return writeStatus(context, noSuchResource());
}

/** The answer to a path that is no resource request. */
export function answerPath(context: RequestContext): Answer {
  const { path } = context.info;
  if (path === '/' || path === '/index.html') return writeObject(context, 200, pathsDocument(), { pretty: true });
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const [, first = '', ...rest] = trimmed.split('/');
  if (first === 'api') {
    if (rest.length === 0) return root(context, 'api', () => apiVersions(`${context.server.options.advertiseAddress}:${context.server.options.port}`));
    const [version = ''] = rest;
    return rest.length === 1 ? document(context, () => resourceList('', version)) : writeStatus(context, noSuchResource());
  }
  if (first === 'apis') return apisPath(context, rest);
  if (first === 'version') return rest.length === 0 ? version(context) : writeStatus(context, noSuchResource());
  if (OPENID_PATHS.some((p) => p === trimmed)) {
    if (context.request.method !== 'GET') return writeStatus(context, methodNotAllowed());
    return openidDocument(context, trimmed) ?? pageNotFound(context);
  }
  const health = healthResponse(context, path);
  if (health) return health;
  if (NOT_MODELLED.includes(trimmed) || trimmed.startsWith('/openapi/v3/'))
    return writeText(context, 501, `Gatehouse does not model ${trimmed}; the nearest it has are /api, /apis and /version\n`, { nosniff: true });
  return pageNotFound(context);
}

function version(context: RequestContext): Answer {
  if (context.request.method !== 'GET') return writeStatus(context, methodNotAllowed());
  const produces = ['application/json'];
  if (!routeAccepts(context.request.headers.get('accept'), produces)) return writeStatus(context, routeNotAcceptable(produces));
  return writeObject(context, 200, versionDocument(context.server.options.version), { pretty: true });
}
