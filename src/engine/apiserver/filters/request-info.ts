// Models staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go: what a request asks for, read from its method and URL alone; and, of
// endpoints/filters/request_deadline.go, the refusal of a ?timeout that is no duration. Left out: the latency trackers, and that a timeout runs out.

import type { RequestAttributes } from '../../../trace/event.ts';
import { parseGoDuration } from '../../http/go-duration.ts';
import { goQuote } from '../../http/go-format.ts';
import { fieldSelectorName, listOptionsParse } from '../../http/list-options.ts';
import { writeStatus, writeText } from '../../http/response-writer.ts';
import { emptyRequestInfo, type RequestInfo } from '../request-context.ts';
import type { Filter, Outcome } from './filter.ts';
import { pathOf } from './request-path.ts';

const VERBS: Record<string, string> = { POST: 'create', GET: 'get', HEAD: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

export const requestInfo: Filter = {
  state: {
    id: 'request-info',
    kind: 'filter',
    room: 'authentication',
    title: 'Request info',
    blurb: 'Reads from method and path what is asked for: verb, resource, namespace, name.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go',
    transitions: [
      { on: 'passed', to: 'authentication' },
      { on: 'error', to: 'reply.500', because: 'the path cannot be understood' },
      { on: 'error:400', to: 'reply.400', because: 'the timeout asked for is no duration' },
    ],
  },
  handle(context): Outcome | Promise<Outcome> {
    const { method, target } = context.request;
    const parsed = parseRequest(method, target);
    if ('error' in parsed) {
      const text = `Internal Server Error: ${goQuote(target)}: failed to create RequestInfo: ${parsed.error}`;
      const response = writeText(context, 500, `${text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c)}\n`, { nosniff: true });
      response.headers.delete('Cache-Control');
      return { verdict: 'error', reason: 'the path cannot be understood', response };
    }
    context.info = parsed.info;
    const wrong = timeoutError(parsed.info);
    if (wrong !== undefined) {
      const message = `invalid timeout specified in the request URL - ${wrong}`;
      const response = writeStatus(context, { code: 400, reason: 'BadRequest', message });
      const reason = 'the timeout asked for is no duration';
      return response instanceof Promise ? response.then((r) => ({ verdict: 'error', reason, response: r })) : { verdict: 'error', reason, response };
    }
    const attributes = attributesOf(parsed.info);
    return { verdict: 'passed', reason: inWords(attributes), evidence: { type: 'attributes', attributes } };
  },
};

export function attributesOf({
  isResourceRequest,
  verb,
  path,
  apiGroup,
  apiVersion,
  resource,
  subresource,
  namespace,
  name,
}: RequestAttributes): RequestAttributes {
  return { isResourceRequest, verb, path, apiGroup, apiVersion, resource, subresource, namespace, name };
}

const LONG_RUNNING = ['attach', 'exec', 'proxy', 'log', 'portforward'];

/** Go's error for ?timeout. Whatever runs long is not asked. */
function timeoutError({ verb, subresource, query }: RequestInfo): string | undefined {
  const text = query.get('timeout');
  if (!text || verb === 'watch' || verb === 'proxy' || LONG_RUNNING.includes(subresource)) return undefined;
  return parseGoDuration(text).error;
}

/** "list namespaces", "get pods/log web in dev", "get /version". */
function inWords(a: RequestAttributes): string {
  if (!a.isResourceRequest) return `${a.verb} ${a.path}`;
  const resource = `${a.resource}${a.apiGroup ? `.${a.apiGroup}` : ''}${a.subresource ? `/${a.subresource}` : ''}`;
  const where = a.namespace && a.resource !== 'namespaces' ? ` in ${a.namespace}` : '';
  return `${a.verb} ${resource}${a.name ? ` ${a.name}` : ''}${where}`;
}

/** Models NewRequestInfo. `error` is Go's text. */
export function parseRequest(method: string, target: string): { info: RequestInfo } | { error: string } {
  const path = pathOf(target);
  const question = target.indexOf('?');
  const query = new URLSearchParams(question < 0 ? '' : target.slice(question + 1));
  const info = { ...emptyRequestInfo(query), verb: method.toLowerCase(), path };
  let parts = splitPath(path);
  const prefix = parts[0];
  if (parts.length < 3 || (prefix !== 'api' && prefix !== 'apis')) return { info };
  if (prefix === 'apis') {
    if (parts.length < 4) return { info };
    info.apiGroup = parts[1] ?? '';
  }
  parts = parts.slice(prefix === 'apis' ? 2 : 1);
  info.isResourceRequest = true;
  info.apiVersion = parts[0] ?? '';
  parts = parts.slice(1);

  const special = parts[0] === 'proxy' || parts[0] === 'watch' ? parts[0] : undefined;
  if (special) {
    if (parts.length < 2) return { error: `unable to determine kind and namespace from url, ${target}` };
    info.verb = special;
    parts = parts.slice(1);
  } else info.verb = VERBS[method] ?? '';

  if (parts[0] === 'namespaces' && parts[1] !== undefined) {
    info.namespace = parts[1];
    if (parts[2] !== undefined && parts[2] !== 'status' && parts[2] !== 'finalize') parts = parts.slice(2);
  }
  info.parts = parts;
  info.resource = parts[0] ?? '';
  info.name = parts[1] ?? '';
  if (info.verb !== 'proxy') info.subresource = parts[2] ?? '';

  if (info.name === '' && info.verb === 'get') {
    const watch = query.has('watch') && !['false', '0'].includes((query.get('watch') ?? '').toLowerCase());
    info.verb = watch ? 'watch' : 'list';
    if (listOptionsParse(query)) info.name = fieldSelectorName(query.get('fieldSelector') ?? '');
  }
  if (info.name === '' && info.verb === 'delete') info.verb = 'deletecollection';
  if (!special && (info.verb === 'list' || info.verb === 'watch' || info.verb === 'deletecollection')) {
    info.fieldSelector = query.get('fieldSelector') ?? '';
    info.labelSelector = query.get('labelSelector') ?? '';
  }
  return { info };
}

function splitPath(path: string): string[] {
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? [] : trimmed.split('/');
}
