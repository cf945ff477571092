// Calls the page makes of its own: with minikube's admin certificate, from the laptop, through the same door as everybody's.

import { Headers } from '../../engine/http/message.ts';
import type { Exchange } from '../../engine/network/dial.ts';
import type { World } from '../../engine/world.ts';
import { isJsonObject, type Json } from '../../trace/json.ts';

export const LAPTOP = 'laptop';
export const ORIGIN = 'https://192.168.49.2:8443';

export interface Answer {
  status: number;
  body: Json;
  exchange: Exchange;
}

export class Administrator {
  readonly #world: World;
  readonly #program: string;

  constructor(world: World, program: string) {
    this.#world = world;
    this.#program = program;
  }

  /** @returns undefined when no connection came about: the server does not run */
  async ask(method: string, target: string, body?: Json, accept = 'application/json'): Promise<Answer | undefined> {
    const laptop = this.#world.machine(LAPTOP);
    const at = (path: string): string | undefined => laptop.read(`${laptop.home}/.minikube/${path}`);
    const ca = at('ca.crt');
    const clientCertificate = at('profiles/minikube/client.crt');
    const exchange = await this.#world.request({
      from: LAPTOP,
      origin: ORIGIN,
      request: {
        method,
        target,
        headers: new Headers([
          ['Host', new URL(ORIGIN).host],
          ['User-Agent', this.#program],
          ['Accept', accept],
          ...(body === undefined ? [] : ([['Content-Type', 'application/json']] as const)),
        ]),
        body: body === undefined ? '' : JSON.stringify(body),
      },
      tls: { ...(ca === undefined ? {} : { ca }), ...(clientCertificate === undefined ? {} : { clientCertificate }) },
    });
    if (!exchange.ok) return undefined;
    return { status: exchange.response.status, body: readJson(exchange.response.body), exchange };
  }
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The message of a Status, or undefined. */
export const statusMessage = (body: Json): string | undefined => (isJsonObject(body) && typeof body.message === 'string' ? body.message : undefined);
