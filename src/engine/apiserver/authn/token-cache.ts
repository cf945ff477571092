// Models staging/src/k8s.io/apiserver/pkg/authentication/token/cache/cached_token_authenticator.go as kube-apiserver sets it up: what was accepted is
// believed for ten seconds, what was refused is asked anew. Left out: hashing of the keys, shared lookups (there is one request at a time).
import type { Evidence, Verdict } from '../../../trace/event.ts';
import type { Authentication } from './authenticator.ts';

export const TOKEN_CACHE_MS = 10_000;

export interface DeskAnswer {
  stage: string;
  verdict: Verdict;
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

export class TokenCache {
  #entries = new Map<string, Remembered>();
  #sweepAt = 1000;

  get(token: string, audiences: readonly string[], now: number): Remembered | undefined {
    const entry = this.#entries.get(keyOf(token, audiences));
    return entry && now >= entry.at && now < entry.at + TOKEN_CACHE_MS ? entry : undefined;
  }

  put(token: string, audiences: readonly string[], entry: Remembered): void {
    if (this.#entries.size >= this.#sweepAt) {
      for (const [key, old] of this.#entries) if (entry.at >= old.at + TOKEN_CACHE_MS) this.#entries.delete(key);
      this.#sweepAt = Math.max(1000, this.#entries.size * 2);
    }
    this.#entries.set(keyOf(token, audiences), entry);
  }

  snapshot(): ReadonlyMap<string, Remembered> {
    return new Map(this.#entries);
  }

  restore(entries: ReadonlyMap<string, Remembered>): void {
    this.#entries = new Map(entries);
  }
}

const keyOf = (token: string, audiences: readonly string[]): string =>
  audiences.length === 1 ? `${token}\n${audiences[0]}` : [token, ...audiences].join('\n');
