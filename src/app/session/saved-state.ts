// What survives a reload. It comes back from outside, so it passes a schema before anything else sees it.
import { isJsonObject } from '../../trace/json.ts';
import type { Edits } from '../backend/backend.ts';
import type { Environment } from './environment.ts';

export interface Place {
  edits: Edits;
  done?: boolean[];
}

export interface Saved {
  version: 1;
  theme?: 'light' | 'dark';
  places: Record<string, Place>;
  /** Which plugin when: the learner's answers by plugin and situation. */
  fits?: Record<string, Record<string, boolean>>;
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
  let kept = fresh();
  let problem: string | undefined;
  const { storage } = environment;
  if (!storage) problem = 'This browser keeps no data for this page: your changes last until you close it.';
  else {
    const found = read(storage);
    if (found !== null) {
      const result = parse(found);
      if (result) kept = result;
      else problem = 'What this browser had kept of your last visit was damaged, so you start afresh.';
    }
  }
  return {
    get: () => kept,
    problem,
    change(change) {
      change(kept);
      if (!storage) return;
      // At once: whoever reloads in the same breath keeps what was just typed.
      const found = JSON.stringify(kept);
      if (found.length > LIMIT) return;
      try {
        storage.write(found);
      } catch {
        // The quota is full: the visit goes on in memory.
      }
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

/** The schema, by hand: it is small, and a first visit should not load a library for it. Anything else is damaged. */
function parse(text: string): Saved | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSaved(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const record =
  (check: Check): Check =>
  (value) =>
    isJsonObject(value) && Object.values(value).every(check);
/** Exactly these fields. */
const shape =
  (fields: Record<string, Check>): Check =>
  (value) =>
    isJsonObject(value) && Object.keys(value).every((key) => key in fields) && Object.entries(fields).every(([key, check]) => check(value[key]));

const edits = shape({
  tokensCsv: optional(text),
  tokensRead: optional(text),
  rbac: optional(text),
  auditPolicy: optional(text),
  flags: optional(record((value) => text(value) || list(text)(value))),
  // Each is held against the parties' own schema before it stands anywhere.
  parties: optional(list(isJsonObject)),
  laptop: optional(record(text)),
});
const place = shape({ edits, done: optional(list((value) => typeof value === 'boolean')) });
const saved = shape({
  version: (value) => value === 1,
  theme: optional((value) => value === 'light' || value === 'dark'),
  places: record(place),
  fits: optional(record(record((value) => typeof value === 'boolean'))),
});
const isSaved = (value: unknown): value is Saved => saved(value);
