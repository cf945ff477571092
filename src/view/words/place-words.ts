// The words of gates and desks: for readers in full, for the drawing in pieces.
import type { RoomId, Trace } from '../../trace/event.ts';
import type { DeskView, GateView, Snapshot, Standing } from '../../trace/fold.ts';
import type { Step } from '../../trace/timeline.ts';
import { aboutOf } from './about.ts';
import { inSentence } from './names.ts';
import { unreached } from './unreached.ts';
import { WORD } from './verdict-words.ts';

interface Place {
  id?: string;
  /** Only desks are numbered. */
  number?: number;
  standing: Standing;
  configured: boolean;
}

/** A place that nobody set up is walked past, whatever is sent. A desk that is there, and comes after an error, was not asked. */
export function shown({ number, standing, configured }: Place): Standing {
  if (!configured && standing === 'not-asked') return 'skipped';
  return number !== undefined && configured && standing === 'skipped' ? 'not-asked' : standing;
}

export const reasonOf = (place: Place & { reason: string }): string =>
  place.configured ? place.reason : (aboutOf(place.id ?? '')?.absent ?? place.reason) || (shown(place) === 'skipped' ? 'not configured' : '');

/** "Authentication, recognised: static token file, arthur"; "Static token file, recognised: arthur, line 1". */
export function placeText(place: GateView | DeskView): string {
  const reason = reasonOf(place);
  return `${place.title}, ${WORD[shown(place)]}${reason ? `: ${reason}` : ''}`;
}

/** The word on the drawing: storage says what it did ("read") where that is one word. */
export function placeWord(place: Place & { reason: string }): string {
  return place.standing === 'passed' && /^\w{1,9}$/.test(place.reason) ? place.reason : WORD[shown(place)];
}

const SHORT: Record<string, string> = {
  network: 'network',
  reply: 'reply',
  'authn.bearer-token': 'bearer',
  'authz.rbac': 'RBAC',
};

/** A stage's name in the scrubber. */
export function shortName(trace: Trace, stage: string): string {
  if (stage === 'caller') return trace.from;
  if (stage === 'tls' && unreached(trace)) return 'connection';
  const known = aboutOf(stage)?.short ?? SHORT[stage];
  if (known) return known;
  if (stage === 'storage') return 'storage';
  const title = trace.machine.states.find((s) => s.id === stage)?.title;
  if (title?.startsWith('Amazon')) return title;
  return title ? inSentence(title) : stage.replace(/^[\w-]+\./, '').replaceAll('-', ' ');
}

/** "Step 8 of 15, service account tokens, recognised". */
export function stepText(trace: Trace, step: Step, count: number, snapshot: Snapshot): string {
  const about = `Step ${step.number} of ${count}`;
  const title = unreached(trace) ? undefined : trace.machine.states.find((s) => s.id === step.stage)?.title;
  const name = title ? inSentence(title) : shortName(trace, step.stage);
  if (step.kind === 'reply') return `${about}, reply, ${snapshot.response?.start ?? 'none'}`;
  if (step.kind === 'enter') return `${about}, ${name}, asking`;
  return `${about}, ${name}${step.verdict ? `, ${WORD[step.verdict]}` : ''}`;
}

/** What each room asks, short enough for its width. */
export const ROOM_QUESTION: Record<RoomId, string> = {
  caller: '',
  tls: 'Private?',
  authentication: 'Who are you?',
  impersonation: 'As whom?',
  authorization: 'May you do this?',
  admission: 'In order?',
  storage: 'Stored',
  party: '',
  reply: '',
};
