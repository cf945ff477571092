// Models apiserver endpoints/handlers/get.go and registry/generic/registry/store.go for reads.
// Left out: a watch that stays open (it answers what is there as ADDED events and ends), bookmarks, serving from an older watch cache.
import { goQuote } from '../../../http/go-format.ts';
import { goJsonSyntaxError } from '../../../http/go-json.ts';
import { matchesLabels, parseLabelSelector } from '../../../http/label-selector.ts';
import { badRequest, notFound, type StatusError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Store } from '../../../store/store.ts';
import type { Outcome } from '../../filters/filter.ts';
import type { RequestContext } from '../../request-context.ts';
import { base64Fault } from '../schema/scalars.ts';
import { plainError, tooLargeResourceVersion } from './errors.ts';
import { matchesFields, parseFieldSelector } from './field-selector.ts';
import { etcdKey, etcdPrefix } from './keys.ts';
import { type ListOptions, listOptions, resourceVersionFault } from './options.ts';
import { refuse, reply } from './outcomes.ts';
import { type ListMeta, presentEvents, presentList, presentObject } from './present.ts';
import type { Route } from './route.ts';

type Answer = Outcome | Promise<Outcome>;

export function readOne(context: RequestContext, route: Route): Answer {
  const { store } = context.server;
  const { type } = route.entry;
  const wanted = context.info.query.get('resourceVersion') ?? '';
  if (wanted) {
    const fault = resourceVersionFault(wanted);
    if (fault) return refuse(context, plainError(fault));
    if (Number(wanted) > store.revision) return refuse(context, tooLargeResourceVersion(wanted, store.revision));
  }
  const object = store.get(type, route.namespace, route.name);
  context.recorder.store('get', etcdKey(type, route.namespace, route.name), object?.metadata.resourceVersion ?? String(store.revision));
  if (!object) return refuse(context, notFound(type.group, type.resource, route.name), 'no such object');
  return reply('read', presentObject(context, route, 200, object));
}

export type Selector = (object: KubeObject) => boolean;

/** The request's two selectors as one test; undefined when there are none. */
export function selectorOf(context: RequestContext, route: Route): { selector: Selector | undefined } | { error: StatusError } {
  const { query } = context.info;
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  const byLabel = labels ? parseLabelSelector(labels) : undefined;
  if (byLabel && 'error' in byLabel) return { error: badRequest(byLabel.error) };
  const byField = fields ? parseFieldSelector(fields, route.entry.strategy.fieldLabels) : undefined;
  if (byField && 'error' in byField) return { error: badRequest(byField.error) };
  if (!byLabel && !byField) return { selector: undefined };
  return {
    selector: (o) => (!byLabel || matchesLabels(byLabel.requirements, o.metadata.labels)) && (!byField || matchesFields(byField.requirements, o)),
  };
}

export function readList(context: RequestContext, route: Route): Answer {
  const parsed = listOptions(context.info.query);
  if ('error' in parsed) return refuse(context, parsed.error);
  const selected = selectorOf(context, route);
  if ('error' in selected) return refuse(context, selected.error);
  const page = pageOf(context.server.store, route, parsed.options, selected.selector);
  if ('error' in page) return refuse(context, page.error);
  const { type } = route.entry;
  context.recorder.store('list', route.namespace ? `${etcdPrefix(type)}/${route.namespace}` : etcdPrefix(type), page.meta.resourceVersion);
  const n = page.items.length;
  return reply(`${type.kind}List, ${n} item${n === 1 ? '' : 's'}`, presentList(context, route, page.items, page.meta));
}

interface ContinueToken {
  rv: number;
  start: string;
}

/** Tokens are base64url JSON as the real server's; they name the revision to go on reading and the key to go on after. */
function readContinue(text: string): ContinueToken | { error: StatusError } {
  const invalid = (why: string) => ({ error: badRequest(`invalid continue token: continue key is not valid: ${why}`) });
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  const padded = standard + '='.repeat((4 - (standard.length % 4)) % 4);
  const fault = base64Fault(padded);
  if (fault !== undefined) return invalid(`illegal base64 data at input byte ${fault}`);
  const json = new TextDecoder().decode(Uint8Array.from(atob(padded), (c) => c.charCodeAt(0)));
  const syntax = goJsonSyntaxError(json);
  if (syntax) return invalid(syntax);
  const token: unknown = JSON.parse(json);
  const { rv, start, v } = (typeof token === 'object' && token !== null ? token : {}) as Record<string, unknown>;
  if (v !== 'meta.k8s.io/v1') return invalid(`server does not recognize this encoded version ${goQuote(String(v ?? ''))}`);
  if (typeof rv !== 'number' || rv < 1 || typeof start !== 'string')
    return { error: badRequest('invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)') };
  return { rv, start };
}

const writeContinue = (token: ContinueToken): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify({ v: 'meta.k8s.io/v1', ...token }))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function pageOf(
  store: Store,
  route: Route,
  options: ListOptions,
  selector: Selector | undefined,
): { items: KubeObject[]; meta: ListMeta } | { error: StatusError } {
  const { type } = route.entry;
  const fault = resourceVersionFault(options.resourceVersion);
  if (fault) return { error: badRequest(`invalid resource version: ${fault}`) };
  if (Number(options.resourceVersion) > store.revision) return { error: tooLargeResourceVersion(options.resourceVersion, store.revision) };
  let from: Pick<Store, 'list'> = store;
  let revision = store.revision;
  let after = '';
  if (options.continue) {
    const token = readContinue(options.continue);
    if ('error' in token) return token;
    revision = token.rv;
    after = token.start;
    from = store.at(revision);
  } else if (options.resourceVersionMatch === 'Exact') {
    revision = Number(options.resourceVersion);
    from = store.at(revision);
  }
  const rowKey = (o: KubeObject) => (route.namespace || !type.namespaced ? `/${o.metadata.name}` : `/${o.metadata.namespace}/${o.metadata.name}`);
  let items = from.list(type, route.namespace || undefined);
  if (after) items = items.filter((o) => rowKey(o) >= after);
  if (selector) items = items.filter(selector);
  const meta: ListMeta = { resourceVersion: String(revision) };
  if (options.limit > 0 && items.length > options.limit) {
    const last = items[options.limit - 1];
    const remaining = items.length - options.limit;
    items = items.slice(0, options.limit);
    if (last) meta.continue = writeContinue({ rv: revision, start: `${rowKey(last)}\u0000` });
    if (!selector) meta.remainingItemCount = remaining;
  }
  return { items, meta };
}

/** Answers the objects there are as one ADDED event each, and ends. */
export function readWatch(context: RequestContext, route: Route): Answer {
  const parsed = listOptions(context.info.query);
  if ('error' in parsed) return refuse(context, parsed.error);
  const selected = selectorOf(context, route);
  if ('error' in selected) return refuse(context, selected.error);
  const { store } = context.server;
  const { type } = route.entry;
  const since = Number(parsed.options.resourceVersion || 0);
  const events = since > 0 ? changes(store, route, since) : store.list(type, route.namespace || undefined).map((object) => ({ type: 'ADDED', object }));
  const shown = events.filter((e) => (route.name === '' || e.object.metadata.name === route.name) && (!selected.selector || selected.selector(e.object)));
  context.recorder.store('watch', etcdPrefix(type), String(store.revision));
  return reply(`watch, ${shown.length} events`, presentEvents(context, route, shown));
}

function changes(store: Store, route: Route, since: number): { type: string; object: KubeObject }[] {
  const { type } = route.entry;
  return store.changesSince(since).flatMap((c) => {
    if (c.key.group !== type.group || c.key.resource !== type.resource || (route.namespace && c.namespace !== route.namespace)) return [];
    if (c.after) return [{ type: c.before ? 'MODIFIED' : 'ADDED', object: c.after }];
    // What is gone is shown as it was, under the revision of its deletion.
    return c.before ? [{ type: 'DELETED', object: { ...c.before, metadata: { ...c.before.metadata, resourceVersion: String(c.revision) } } }] : [];
  });
}
