// The world's clock. It stands still until it is told to move; what is due on the way happens in order.

interface Due {
  at: number;
  order: number;
  what: string;
  run: () => void | Promise<void>;
}

/**
 * Somebody who has things to do at moments that follow from how the world stands (a kubelet, a cleaner of old requests).
 * `next` is worked out anew whenever it is asked, from the store or from what a snapshot keeps: nothing planned outlives a fork.
 */
export interface DueSource {
  /** For people: "kubelet". */
  readonly name: string;
  /** Milliseconds since 1970 of the next thing to do; undefined when there is none. What lies in the past runs at the next advance. */
  next(): number | undefined;
  /** Does what is due now. `until`: nobody else has anything to do before then, so repetitions up to there may be done at once. */
  run(until: number): void | Promise<void>;
  /** How many things it would do up to then, as far as it knows now. */
  left?(until: number): number;
  /** The advance ends here, earlier than `until` said: whatever was put together for later is taken apart. */
  stop?(): void;
}

export interface AdvanceOptions {
  /** Repetitions may be done at once (the default). */
  fold?: boolean;
  /** Called between two things that were due, with 0 to 1: the place to breathe. False ends the advance where it is. */
  pace?(done: number): boolean | Promise<boolean>;
}

export class Clock {
  #now: number;
  #order = 0;
  #due: Due[] = [];
  #sources: DueSource[] = [];

  /** @param start RFC 3339 */
  constructor(start: string) {
    this.#now = Date.parse(start);
    if (Number.isNaN(this.#now)) throw new Error(`not a time: ${start}`);
  }

  /** Milliseconds since 1970. */
  now = (): number => this.#now;

  /** Whole seconds since 1970, as claims and timestamps count. */
  seconds(): number {
    return Math.floor(this.#now / 1000);
  }

  /** RFC 3339 in UTC with whole seconds, as the API writes times. */
  timestamp(): string {
    return new Date(Math.floor(this.#now / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  }

  /** Plans something for a moment; what lies in the past runs at the next advance. Returns a function that cancels it. */
  at(moment: number, what: string, run: () => void | Promise<void>): () => void {
    const due = { at: moment, order: this.#order++, what, run };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((d) => d !== due);
    };
  }

  /** From now on the source is asked whenever the clock moves; of two due at one moment the one that came first goes first. Returns the way out. */
  follow(source: DueSource): () => void {
    this.#sources.push(source);
    return () => {
      this.#sources = this.#sources.filter((s) => s !== source);
    };
  }

  /** Moves the clock and runs what becomes due, earliest first; each sees the clock at its own moment. What was planned goes before the sources. */
  async advance(milliseconds: number, { fold = true, pace }: AdvanceOptions = {}): Promise<void> {
    let end = this.#now + milliseconds;
    let stopped = false;
    let ran = 0;
    for (;;) {
      const next = this.#next();
      if (!next || next.at > end) break;
      this.#now = Math.max(this.#now, next.at);
      await next.run(fold ? Math.min(next.others, end) : this.#now);
      ran++;
      if (stopped || !pace || (await pace(ran / (ran + this.#left(end))))) continue;
      stopped = true;
      end = this.#now;
      for (const source of this.#sources) source.stop?.();
    }
    this.#now = end;
  }

  #left(until: number): number {
    return this.#sources.reduce((sum, source) => sum + (source.left?.(until) ?? 0), this.#due.filter(({ at }) => at <= until).length);
  }

  /** What is due first, and when somebody else is due after it. */
  #next(): { at: number; others: number; run(until: number): void | Promise<void> } | undefined {
    const planned = this.#due.toSorted((a, b) => a.at - b.at || a.order - b.order);
    const asked = this.#sources.map((source) => ({ source, at: source.next() ?? Number.POSITIVE_INFINITY })).sort((a, b) => a.at - b.at);
    const [due, source] = [planned[0], asked[0]];
    if (due && (!source || due.at <= source.at)) {
      const run = () => {
        this.#due = this.#due.filter((d) => d !== due);
        return due.run();
      };
      return { at: due.at, others: Math.min(planned[1]?.at ?? Number.POSITIVE_INFINITY, source?.at ?? Number.POSITIVE_INFINITY), run };
    }
    if (!source || source.at === Number.POSITIVE_INFINITY) return undefined;
    const others = Math.min(due?.at ?? Number.POSITIVE_INFINITY, asked[1]?.at ?? Number.POSITIVE_INFINITY);
    return { at: source.at, others, run: (until) => source.source.run(until) };
  }

  /** For snapshots: puts the clock back. What was planned stays planned. */
  set(now: number): void {
    this.#now = now;
  }
}
