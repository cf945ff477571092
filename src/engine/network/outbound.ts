// Models net/http's client as kube-apiserver and the parties use it: dial, TLS, one request, one answer, and Go's words for what fails.
// Left out: redirects, proxies, kept connections, retries of connections.
import type { HttpMessage } from '../../trace/event.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Clock } from '../clock.ts';
import type { Certificate } from '../crypto/certificate.ts';
import type { Certificates } from '../crypto/certificates.ts';
import { buildChain, judgeChain } from '../crypto/verify-chain.ts';
import { goQuote } from '../http/go-format.ts';
import { Headers, type HttpRequest, type HttpResponse, phrase } from '../http/message.ts';
import type { Parties } from '../parties/parties.ts';
import type { Party, PartyAnswer } from '../parties/party.ts';
import type { CallResult, Trust } from './call.ts';
import { isAddress, type Origin, parseOrigin } from './dial.ts';
import { namesHost } from './tls.ts';

/** What stands behind the server's network card. */
export interface Network {
  readonly parties: Parties;
  readonly certificates: Certificates;
  readonly clock: Clock;
  readonly apiServer: ApiServerDoor;
}

/** The API server as one more address to call. */
export interface ApiServerDoor {
  /** Whether this is its address, and it runs. */
  at(origin: Origin): boolean;
  certificate(): Certificate | undefined;
  /** Its own run, with a trace of its own. */
  ask(from: string, origin: string, request: HttpRequest, trust: Trust): Promise<HttpResponse>;
}

const SERVER = 'kube-apiserver';
const TIMED_OUT = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

/**
 * Sends a request to a party, or to the API server: the URL says where and what.
 * The hops there and back stand in the running trace when there is one.
 * @returns `error` in Go's words, `Get "https://…": dial tcp 127.0.0.1:1: connect: connection refused`
 */
export async function callOutside(
  server: { readonly network: Network },
  url: string,
  request: Omit<HttpRequest, 'target'>,
  trust: Trust,
  recorder?: Recorder,
  from: string = SERVER,
): Promise<CallResult> {
  const { method } = request;
  const operation = method.slice(0, 1) + method.slice(1).toLowerCase();
  const fail = (why: string): CallResult => ({ ok: false, error: `${operation} ${goQuote(url)}: ${why}` });
  const [, start = '', path = ''] = /^(https?:\/\/[^/?#]*)([^#]*)/.exec(url) ?? [];
  const origin = parseOrigin(start);
  if (!origin) return fail(`unsupported protocol scheme ${goQuote(/^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1] ?? '')}`);
  const { parties, apiServer } = server.network;
  const party = parties.at(origin);
  const called = party ? partyDoor(server.network, party) : apiServer.at(origin) ? serverDoor(apiServer, start) : undefined;
  const to = called?.name ?? origin.host;
  const sent: HttpRequest = { ...request, target: path.startsWith('/') ? path : `/${path}` };
  const say = (why: string): CallResult => {
    recorder?.hop(from, to, why);
    return fail(why);
  };
  if (!called) return say(nobody(origin, parties));
  const spoken = called.scheme;
  if (origin.scheme === 'https' && spoken === 'http') return say('http: server gave HTTP response to HTTPS client');
  if (spoken === 'https' && origin.scheme === 'https') {
    const certificate = await called.certificate();
    const wrong = certificate ? await refusal(server.network, certificate, origin.host, trust) : 'remote error: tls: internal error';
    if (wrong) return say(wrong);
  }
  recorder?.hop(from, to, `${method} ${sent.target}`, shown(sent, origin));
  const answer = spoken === 'https' && origin.scheme === 'http' ? httpOnHttps() : await called.ask(sent, { from, trust, recorder });
  const { delay = 0 } = called;
  if (answer === 'no-answer' || delay >= (trust.patience ?? Number.POSITIVE_INFINITY)) {
    recorder?.hop(to, from, 'no answer');
    return fail(trust.timeout ?? TIMED_OUT);
  }
  const status = `${answer.status} ${phrase(answer.status)}`.trim();
  recorder?.hop(to, from, delay ? `${status} after ${delay} ms` : status, { start: status, headers: answer.headers.entries(), body: answer.body });
  return { ok: true, response: answer };
}

/** Whoever answers at an address. */
interface Door {
  readonly name: string;
  readonly scheme: Origin['scheme'] | undefined;
  readonly delay?: number | undefined;
  certificate(): Promise<Certificate | undefined>;
  ask(sent: HttpRequest, caller: { from: string; trust: Trust; recorder: Recorder | undefined }): Promise<PartyAnswer>;
}

const partyDoor = ({ parties }: Network, party: Party): Door => ({
  name: party.name,
  scheme: parseOrigin(party.origin)?.scheme,
  delay: party.delay,
  certificate: () => parties.certificateOf(party),
  ask: (sent, { from, trust, recorder }) => parties.ask(party, sent, { from, clientCertificate: trust.clientCertificate, recorder }),
});

const serverDoor = (apiServer: ApiServerDoor, origin: string): Door => ({
  name: SERVER,
  scheme: 'https',
  certificate: async () => apiServer.certificate(),
  ask: (sent, { from, trust }) => apiServer.ask(from, origin, sent, trust),
});

function nobody({ host, port }: Origin, parties: Parties): string {
  if (!isAddress(host) && host !== 'localhost' && !parties.knowsHost(host)) return `dial tcp: lookup ${host}: no such host`;
  const address = host === 'localhost' ? '127.0.0.1' : host;
  return `dial tcp ${address.includes(':') ? `[${address}]` : address}:${port}: connect: connection refused`;
}

/** Go's words for a certificate the client does not take; undefined when it does. */
async function refusal({ certificates, clock }: Network, leaf: Certificate, host: string, { ca, insecure, serverName }: Trust): Promise<string | undefined> {
  if (insecure) return undefined;
  const failed = (why: string) => `tls: failed to verify certificate: x509: ${why}`;
  const roots = ca === undefined ? [] : await certificates.bundle(ca);
  const judged = judgeChain(await buildChain(certificates, leaf, [], roots), 'server auth', clock.now());
  const name = serverName ?? host;
  // Go looks at the leaf's dates first, then at the name, then for a chain.
  if (judged.problem === 'expired' || judged.problem === 'not-yet-valid') return `tls: failed to verify certificate: ${judged.error ?? ''}`;
  if (!namesHost(leaf, name)) return failed(otherName(leaf, name));
  return judged.error === undefined ? undefined : `tls: failed to verify certificate: ${judged.error}`;
}

function otherName({ facts }: Certificate, name: string): string {
  if (isAddress(name)) {
    if (!facts.ipAddresses.length) return `cannot validate certificate for ${name} because it doesn't contain any IP SANs`;
    return `certificate is valid for ${facts.ipAddresses.join(', ')}, not ${name}`;
  }
  if (!facts.dnsNames.length) return `certificate is not valid for any names, but wanted to match ${name}`;
  return `certificate is valid for ${facts.dnsNames.join(', ')}, not ${name}`;
}

function shown({ method, target, headers, body }: HttpRequest, { host, port }: Origin): HttpMessage {
  return { start: `${method} ${target}`, headers: [['Host', `${host}:${port}`], ...headers.entries()], body };
}

/** What Go's TLS server answers to somebody who speaks plain HTTP to it. */
const httpOnHttps = (): HttpResponse => ({
  status: 400,
  headers: new Headers(),
  body: 'Client sent an HTTP request to an HTTPS server.\n',
});
