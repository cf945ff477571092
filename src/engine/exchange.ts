// One request from dialling to reply: connect, TLS, the handler chain, and the trace of all of it.

import type { StateMachine, Trace, Written } from '../trace/event.ts';
import type { Json } from '../trace/json.ts';
import { Recorder } from '../trace/recorder.ts';
import { emptyRequestInfo, type RequestContext } from './apiserver/request-context.ts';
import type { RunningServer } from './apiserver/start-server.ts';
import type { Clock } from './clock.ts';
import type { Certificates } from './crypto/certificates.ts';
import { Headers, type HttpRequest, type HttpResponse, phrase } from './http/message.ts';
import { isKubernetes, resolveInside } from './network/cluster-dns.ts';
import { connect, type Dial, type DialFailure, type Exchange, parseOrigin } from './network/dial.ts';
import { type TlsClient, type TlsVerdict, tlsState } from './network/tls.ts';
import type { Parties } from './parties/parties.ts';
import type { Random } from './random.ts';

export interface Surroundings {
  id: string;
  /** undefined while the server is down. */
  server: RunningServer | undefined;
  hosts: readonly string[];
  port: number;
  /** Of the service "kubernetes", which pods reach the server by. */
  serviceIp: string;
  clock: Clock;
  random: Random;
  revision: number;
  tls: TlsClient;
  certificates: Certificates;
  parties: Parties;
  /** A memory of its own for verdicts on parties' certificates. */
  partyTls(): TlsClient;
}

const SERVER = 'kube-apiserver';
/** The machine of a server that is not there: one gets as far as the door. */
const noServer = (): StateMachine => ({
  initial: tlsState.id,
  states: [
    { ...tlsState, transitions: tlsState.transitions.filter((t) => t.on === 'refused') },
    { id: 'reply.none', kind: 'final', room: 'reply', title: 'No reply', configured: true, transitions: [] },
  ],
});

export async function serve(around: Surroundings, dial: Dial): Promise<Exchange> {
  const { server, clock } = around;
  const origin = parseOrigin(dial.origin);
  const inside = dial.namespace === undefined || !origin ? undefined : resolveInside(origin.host, dial.namespace);
  const service = inside && origin ? around.parties.at({ ...origin, host: `${inside.name}.${inside.namespace}.svc` }) : undefined;
  // Names of Services are known inside the cluster alone.
  const isService = dial.namespace === undefined && origin?.host.endsWith('.svc');
  const party = service ?? (origin && !isService ? around.parties.at(origin) : undefined);
  if (party && origin) return (await import('./party-exchange.ts')).serveParty(around, party, origin, dial);
  const { request } = dial;
  const question = request.target.indexOf('?');
  const recorder = new Recorder({
    id: around.id,
    title: `${request.method} ${question < 0 ? request.target : request.target.slice(0, question)}`,
    from: dial.from,
    to: SERVER,
    machine: server?.chain.machine ?? noServer(),
    snapshot: around.revision,
    now: clock.now,
  });
  recorder.hop(dial.from, SERVER, `${request.method} ${request.target}`, {
    start: `${request.method} ${request.target}`,
    headers: request.headers.entries(),
    body: request.body,
  });

  const span = recorder.before('tls');
  const refuse = (reason: string, failure: DialFailure, evidence?: TlsVerdict['evidence']): Exchange => {
    recorder.after(span, 'refused', reason, evidence);
    return { ok: false, failure, trace: recorder.trace() };
  };
  if (!origin) return refuse('no such host', { code: 'no-such-host', host: dial.origin });
  const toService = (inside && isKubernetes(inside)) || (dial.namespace !== undefined && origin.host === around.serviceIp);
  const listener = toService ? { hosts: [origin.host], port: 443 } : { hosts: around.hosts, port: around.port };
  const reached = connect(origin, { ...listener, listening: server !== undefined });
  // A party that does not listen still has its name.
  const deaf = reached?.code === 'no-such-host' && !isService && around.parties.knowsHost(inside ? `${inside.name}.${inside.namespace}.svc` : origin.host);
  const down: DialFailure | undefined = deaf ? { code: 'connection-refused', host: origin.host, port: origin.port } : reached;
  if (down || !server) return refuse(inWords(down), down ?? { code: 'connection-refused', host: origin.host, port: origin.port });
  const { certificate } = server;
  if (!certificate) return refuse('the server has no certificate', { code: 'connection-refused', host: origin.host, port: origin.port });
  const judged = around.tls.judge(certificate, origin.host, dial.tls, clock.now());
  const verdict = judged instanceof Promise ? await judged : judged;
  if (!verdict.ok) return refuse(verdict.reason, verdict.failure, verdict.evidence);
  // The client is asked for its certificate only after it has accepted the server's.
  const { clientCertificate, clientKey } = dial.tls;
  if (server.asksForCertificates && clientCertificate !== undefined && clientKey !== undefined) {
    const unproven = around.certificates.keyFault(clientCertificate, clientKey);
    const error = unproven instanceof Promise ? await unproven : unproven;
    if (error !== undefined) return refuse('the private key does not fit the client certificate', { code: 'client-key', error }, verdict.evidence);
  }
  recorder.after(span, 'passed', verdict.reason, verdict.evidence);

  const logged = server.logged();
  const { response, audit } = await answer(around, server, dial, origin, recorder);
  const written = writtenOf(server, logged, audit);
  recorder.hop(SERVER, dial.from, summary(response), {
    start: `${response.status} ${phrase(response.status)}`.trim(),
    headers: response.headers.entries(),
    body: response.body,
  });
  const trace: Trace = written ? { ...recorder.trace(), written } : recorder.trace();
  return { ok: true, response, trace, server: certificate.facts };
}

async function answer(
  around: Surroundings,
  server: RunningServer,
  dial: Dial,
  origin: { host: string; port: number },
  recorder: Recorder,
): Promise<{ response: HttpResponse; audit: Json[] }> {
  const headers = new Headers(dial.request.headers.entries());
  const request: HttpRequest = { method: dial.request.method, target: dial.request.target, headers, body: dial.request.body };
  const pem = server.asksForCertificates ? dial.tls.clientCertificate : undefined;
  const found = pem === undefined ? [] : around.certificates.bundle(pem);
  const sent = found instanceof Promise ? await found : found;
  const auditId = headers.get('Audit-ID') || around.random.uuid();
  const context: RequestContext = {
    server,
    request,
    connection: { tls: true, peerCertificates: sent, host: `${origin.host}:${origin.port}` },
    recorder,
    info: emptyRequestInfo(NO_QUERY),
    user: { name: '', uid: '', groups: [], extra: {} },
    auditId,
    warnings: [],
  };
  const response = await server.chain.run(context);
  const audit = server.audit
    ? await (await import('./apiserver/audit/events.ts')).auditEvents(context, response, server.audit, addressOf(dial.from, around))
    : [];
  return { response: { ...response, headers: wireHeaders(response, auditId, around.clock.now()) }, audit };
}

/** The laptop calls from the gateway of the node's network; whoever is on the node calls from there. */
function addressOf(from: string, { hosts }: Surroundings): string {
  const own = hosts.find((host) => /^[\d.]+$/.test(host)) ?? '127.0.0.1';
  return from === 'laptop' && !own.startsWith('127.') ? own.replace(/\d+$/, '1') : own;
}

function writtenOf(server: RunningServer, before: number, audit: Json[]): Written | undefined {
  const count = server.logged() - before;
  const verbosity = Number(server.options.flag('v'));
  if (count === 0 && audit.length === 0 && verbosity < 3) return undefined;
  return { verbosity, log: count ? server.lines.slice(-count) : [], audit };
}

/** What Go's server sends: the handler's headers by name, then length and date. */
function wireHeaders({ headers, body }: HttpResponse, auditId: string, now: number): Headers {
  const own = headers.entries();
  own.push(['Audit-Id', auditId]);
  own.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  own.push(['Content-Length', String(byteLength(body))], ['Date', new Date(now).toUTCString()]);
  return new Headers(own);
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) length += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return length;
}

const NO_QUERY = new URLSearchParams();

function inWords(failure: DialFailure | undefined): string {
  if (failure?.code === 'no-such-host') return `no such host: ${failure.host}`;
  if (failure?.code === 'http-to-https-port') return 'spoke HTTP to an HTTPS port';
  return 'connection refused';
}

function summary(response: HttpResponse): string {
  return `${response.status} ${phrase(response.status)}`.trim();
}
