// What goes between the page and its worker: plain values, both ways.
import type { BackendEvent, Checkpoint } from './backend.ts';
import type { CallName, Values } from './calls.ts';

/** One call of the table with its values. */
export type CallRequest = { [K in CallName]: { id: number; call: K; values: Values<K> } }[CallName];

export type Request = { call: 'restore'; from: Checkpoint } | { call: 'interrupt' } | CallRequest;

export type Reply = { id: number; event: BackendEvent } | { id: number; result: unknown } | { id: number; error: { message: string; stack: string } };
