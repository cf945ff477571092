// Models staging/src/k8s.io/apiserver/pkg/authentication/token/cache/cached_token_authenticator.go as kube-apiserver sets it up: what was accepted is
// believed for ten seconds, what was refused is asked anew. Left out: hashing of the keys, shared lookups (there is one request at a time).
import type { Evidence, Verdict } from '../../../trace/event.ts';
import type { Authentication } from './authenticator.ts';

export const TOKEN_CACHE_MS = 10_000;

export interface DeskAnswer {
  stage: string;
  verdict: Verdict;
  code?: string;
  reason: string;
  evidence?: Evidence;
}

export type Recognised = Extract<Authentication, { verdict: 'recognised' }>;

export interface Remembered {
  at: number;
  answer: Recognised;
  /** Title of the desk that knew it. */
  desk: string;
  /** What each desk said then; a hit shows it again. */
  desks: readonly DeskAnswer[];
}

/** Entries by token, then by the audiences they were asked for: a long token is hashed once and never copied. */
type Entries = Map<string, readonly { audiences: string; entry: Remembered }[]>;

export class TokenCache {
  #entries: Entries = new Map();
  #sweepAt = 1000;

  get(token: string, audiences: readonly string[], now: number): Remembered | undefined {
    const rows = this.#entries.get(token);
    if (!rows) return undefined;
    const asked = JSON.stringify(audiences);
    const entry = rows.find((row) => row.audiences === asked)?.entry;
    return entry && now >= entry.at && now < entry.at + TOKEN_CACHE_MS ? entry : undefined;
  }

  put(token: string, audiences: readonly string[], entry: Remembered): void {
    if (this.#entries.size >= this.#sweepAt) {
      for (const [key, rows] of this.#entries) if (rows.every((old) => entry.at >= old.entry.at + TOKEN_CACHE_MS)) this.#entries.delete(key);
      this.#sweepAt = Math.max(1000, this.#entries.size * 2);
    }
    const asked = JSON.stringify(audiences);
    const others = this.#entries.get(token)?.filter((row) => row.audiences !== asked) ?? [];
    this.#entries.set(token, [...others, { audiences: asked, entry }]);
  }

  snapshot(): TokenCacheSnapshot {
    return new Map(this.#entries);
  }

  restore(entries: TokenCacheSnapshot): void {
    this.#entries = new Map(entries);
  }
}

export type TokenCacheSnapshot = ReadonlyMap<string, readonly { audiences: string; entry: Remembered }[]>;
