// A client that never got through: nobody answered the call, or what answered was not believed. Nothing was sent either way.
import type { Trace } from '../../trace/event.ts';

/** What the client met instead of a server: "connection refused", "no such host". Undefined when somebody answered. */
export function unreached(trace: Trace): string | undefined {
  const reason = tlsRefusal(trace);
  if (reason === undefined) return undefined;
  if (reason.startsWith('connection refused')) return 'connection refused';
  return reason.startsWith('no such host') ? 'no such host' : undefined;
}

/** Why the client did not send its request; undefined when it did. */
export function tlsRefusal(trace: Trace): string | undefined {
  let tls = -1;
  for (const event of trace.events) {
    if (event.kind === 'before' && event.stage === 'tls') tls = event.id;
    else if (event.kind === 'after' && event.id === tls) return event.verdict === 'refused' ? event.reason : undefined;
  }
  return undefined;
}

/** The server did not run, so its machine has no gate but the one every client knows. */
export const nobodyHome = (trace: Trace): boolean =>
  unreached(trace) === 'connection refused' && !trace.machine.states.some((state) => state.room === 'authentication');
