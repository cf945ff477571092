// One sentence for each answer of each desk, from its about-file. A reason without a code, as in a trace of old, gets a sentence from the desk's title.
import type { Evidence } from '../../trace/event.ts';
import type { DeskView, Snapshot } from '../../trace/fold.ts';
import { isJsonObject, type Json } from '../../trace/json.ts';
import { aboutOf, filled } from './about.ts';
import { callName, inSentence, within } from './names.ts';

/** Who the desk says this is; the badge itself may be put on only by the gate's next step. */
function named(desk: DeskView, snapshot: Snapshot): string {
  for (const evidence of desk.evidence) {
    if (evidence.type === 'csv-row' || evidence.type === 'user') return callName(evidence.user);
    if (evidence.type === 'jwt') return subject(evidence) ?? callName(snapshot.user);
    if (evidence.type === 'certificate') return evidence.chain[0]?.commonName ?? callName(snapshot.user);
  }
  return snapshot.user ? callName(snapshot.user) : desk.reason || 'somebody';
}

const field = (value: Json | undefined, key: string): Json | undefined => (isJsonObject(value) ? value[key] : undefined);

type Jwt = Extract<Evidence, { type: 'jwt' }>;

function subject({ payload }: Jwt): string | undefined {
  const sub = field(payload, 'sub');
  return typeof sub === 'string' ? (sub.split(':').at(-1) ?? sub) : undefined;
}

export function deskSentence(desk: DeskView, snapshot: Snapshot, isLast: boolean): string {
  const { standing, title, reason, id, code } = desk;
  const next = isLast ? 'and nobody is left to ask' : 'so the next desk is asked';
  const known = aboutOf(id)?.says[code];
  if (known) return filled(known, { who: named(desk, snapshot), reason, next });
  if (standing === 'recognised') return within((t, who) => `${t} knows you: you are ${who}.`, title, named(desk, snapshot));
  if (standing === 'no-opinion') return within((t, why) => `${t} has no opinion${why ? ` (${why})` : ''}, ${next}.`, title, reason);
  if (standing === 'error') {
    if (!reason) return within((t) => `${t} reports an error, so there is no badge for you.`, title);
    return within((t, why) => `${t} reports an error: ${why}.`, title, reason);
  }
  return within((t) => `The desk for ${inSentence(t)} reads the request.`, title);
}
