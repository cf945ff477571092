// Asks the simulated server the questions of one recorded case and writes its answers where the recorded ones stood.
import { corpusWorld } from '../../src/engine/base-worlds/corpus.ts';
import { createWorld } from '../../src/engine/create-world.ts';
import { Headers } from '../../src/engine/http/message.ts';
import type { World } from '../../src/engine/world.ts';
import type { Trace } from '../../src/trace/event.ts';
import { mint } from './mint.ts';
import { parties } from './parties.ts';
import type { Pki, RecordedCase, RecordedRequest, RecordedResponse, Step } from './recorded-case.ts';
import { laptop, scripts, withKeys } from './scripts.ts';

const ORIGIN = 'https://127.0.0.1:26443';
const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const KEPT = ['content-type', 'www-authenticate', 'warning', 'location', 'cache-control', 'x-content-type-options', 'retry-after'];
const TEXT_KEPT = 20_000;
/** What controllers plan for "now" is done after this much of the world's time. */
const CONTROLLERS_NEED_MS = 20;

/**
 * The case with the simulator's answers. Throws when the server does not start, as it does when it is told to use a party outside
 * the cluster that is not modelled; `server.services` that nobody is told to use do not matter. `seen` is given the trace of every request.
 */
export async function replayCase(recorded: RecordedCase, pki: Pki, seen?: (trace: Trace) => void): Promise<RecordedCase> {
  const { flags, files, controllers } = recorded.server;
  const spec = corpusWorld({ pki: withKeys(pki), now: recorded.now, flags, files, controllers });
  spec.machines.laptop = laptop(pki);
  spec.parties = parties(recorded.server.services ?? {});
  const world = await createWorld(spec);
  if (seen) watch(world, seen);
  const { failure } = world.server();
  if (recorded.startup) {
    return { ...recorded, startup: failure ? { failed: true, error: failure.error } : { failed: false } };
  }
  if (failure) throw new Error(`the server did not start: ${failure.error}`);
  const steps: Step[] = [];
  const replay = new Replay(world, recorded, pki);
  for (const step of recorded.steps ?? []) steps.push(await replay.step(step));
  return { ...recorded, steps };
}

function watch(world: World, seen: (trace: Trace) => void): void {
  const ask = world.request.bind(world);
  world.request = async (dial) => {
    const exchange = await ask(dial);
    seen(exchange.trace);
    return exchange;
  };
}

class Replay {
  readonly #world: World;
  readonly #recorded: RecordedCase;
  readonly #pki: Pki;
  readonly #variables: Record<string, string> = { ISSUER };
  readonly #scripts: ReturnType<typeof scripts>;
  /** The recording server's revisions of objects, and ours of the same ones: bodies repeat the former. */
  readonly #revisions = new Map<string, string>();
  #last: RecordedResponse | undefined;

  constructor(world: World, recorded: RecordedCase, pki: Pki) {
    this.#world = world;
    this.#recorded = recorded;
    this.#pki = pki;
    this.#scripts = scripts(world);
  }

  async step(step: Step): Promise<Step> {
    const answered = await this.#answer(step);
    if (step.capture) this.#capture(step.capture);
    if (this.#recorded.server.controllers && (step.request || step.sh !== undefined)) await this.#world.advance(CONTROLLERS_NEED_MS);
    return answered;
  }

  async #answer(step: Step): Promise<Step> {
    if (step.mint) {
      const { name, ...what } = this.#fill(step.mint) as NonNullable<Step['mint']>;
      this.#variables[name] = mint(what, this.#pki);
      return step;
    }
    if (step.sleep !== undefined) {
      await this.#world.advance(step.sleep * 1000);
      return step;
    }
    if (step.request) {
      this.#last = await this.#ask(this.#withOurRevision(this.#fill(step.request) as RecordedRequest));
      const theirs = pointer(step.response?.json, '/metadata/resourceVersion');
      const ours = pointer(this.#last.json, '/metadata/resourceVersion');
      if (typeof theirs === 'string' && typeof ours === 'string') this.#revisions.set(theirs, ours);
      return { ...step, response: this.#last };
    }
    if (step.sh !== undefined) {
      const user = step.user && (this.#fill(step.user) as Record<string, string>);
      return { ...step, ...(await this.#scripts(this.#fillText(step.sh, true) as string, user)) };
    }
    return step;
  }

  #withOurRevision(request: RecordedRequest): RecordedRequest {
    const ours = this.#revisions.get(String(pointer(request.body, '/metadata/resourceVersion')));
    if (!ours) return request;
    const body = request.body as { metadata: object };
    return { ...request, body: { ...body, metadata: { ...body.metadata, resourceVersion: ours } } };
  }

  async #ask({ method, path, token, cert, headers = {}, body }: RecordedRequest): Promise<RecordedResponse> {
    const sent = new Headers();
    for (const [name, value] of Object.entries(headers)) for (const one of [value].flat()) sent.add(name, asSent(one));
    if (token !== undefined && !sent.has('authorization')) sent.add('Authorization', `Bearer ${token}`);
    if (body !== undefined && !sent.has('content-type')) sent.add('Content-Type', 'application/json');
    const clientCertificate = cert === undefined ? undefined : (this.#recorded.certs?.[cert] ?? this.#pki[cert]?.crt);
    if (cert !== undefined && !clientCertificate) throw new Error(`no certificate named ${cert}`);
    const ca = this.#pki['server-ca']?.crt;
    const exchange = await this.#world.request({
      from: 'laptop',
      origin: ORIGIN,
      request: {
        method,
        target: path,
        headers: sent,
        body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
      },
      tls: { ...(ca ? { ca } : {}), ...(clientCertificate ? { clientCertificate } : {}) },
    });
    if (!exchange.ok) throw new Error(`no connection: ${JSON.stringify(exchange.failure)}`);
    return kept(exchange.response);
  }

  #capture(wanted: Record<string, string>): void {
    for (const [name, where] of Object.entries(wanted)) {
      const encoded = where.startsWith('base64:');
      const value = pointer(this.#last?.json, encoded ? where.slice('base64:'.length) : where);
      if (value === undefined) throw new Error(`capture ${name}: nothing at ${where} in ${JSON.stringify(this.#last).slice(0, 300)}`);
      this.#variables[name] = encoded ? Buffer.from(String(value), 'base64').toString() : String(value);
    }
  }

  #fill(value: unknown): unknown {
    if (typeof value === 'string') return this.#fillText(value, false);
    if (Array.isArray(value)) return value.map((item) => this.#fill(item));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, this.#fill(v)]));
    return value;
  }

  #fillText(text: string, lax: boolean): string | number {
    const alone = /^\{\{now([+-]\d+)?\}\}$/.exec(text);
    if (alone) return this.#world.clock.seconds() + Number(alone[1] ?? 0);
    return text.replace(/\{\{([\w.-]+)\}\}/g, (all, name: string) => {
      const value = this.#variables[name];
      if (value !== undefined) return value;
      if (lax) return all;
      throw new Error(`no variable ${name}`);
    });
  }
}

/** The recorder wrote header values as Latin-1, and a server reads bytes: what is no UTF-8 there is no text. */
const asSent = (value: string): string => Buffer.from(value, 'latin1').toString('utf8');

function kept({ status, headers, body }: { status: number; headers: Headers; body: string }): RecordedResponse {
  const shown: Record<string, string> = {};
  for (const name of KEPT) {
    const values = headers.all(name);
    if (values.length) shown[name] = values.join(', ');
  }
  try {
    return { status, headers: shown, json: JSON.parse(body) as unknown };
  } catch {
    return { status, headers: shown, text: body.slice(0, TEXT_KEPT) };
  }
}

function pointer(document: unknown, path: string): unknown {
  let at = document;
  for (const part of path.split('/').slice(1)) {
    if (!at || typeof at !== 'object') return undefined;
    at = (at as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return at;
}
