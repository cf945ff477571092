// What survives a reload. It comes back from outside, so it passes a schema before anything else sees it.
import * as v from 'valibot';
import type { Edits } from '../backend/backend.ts';
import type { Environment } from './environment.ts';

const flags = v.record(v.string(), v.union([v.string(), v.array(v.string())]));
const edits = v.object({
  tokensCsv: v.optional(v.string()),
  tokensRead: v.optional(v.string()),
  rbac: v.optional(v.string()),
  flags: v.optional(flags),
});

const schema = v.object({
  version: v.literal(1),
  theme: v.optional(v.picklist(['light', 'dark'])),
  /** By place: "lab" or a lesson's slug. */
  places: v.record(
    v.string(),
    v.object({
      edits,
      /** Lesson steps whose goal was reached. */
      done: v.optional(v.array(v.boolean())),
    }),
  ),
});

export interface Place {
  edits: Edits;
  done?: boolean[];
}

export interface Saved {
  version: 1;
  theme?: 'light' | 'dark';
  places: Record<string, Place>;
}

export interface SavedState {
  get(): Saved;
  change(change: (saved: Saved) => void): void;
  /** One line for a notice, when something was wrong with what was kept or with keeping it. */
  problem: string | undefined;
}

const LIMIT = 400_000;

export function openSavedState(environment: Environment): SavedState {
  const fresh = (): Saved => ({ version: 1, places: {} });
  let saved = fresh();
  let problem: string | undefined;
  const { storage } = environment;
  if (!storage) problem = 'This browser keeps no data for this page: your changes last until you close it.';
  else {
    const text = read(storage);
    if (text !== null) {
      const result = parse(text);
      if (result) saved = result;
      else problem = 'What this browser had kept of your last visit was damaged, so you start afresh.';
    }
  }
  let cancel: (() => void) | undefined;
  return {
    get: () => saved,
    problem,
    change(change) {
      change(saved);
      if (!storage) return;
      cancel?.();
      cancel = environment.later(() => {
        const text = JSON.stringify(saved);
        if (text.length > LIMIT) return;
        try {
          storage.write(text);
        } catch {
          // The quota is full: the visit goes on in memory.
        }
      }, 100);
    },
  };
}

function read(storage: NonNullable<Environment['storage']>): string | null {
  try {
    return storage.read();
  } catch {
    return null;
  }
}

function parse(text: string): Saved | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? (result.output as Saved) : undefined;
  } catch {
    return undefined;
  }
}
