// Whose badge lies in the envelope at one place of a trace.
import type { Trace, UserInfo } from './event.ts';
import type { Snapshot } from './fold.ts';

/** The badge is handed out at the desk that recognises; only the gate's step, after it, takes the credential away. */
export function badgeOf(trace: Trace, snapshot: Snapshot): UserInfo | undefined {
  if (snapshot.user) return snapshot.user;
  if (!snapshot.desks.some((desk) => desk.standing === 'recognised')) return undefined;
  const stages = new Map<number, string>();
  for (const event of trace.events) {
    if (event.kind === 'before') stages.set(event.id, event.stage);
    else if (event.kind === 'after' && stages.get(event.id) === 'authentication') return event.evidence?.type === 'user' ? event.evidence.user : undefined;
  }
  return undefined;
}
