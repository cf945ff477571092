// Models the client-go clients of kubelet, kube-scheduler and kube-controller-manager: HTTP with a certificate or a token, JSON both ways.
// Left out: watches that stay open (a change wakes whoever watches, who then lists), retries, rate limits, protobuf.
import { isJsonObject, type Members } from '../../trace/json.ts';
import { Headers } from '../http/message.ts';
import { userAgentOf } from '../kubernetes-version.about.ts';
import type { Dial, Exchange } from '../network/dial.ts';

export interface Answer {
  status: number;
  /** The body as JSON; {} when it is none. */
  json: Readonly<Record<string, unknown>>;
  /** The body as it came: a watch sends one JSON document a line. */
  body: string;
  /** Status.message of a refusal. */
  message: string;
}

/** Repetitions that were done at once. */
export interface Folded {
  count: number;
  /** Milliseconds since 1970. */
  first: number;
  last: number;
}

export interface Carrier {
  /** Sends the request without waiting for its turn: whoever calls is being given one. */
  carry(dial: Dial, folded: Folded | undefined): Promise<Exchange>;
}

export interface Identity {
  /** As hops name it: "kubelet". */
  name: string;
  userAgent: string;
  /** What a part of it works as, at the end of the user agent: "shared-informers". */
  as?: string;
  clientCertificate?: string;
}

/** "https://192.168.49.2:8443" and the CA to trust. */
export interface Address {
  origin: string;
  ca: string;
}

export interface SendOptions {
  token?: string;
  contentType?: string;
  accept?: string;
  folded?: Folded;
}

const UNREACHED: Answer = { status: 0, json: {}, body: '', message: 'the API server cannot be reached' };

export class ComponentClient {
  readonly #carrier: Carrier;
  readonly #address: Address;
  readonly #identity: Identity;

  constructor(carrier: Carrier, address: Address, identity: Identity) {
    this.#carrier = carrier;
    this.#address = address;
    this.#identity = identity;
  }

  async send(method: string, target: string, body?: unknown, more: SendOptions = {}): Promise<Answer> {
    const { name, userAgent, as, clientCertificate } = this.#identity;
    const headers: [string, string][] = [['Accept', more.accept ?? 'application/json']];
    if (body !== undefined) headers.push(['Content-Type', more.contentType ?? 'application/json']);
    headers.push(['User-Agent', `${userAgentOf(userAgent)}${as === undefined ? '' : `/${as}`}`]);
    if (more.token !== undefined) headers.push(['Authorization', `Bearer ${more.token}`]);
    const exchange = await this.#carrier.carry(
      {
        from: name,
        origin: this.#address.origin,
        request: { method, target, headers: new Headers(headers), body: body === undefined ? '' : JSON.stringify(body) },
        tls: { ca: this.#address.ca, ...(clientCertificate === undefined || more.token !== undefined ? {} : { clientCertificate }) },
      },
      more.folded,
    );
    if (!exchange.ok) return UNREACHED;
    const { status, body: text } = exchange.response;
    const json = parsed(text);
    return { status, json, body: text, message: typeof json.message === 'string' ? json.message : '' };
  }

  get(target: string): Promise<Answer> {
    return this.send('GET', target);
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

export const members = (value: unknown): Members => (isJsonObject(value) ? value : {});
export const listOf = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf) : []);
