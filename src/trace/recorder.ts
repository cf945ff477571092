import type { Evidence, HttpMessage, StateMachine, Trace, TraceEvent, Verdict } from './event.ts';
import { TRACE_VERSION } from './event.ts';

type StoreVerb = Extract<TraceEvent, { kind: 'store' }>['verb'];

/** What a recorder needs to know before the first event. `now` is the world's clock, milliseconds since 1970. */
export interface Recording {
  id: string;
  title: string;
  from: string;
  to: string;
  machine: StateMachine;
  snapshot: number;
  now: () => number;
}

/**
 * Collects the events of one request. Chains call `before` and `after` around each stage, so a plugin never has to;
 * a plugin calls `note`. Events are appended in the order in which things happened and never changed afterwards.
 */
export class Recorder {
  readonly #about: Recording;
  readonly #startedAt: number;
  readonly #events: TraceEvent[] = [];
  readonly #open: number[] = [];
  #nextId = 1;

  constructor(about: Recording) {
    this.#about = about;
    this.#startedAt = about.now();
  }

  /** Opens a stage inside the stage that is open now; returns the id that joins its events. */
  before(stage: string): number {
    const id = this.#nextId++;
    const parent = this.#open.at(-1);
    const at = this.#about.now();
    this.#events.push(parent === undefined ? { kind: 'before', at, id, stage } : { kind: 'before', at, id, parent, stage });
    this.#open.push(id);
    return id;
  }

  /** Says something about the stage that is open now. Throws when none is: a note must belong to a stage. */
  note(text: string, more: { ok?: boolean; evidence?: Evidence } = {}): void {
    const id = this.#open.at(-1);
    if (id === undefined) throw new Error(`note outside any stage: ${text}`);
    this.#events.push({ kind: 'note', at: this.#about.now(), id, text, ...more });
  }

  /** Closes a stage. Throws when `id` is not the one opened last: stages nest, they never overlap. */
  after(id: number, verdict: Verdict, reason: string, evidence?: Evidence, code?: string): void {
    const open = this.#open.pop();
    if (open !== id) throw new Error(`stage ${id} closed while ${open ?? 'none'} was open`);
    const at = this.#about.now();
    this.#events.push({ kind: 'after', at, id, verdict, ...(code ? { code } : {}), reason, ...(evidence ? { evidence } : {}) });
  }

  hop(from: string, to: string, summary: string, message?: HttpMessage): void {
    const at = this.#about.now();
    this.#events.push(message ? { kind: 'hop', at, from, to, summary, message } : { kind: 'hop', at, from, to, summary });
  }

  store(verb: StoreVerb, key: string, resourceVersion: string): void {
    this.#events.push({ kind: 'store', at: this.#about.now(), verb, key, resourceVersion });
  }

  /** The finished trace. Throws when a stage is still open. */
  trace(): Trace {
    if (this.#open.length) throw new Error(`trace asked for while stage ${this.#open.at(-1)} is open`);
    const { id, title, from, to, machine, snapshot } = this.#about;
    return {
      version: TRACE_VERSION,
      id,
      startedAt: new Date(this.#startedAt).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      title,
      from,
      to,
      machine,
      snapshot,
      events: this.#events,
    };
  }
}
