// What goes between the page and its worker: plain values, both ways.
import type { Backend, BackendEvent, Checkpoint } from './backend.ts';

/** Calls that take values and give one back. */
export type PlainCall = Exclude<keyof Backend, 'run' | 'interrupt' | 'close'>;

export type Request =
  | { call: 'restore'; from: Checkpoint }
  | { call: 'interrupt' }
  | { id: number; call: 'run'; line: string }
  | { id: number; call: PlainCall; values: readonly unknown[] };

export type Reply = { id: number; event: BackendEvent } | { id: number; result: unknown } | { id: number; error: { message: string; stack: string } };
