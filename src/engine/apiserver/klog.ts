// What kube-apiserver writes into its log about one request: a projection of the request's trace, line for line with the names and numbers of the source
// files of the release modelled. A world's clock does not move while it answers, so latencies are 0s. Left out: "Starting watch", each check of an impersonation (mode.go),
// and whatever is said at -v=6 and above.

import type { HttpMessage, LogLine, RequestAttributes, Trace, UserInfo } from '../../trace/event.ts';
import { isJsonObject } from '../../trace/json.ts';

/** `verbosity` is the server's --v; the lines it really wrote are always among them. */
export function klogLines(trace: Trace, verbosity: number = trace.written?.verbosity ?? 0): LogLine[] {
  const lines: LogLine[] = [];
  const stages = new Map<number, string>();
  const seen: Seen = { user: undefined, requestor: undefined, attributes: undefined, flow: false };
  let request: HttpMessage | undefined;
  const own = [...(trace.written?.log ?? [])];
  const say = (at: number, events: number, text: string): void => {
    lines.push({ severity: 'I', text: `${head(at)} ${text}`, events });
  };
  const flush = (events: number): void => {
    for (const text of own.splice(0)) lines.push({ severity: text.startsWith('E') ? 'E' : text.startsWith('W') ? 'W' : 'I', text, events });
  };
  for (const [index, event] of trace.events.entries()) {
    const events = index + 1;
    if (event.kind === 'before') stages.set(event.id, event.stage);
    if (event.kind === 'hop' && event.from === trace.from) request = event.message;
    if (event.kind === 'hop' && event.to === trace.from) {
      flush(events);
      if (verbosity >= 3 && request && event.message) say(event.at, events, httpLine(trace, request, event.message, seen));
    }
    if (event.kind !== 'after') continue;
    const stage = stages.get(event.id) ?? '';
    if (stage === 'request-info' && event.evidence?.type === 'attributes') seen.attributes = event.evidence.attributes;
    if (stage === 'authentication') {
      flush(events);
      if (event.evidence?.type === 'user') seen.user = event.evidence.user;
    }
    if (stage === 'impersonation' && event.evidence?.type === 'user') [seen.requestor, seen.user] = [seen.user, event.evidence.user];
    if (stage === 'impersonation' && event.verdict === 'denied' && verbosity >= 4 && request)
      say(event.at, events, `constrained_impersonation.go:107] "Forbidden" URI=${quote(targetOf(request))} err=${quote(messageOf(trace))}`);
    if (stage === 'flow-control') seen.flow = true;
    if (stage === 'authz.rbac' && event.verdict === 'no-opinion' && verbosity >= 5 && seen.user && seen.attributes)
      say(event.at, events, `rbac.go:119] ${rbacDenial(seen.user, seen.attributes)}`);
    if (stage === 'authorization' && event.verdict === 'denied' && verbosity >= 4 && request)
      say(event.at, events, `authorization.go:93] "Forbidden" URI=${quote(targetOf(request))} reason=${quote(reasonOf(trace))}`);
  }
  flush(trace.events.length);
  return lines;
}

interface Seen {
  user: UserInfo | undefined;
  requestor: UserInfo | undefined;
  attributes: RequestAttributes | undefined;
  flow: boolean;
}

const quote = (text: string): string => JSON.stringify(text);
const targetOf = (request: HttpMessage): string => request.start.slice(request.start.indexOf(' ') + 1);
const headerOf = (message: HttpMessage, name: string): string => message.headers.find(([n]) => n.toLowerCase() === name)?.[1] ?? '';

/** I0102 15:04:05.000000       1 */
function head(at: number): string {
  const stamp = new Date(at).toISOString();
  return `I${stamp.slice(5, 7)}${stamp.slice(8, 10)} ${stamp.slice(11, 23)}000       1`;
}

/** The message of the Status that was the answer. */
function messageOf(trace: Trace): string {
  const body = trace.events.findLast((e) => e.kind === 'hop' && e.to === trace.from);
  const message = body?.kind === 'hop' ? /"message":\s*("(?:[^"\\]|\\.)*")/.exec(body.message?.body ?? '')?.[1] : undefined;
  return message === undefined ? '' : JSON.parse(message);
}

/** What the authorizers said beside no: it stands at the end of the answer's message. */
function reasonOf(trace: Trace): string {
  return /(?:at the cluster scope|in the namespace "[^"]*"|cannot \S+ path "[^"]*"): ([\s\S]*)$/.exec(messageOf(trace))?.[1] ?? '';
}

function rbacDenial(user: UserInfo, a: RequestAttributes): string {
  const groups = `[${user.groups.map(quote).join(' ')}]`;
  const what = a.isResourceRequest
    ? `${quote(a.verb)} resource ${quote(a.subresource ? `${a.resource}/${a.subresource}` : a.resource)}${a.name ? ` named ${quote(a.name)}` : ''}`
    : `${quote(a.verb)} nonResourceURL ${quote(a.path)}`;
  return `RBAC: no rules authorize user ${quote(user.name)} with groups ${groups} to ${what} ${a.namespace ? `in namespace ${quote(a.namespace)}` : 'cluster-wide'}`;
}

function httpLine(trace: Trace, request: HttpMessage, response: HttpMessage, { user, requestor, attributes, flow }: Seen): string {
  const agent = headerOf(request, 'user-agent');
  const [level, schema] = crowdOf(user, attributes);
  const queue = flow ? ` apf_pl="${level}" apf_fs="${schema}" apf_iseats=1 apf_fseats=0 apf_additionalLatency="0s" apf_execution_time="0s"` : '';
  const named = (u: UserInfo): string => `${u.name}[${u.groups.join(',')}]`;
  const added = requestor && user ? ` addedInfo=${quote(`${named(requestor)} is impersonating ${named(user)}`)}` : '';
  const port = 32768 + (Number(trace.id) % 28000 || 0);
  const parts = [
    `httplog.go:134] "HTTP" verb="${verbOf(request, attributes)}"`,
    `URI=${quote(targetOf(request))}`,
    'latency="0s"',
    `userAgent=${quote(agent)}`,
    `audit-ID=${quote(headerOf(response, 'audit-id'))}`,
    `srcIP="${addressOf(trace)}:${port}"`,
  ];
  return `${parts.join(' ')}${queue} resp=${response.start.slice(0, 3)}${added}`;
}

/** As the audit log names the caller; the laptop's side of the node's network when there is no audit log. */
function addressOf(trace: Trace): string {
  const event = trace.written?.audit.at(-1);
  const addresses = isJsonObject(event) ? event.sourceIPs : undefined;
  const last = Array.isArray(addresses) ? addresses.at(-1) : undefined;
  return typeof last === 'string' ? last : '192.168.49.1';
}

/** GET of many is LIST, and so on. */
function verbOf(request: HttpMessage, a: RequestAttributes | undefined): string {
  const method = request.start.slice(0, request.start.indexOf(' '));
  if (a?.verb === 'watch') return 'WATCH';
  if (method === 'PATCH' && headerOf(request, 'content-type').startsWith('application/apply-patch')) return 'APPLY';
  if (method === 'GET' || method === 'HEAD') return a?.isResourceRequest && a.name === '' ? 'LIST' : 'GET';
  return method;
}

/** Priority level and flow schema of the suggested configuration that every server starts with. */
function crowdOf(user: UserInfo | undefined, a: RequestAttributes | undefined): [level: string, schema: string] {
  const groups = user?.groups ?? [];
  if (groups.includes('system:masters')) return ['exempt', 'exempt'];
  if (a && !a.isResourceRequest && /^\/(healthz|livez|readyz)$/.test(a.path)) return ['exempt', 'probes'];
  if (groups.includes('system:nodes'))
    return a?.resource === 'nodes' || a?.resource === 'leases' ? ['node-high', 'system-node-high'] : ['system', 'system-nodes'];
  if (user?.name === 'system:kube-controller-manager') return ['workload-high', 'kube-controller-manager'];
  if (user?.name === 'system:kube-scheduler') return ['workload-high', 'kube-scheduler'];
  if (groups.includes('system:serviceaccounts:kube-system')) return ['workload-high', 'kube-system-service-accounts'];
  if (groups.includes('system:serviceaccounts')) return ['workload-low', 'service-accounts'];
  return ['global-default', 'global-default'];
}
