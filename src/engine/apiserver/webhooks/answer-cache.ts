// Models apimachinery pkg/util/cache as the webhooks use it: an answer is believed until its time is over, on the world's clock.
// Left out: making room by age (the real ones hold 8192 answers; no learner asks so often).

/** What a running server remembers; a world's snapshot keeps it. */
export interface Memory {
  snapshot(): unknown;
  restore(saved: unknown): void;
}

interface Entry<T> {
  readonly value: T;
  readonly at: number;
  readonly until: number;
}

export class AnswerCache<T> implements Memory {
  #entries: ReadonlyMap<string, Entry<T>> = new Map();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer and how long ago it was given, in milliseconds. */
  get(key: string): { value: T; age: number } | undefined {
    const entry = this.#entries.get(key);
    const now = this.#now();
    return entry && now < entry.until ? { value: entry.value, age: now - entry.at } : undefined;
  }

  put(key: string, value: T, ttlMs: number): void {
    if (ttlMs <= 0) return;
    const now = this.#now();
    // A map once made is never changed: snapshots share it.
    const alive = [...this.#entries].filter(([, e]) => e.until > now);
    this.#entries = new Map(alive).set(key, { value, at: now, until: now + ttlMs });
  }

  snapshot(): unknown {
    return this.#entries;
  }

  restore(saved: unknown): void {
    this.#entries = saved as ReadonlyMap<string, Entry<T>>;
  }
}
