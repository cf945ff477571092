// What can be asked of the world's clock when it moves, and what is told on the way.
import type { Trace } from '../trace/event.ts';

/** A number of milliseconds, or the moment at which a kubelet renews a token, or at which a token on its disk ends. */
export type Amount = number | 'next-refresh' | 'expiry';

/** Milliseconds since 1970; undefined while no running pod holds a token. */
export interface Moments {
  /** A kubelet renews a token. */
  refresh: number | undefined;
  /** A token on its disk ends. */
  expiry: number | undefined;
}

/** A request that a component of the cluster made while the clock moved. */
export interface ComponentRun {
  trace: Trace;
  /** "kubelet" */
  component: string;
  /** Set when this run stands for many of its kind, of which it is the last. */
  folded?: { count: number; first: number; last: number };
}

export interface Advance {
  /** Renewals that nobody could tell apart are done as one (the default). */
  fold?: boolean;
  onRun?(run: ComponentRun): void;
  /** Called between two things that were due, with 0 to 1: the place to breathe. False ends the advance where it is. */
  pace?(done: number): boolean | Promise<boolean>;
}
