// Time. A cursor over the steps of one trace, and the list of runs to choose from. Knows nothing of what is drawn.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Trace } from '../trace/event.ts';
import { type Timeline, timeline } from '../trace/timeline.ts';

export interface Run {
  id: string;
  trace: Trace;
  timeline: Timeline;
  /** Which typed command it belongs to. */
  command: number;
  /** The command's program: "curl", "kubectl", "rbac editor". */
  program: string;
  /** kubectl's discovery and the like: folded away in the list. */
  background: boolean;
  /** It stands for so many of its kind, of which it is the last. Milliseconds since 1970. */
  folded?: { count: number; first: number; last: number };
  /** What tokens.csv on the node held when it was sent. */
  tokensOnDisk?: string | undefined;
  /** It belongs to a future that was left: somebody acted before it. */
  older: boolean;
}

export type Speed = 0.5 | 1 | 2;

export interface PlayerState {
  runs: Run[];
  /** Id of the selected run; undefined before the first. */
  selected: string | undefined;
  /** From 1; 0 before the first run. */
  step: number;
  /** The furthest step seen since the run was selected; standing before it means that somebody went back. */
  reached: number;
  playing: boolean;
  speed: Speed;
  /** How the playhead came here: `walk` may be animated, `jump` snaps from rest to rest. */
  moved: 'walk' | 'back' | 'jump';
}

export interface AddOptions {
  play?: boolean;
  at?: 'first' | 'last';
  /** Whether the playhead moves to it; background runs leave it where it is, unless it is nowhere. */
  select?: boolean;
}

export interface Player {
  store: StoreApi<PlayerState>;
  add(run: Omit<Run, 'timeline' | 'older'>, options?: AddOptions): void;
  select(id: string): void;
  /** No run is shown any more; all of them stay in the list. */
  putAway(): void;
  /** Marks this run and every one after it as an older future. */
  leaveFuture(id: string): void;
  clear(): void;
  /** Puts a list of runs back as it was, at rest. */
  restore(state: Pick<PlayerState, 'runs' | 'selected' | 'step' | 'reached'>): void;
  first(): void;
  back(): void;
  next(): void;
  last(): void;
  seek(step: number): void;
  play(): void;
  pause(): void;
  setSpeed(speed: Speed): void;
}

export interface PlayerOptions {
  /** How long the playhead rests on a step at speed 1, in milliseconds. */
  rest(run: Run, step: number): number;
  later(run: () => void, milliseconds: number): () => void;
}

/** Somebody took the playhead back and left it there: what is done next is done at that earlier moment. */
export const standsBack = (state: PlayerState): boolean => !state.playing && state.step > 0 && state.step < state.reached && currentRun(state)?.older === false;

/** Its last step has not been seen since it was selected: what came of it is not told anywhere else. */
export const isUnderway = (state: PlayerState, run: Run | undefined): boolean =>
  run !== undefined && run.id === state.selected && state.reached < run.timeline.steps.length;

export const currentRun = (state: PlayerState): Run | undefined => state.runs.find((r) => r.id === state.selected);
export const stepCount = (state: PlayerState): number => currentRun(state)?.timeline.steps.length ?? 0;

export function createPlayer({ rest, later }: PlayerOptions): Player {
  const store = createStore<PlayerState>(() => ({ runs: [], selected: undefined, step: 0, reached: 0, playing: false, speed: 1, moved: 'jump' }));
  let cancel: (() => void) | undefined;

  const stop = (): void => {
    cancel?.();
    cancel = undefined;
  };

  /** Waits out the rest of the present step, then walks on; stops by itself at the end. */
  const schedule = (): void => {
    stop();
    const state = store.getState();
    const run = currentRun(state);
    if (!state.playing || !run) return;
    if (state.step >= run.timeline.steps.length) {
      store.setState({ playing: false });
      return;
    }
    cancel = later(() => {
      move(store.getState().step + 1, 'walk');
      schedule();
    }, rest(run, state.step) / state.speed);
  };

  const move = (step: number, moved: PlayerState['moved']): void => {
    const count = stepCount(store.getState());
    if (count === 0) return;
    const to = Math.max(1, Math.min(count, Math.round(step) || 1));
    store.setState((s) => ({ step: to, reached: Math.max(s.reached, to), moved }));
  };

  /** A person took the playhead: playing ends. */
  const byHand = (step: number, moved: PlayerState['moved']): void => {
    stop();
    store.setState({ playing: false });
    move(step, moved);
  };

  return {
    store,
    add(run, { play = false, at = 'first', select = !run.background } = {}) {
      const full: Run = { ...run, timeline: timeline(run.trace), older: false };
      if (!select && store.getState().selected !== undefined) {
        store.setState((s) => ({ runs: [...s.runs, full] }));
        return;
      }
      const step = at === 'first' ? 1 : full.timeline.steps.length;
      store.setState((s) => ({ runs: [...s.runs, full], selected: run.id, step, reached: step, playing: play, moved: 'jump' }));
      schedule();
    },
    select(id) {
      stop();
      const run = store.getState().runs.find((r) => r.id === id);
      if (!run) return;
      const step = run.timeline.steps.length;
      store.setState({ selected: id, step, reached: step, playing: false, moved: 'jump' });
    },
    putAway() {
      stop();
      store.setState({ selected: undefined, step: 0, reached: 0, playing: false, moved: 'jump' });
    },
    leaveFuture(id) {
      const from = store.getState().runs.findIndex((r) => r.id === id);
      if (from < 0) return;
      store.setState((s) => ({ runs: s.runs.map((r, i) => (i >= from ? { ...r, older: true } : r)) }));
    },
    clear() {
      stop();
      store.setState({ runs: [], selected: undefined, step: 0, reached: 0, playing: false, moved: 'jump' });
    },
    restore({ runs, selected, step, reached }) {
      stop();
      store.setState({ runs, selected, step, reached, playing: false, moved: 'jump' });
    },
    first: () => byHand(1, 'jump'),
    back: () => byHand(store.getState().step - 1, 'back'),
    next: () => byHand(store.getState().step + 1, 'walk'),
    last: () => byHand(stepCount(store.getState()), 'jump'),
    seek: (step) => byHand(step, 'jump'),
    play() {
      if (stepCount(store.getState()) === 0) return;
      if (store.getState().step >= stepCount(store.getState())) move(1, 'jump');
      store.setState({ playing: true });
      schedule();
    },
    pause() {
      stop();
      store.setState({ playing: false });
    },
    setSpeed(speed) {
      store.setState({ speed });
      schedule();
    },
  };
}
