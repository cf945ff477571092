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
  playing: boolean;
  speed: Speed;
  /** How the playhead came here: `walk` may be animated, `jump` snaps from rest to rest. */
  moved: 'walk' | 'back' | 'jump';
}

export interface Player {
  store: StoreApi<PlayerState>;
  add(run: Omit<Run, 'timeline' | 'older'>, options?: { play?: boolean; at?: 'first' | 'last' }): void;
  select(id: string): void;
  /** Marks every run after this one as an older future. */
  leaveFuture(id: string): void;
  clear(): void;
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

export const currentRun = (state: PlayerState): Run | undefined => state.runs.find((r) => r.id === state.selected);
export const stepCount = (state: PlayerState): number => currentRun(state)?.timeline.steps.length ?? 0;

export function createPlayer({ rest, later }: PlayerOptions): Player {
  const store = createStore<PlayerState>(() => ({ runs: [], selected: undefined, step: 0, playing: false, speed: 1, moved: 'jump' }));
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
    store.setState({ step: Math.max(1, Math.min(count, Math.round(step))), moved });
  };

  /** A person took the playhead: playing ends. */
  const byHand = (step: number, moved: PlayerState['moved']): void => {
    stop();
    store.setState({ playing: false });
    move(step, moved);
  };

  return {
    store,
    add(run, { play = false, at = 'first' } = {}) {
      stop();
      const full: Run = { ...run, timeline: timeline(run.trace), older: false };
      store.setState((s) => ({ runs: [...s.runs, full] }));
      if (run.background && store.getState().selected !== undefined) return;
      store.setState({ selected: run.id, step: at === 'first' ? 1 : full.timeline.steps.length, playing: play, moved: 'jump' });
      schedule();
    },
    select(id) {
      stop();
      const run = store.getState().runs.find((r) => r.id === id);
      if (run) store.setState({ selected: id, step: run.timeline.steps.length, playing: false, moved: 'jump' });
    },
    leaveFuture(id) {
      const from = store.getState().runs.findIndex((r) => r.id === id);
      if (from < 0) return;
      store.setState((s) => ({ runs: s.runs.map((r, i) => (i >= from ? { ...r, older: true } : r)) }));
    },
    clear() {
      stop();
      store.setState({ runs: [], selected: undefined, step: 0, playing: false, moved: 'jump' });
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
