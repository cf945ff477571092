// A session without a page: a real world in process, a clock of its own, and an address and a storage that are only values.
import { loadLesson, titles } from '../../lessons/titles.ts';
import type { Trace } from '../../trace/event.ts';
import type { Backend } from '../backend/backend.ts';
import { openHere } from '../backend/worker.ts';
import type { Environment } from '../session/environment.ts';
import { createSession, type OpenSession } from '../session/session.ts';

export interface Headless extends OpenSession {
  /** Runs what waits, until nothing does, or for so many milliseconds of the page's time. */
  pass(milliseconds: number): void;
  query(): string;
  stored(): string | null;
}

export interface HeadlessOptions {
  query?: string;
  stored?: string | null;
  storage?: 'denied' | 'full';
  /** The default: nothing plays by itself, and a restart shows no stages. */
  reducedMotion?: boolean;
  /** The engine is loaded only when the returned promise says so. */
  slowly?: Promise<void>;
  /** Told each trace as the world hands it out. */
  saw?: (trace: Trace) => void;
}

export function headless({ query = '?lab=1', stored = null, storage, reducedMotion = true, slowly, saw }: HeadlessOptions = {}): Headless {
  let now = 0;
  let order = 0;
  let waiting: { at: number; order: number; run: () => void }[] = [];
  let address = query;
  let kept = stored;
  const later: Environment['later'] = (run, milliseconds) => {
    const timer = { at: now + milliseconds, order: order++, run };
    if (milliseconds === 0) {
      queueMicrotask(run);
      return () => {};
    }
    waiting.push(timer);
    return () => {
      waiting = waiting.filter((other) => other !== timer);
    };
  };
  const pass = (milliseconds: number): void => {
    const end = now + milliseconds;
    for (;;) {
      const next = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      waiting = waiting.filter((other) => other !== next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
  };
  const environment: Environment = {
    later,
    idle: (run) => run(),
    query: () => address,
    setQuery: (next) => {
      address = next;
    },
    onQuery: () => {},
    storage:
      storage === 'denied'
        ? undefined
        : {
            read: () => kept,
            write: (text) => {
              if (storage === 'full') throw new Error('QuotaExceededError');
              kept = text;
            },
          },
    layout: () => 'lab',
    onLayout: () => {},
    prefersDark: () => false,
    reducedMotion: () => reducedMotion,
    hasCrypto: true,
    setTheme: () => {},
    download: () => {},
  };
  const session = createSession({
    environment,
    titles,
    loadLesson,
    openBackend: async () => {
      await slowly;
      return saw ? watched(openHere(), saw) : openHere();
    },
  });
  session.ready();
  return { ...session, pass, query: () => address, stored: () => kept };
}

/** The same world, that also tells each trace it hands out. */
const watched = (backend: Backend, saw: (trace: Trace) => void): Backend => ({
  ...backend,
  run: (line, onEvent) =>
    backend.run(line, (event) => {
      if (event.type === 'run') saw(event.trace);
      onEvent(event);
    }),
  async applyRbac(text) {
    const applied = await backend.applyRbac(text);
    for (const { trace } of applied.runs) saw(trace);
    return applied;
  },
});
