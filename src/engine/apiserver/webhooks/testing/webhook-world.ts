// A world of the recordings with webhooks in it, for tests, and short ways to ask.
import pki from '../../../../../e2e/conformance/cases/pki.json';
import type { Trace } from '../../../../trace/event.ts';
import { corpusWorld } from '../../../base-worlds/corpus.ts';
import { createWorld } from '../../../create-world.ts';
import { Headers, type HttpResponse } from '../../../http/message.ts';
import type { PartySpec } from '../../../parties/party-spec.ts';
import type { KeyMaterial } from '../../../spec.ts';
import type { World } from '../../../world.ts';

const PKI: Record<string, KeyMaterial> = pki;
export const NOW = '2026-11-23T22:40:00Z';

export const kubeconfig = (server: string, user: Record<string, unknown> = {}): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'w', cluster: { 'certificate-authority': '$PKI/server-ca.crt', server } }],
    users: [{ name: 'a', user }],
    contexts: [{ name: 'c', context: { cluster: 'w', user: 'a' } }],
    'current-context': 'c',
  });

export interface Given {
  flags?: Record<string, string | string[] | null>;
  files?: Record<string, string>;
  parties?: PartySpec[];
  controllers?: boolean;
  pki?: Record<string, KeyMaterial>;
}

export async function webhookWorld({ flags = {}, files = {}, parties = [], controllers = false, pki = {} }: Given): Promise<World> {
  const spec = corpusWorld({ pki: { ...PKI, ...pki }, now: NOW, flags, files, controllers });
  spec.parties = parties;
  return await createWorld(spec);
}

export interface Asked {
  method?: string;
  token?: string;
  /** Name of a certificate of the pki; "admin" is in system:masters. */
  cert?: string;
  pem?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface Answered extends HttpResponse {
  json: Record<string, unknown>;
  trace: Trace;
}

export async function ask(world: World, path: string, { method = 'GET', token, cert, pem, headers = {}, body }: Asked = {}): Promise<Answered> {
  const sent = new Headers(Object.entries(headers));
  if (token !== undefined) sent.add('Authorization', `Bearer ${token}`);
  if (body !== undefined && !sent.has('content-type')) sent.add('Content-Type', 'application/json');
  const shown = pem ?? (cert ? PKI[cert]?.crt : undefined);
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://127.0.0.1:26443',
    request: { method, target: path, headers: sent, body: body === undefined ? '' : JSON.stringify(body) },
    tls: { ca: PKI['server-ca']?.crt ?? '', ...(shown ? { clientCertificate: shown } : {}) },
  });
  if (!exchange.ok) throw new Error(JSON.stringify(exchange.failure));
  const { response, trace } = exchange;
  let json = {};
  try {
    json = JSON.parse(response.body);
  } catch {
    // Not every answer is JSON.
  }
  return { ...response, json: json as Record<string, unknown>, trace };
}

/** Where hops went, in order: "kube-apiserver → token-webhook POST /authenticate?timeout=30s". */
export const hops = ({ events }: Trace): string[] => events.flatMap((e) => (e.kind === 'hop' ? [`${e.from} → ${e.to} ${e.summary}`] : []));
export const notes = ({ events }: Trace): string[] => events.flatMap((e) => (e.kind === 'note' ? [e.text] : []));
