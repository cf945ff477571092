// The world's clock. It stands still until it is told to move; what is due on the way happens in order.

interface Due {
  at: number;
  order: number;
  what: string;
  run: () => void | Promise<void>;
}

export class Clock {
  #now: number;
  #order = 0;
  #due: Due[] = [];

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

  /** Moves the clock and runs what becomes due, earliest first; each sees the clock at its own moment. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#due.filter((d) => d.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      this.#due = this.#due.filter((d) => d !== next);
      this.#now = Math.max(this.#now, next.at);
      await next.run();
    }
    this.#now = end;
  }

  /** For snapshots: puts the clock back. What was planned stays planned. */
  set(now: number): void {
    this.#now = now;
  }
}
