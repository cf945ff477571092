// What the parts of the session share. Each part owns some fields of the state; all acts on the world go through `act`.
import type { StoreApi } from 'zustand/vanilla';
import type { Player, Run } from '../../player/player.ts';
import type { Ports, Session } from '../../ports/ports.ts';
import type { Trace } from '../../trace/event.ts';
import type { Backend, Facts, RunReport } from '../backend/backend.ts';
import type { EditHistory } from './edit-history.ts';
import type { Environment } from './environment.ts';
import type { Place, SavedState } from './saved-state.ts';

export interface Context {
  readonly environment: Environment;
  readonly state: StoreApi<Session>;
  readonly player: Player;
  readonly history: EditHistory;
  readonly saved: SavedState;
  /** Waits for its turn, forks when the playhead stands back in time, then calls. Never rejects for what a learner did. */
  act<T>(call: (backend: Backend) => Promise<T>): Promise<T>;
  /** Like act, but only looks: it never forks. */
  look<T>(call: (backend: Backend) => Promise<T>): Promise<T>;
  /** For Ctrl-C, which overtakes everything; undefined before the engine was loaded. */
  backendNow(): Backend | undefined;
  /** Takes over how the world stands. */
  learn(facts: Facts): void;
  facts(): Facts | undefined;
  notice(severity: 'info' | 'warning', text: string): void;
  /** The next number of a command; runs of one command share it. */
  nextCommand(): number;
  nextRun(): string;
  /** Where the learner is: "lab" or a lesson's slug. What is kept between visits is kept by place. */
  place(): string;
  /** For what wants something of another part. */
  wishes(): Ports;
  commands(): CommandBook;
  lesson(): LessonHooks;
  /** The Tokens tab collects what a request shows and what its reply gives. */
  collectTokens(trace: Trace): void;
  /** Several flags at once, as one edit. */
  setFlags(values: Record<string, string>, label: string): void;
  /** What was edited a moment ago and still waits counts before anything else is done. */
  flush(): Promise<unknown>;
}

/** What the terminal knows of each command. */
export interface CommandBook {
  /** Shows what was held back. */
  release(command: number): void;
  lineOf(command: number): string | undefined;
  addRun(report: RunReport, command: number, options: { play?: boolean; select?: boolean }): Run['id'];
  /** Remembers how the world stood before this command. */
  mark(command: number, mark: number): void;
  markOf(command: number): number | undefined;
}

/** What a lesson wants to know of each command. */
export interface LessonHooks {
  /** The output of this line waits until the playhead is at the reply. */
  holds(line: string, origin: 'typed' | 'row'): boolean;
  /** A run came in; `held` until the playhead is at its reply. */
  sawRun(run: Pick<Run, 'id' | 'trace' | 'background'>, command: number): void;
  finished(command: number, line: string): void;
}

/** Changes what is kept between visits of the place where the learner is. */
export function keep({ saved, place }: Pick<Context, 'saved' | 'place'>, change: (kept: Place) => void): void {
  saved.change(({ places }) => {
    const kept = (places[place()] ??= { edits: {} });
    change(kept);
  });
}

/** Something that must be taken away from Promise's silent side: a bug of ours becomes a notice and a line in the console. */
export function report(context: Pick<Context, 'notice'>, error: unknown): void {
  if (error instanceof Error && error.name === 'WorkerEnded') return;
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  context.notice('warning', `Something broke in Gatehouse itself: ${message}`);
}
