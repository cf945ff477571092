// Answers one message of the page from a backend, as the table of calls says.
import type { Backend } from './backend.ts';
import { CALLS } from './calls.ts';
import type { CallRequest, Reply } from './protocol.ts';

/** Sends events as they come and then the result, or the error: a bug of ours with its stack. */
export async function answer(backend: Backend, { id, call, values }: CallRequest, send: (reply: Reply) => void): Promise<void> {
  try {
    const listener = CALLS[call].tells ? [(event: unknown) => send({ id, event } as Reply)] : [];
    const result = await (backend[call] as (...values: readonly unknown[]) => Promise<unknown>)(...values, ...listener);
    send({ id, result });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    send({ id, error: { message, stack: stack ?? '' } });
  }
}
