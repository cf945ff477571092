// From the trace's picture to what is drawn: which rooms are lit, which gates are shut, where the envelope stands, what lies in it.

import type { Run } from '../../player/player.ts';
import { badgeOf } from '../../trace/badge.ts';
import type { Trace, UserInfo } from '../../trace/event.ts';
import type { DeskView, GateView, Snapshot, Standing } from '../../trace/fold.ts';
import { initialSnapshot } from '../../trace/fold.ts';
import { isRefusal, type Step } from '../../trace/timeline.ts';
import { DESK_TITLES } from '../words/about.ts';
import { shown } from '../words/place-words.ts';
import { unreached } from '../words/unreached.ts';

export interface Stamp {
  standing: Standing;
  word: string;
}

export interface Scene {
  gates: GateView[];
  desks: DeskView[];
  /** The desks stand open in the wide table. */
  open: boolean;
  where: 'caller' | 'door' | number;
  /** Index of the last room that was reached; rooms behind it are pale. */
  reached: number;
  stopped: boolean;
  badge: UserInfo | undefined;
  stamp: Stamp | undefined;
  /** Nobody there hands out badges: it is a party's house. */
  abroad: boolean;
  /** The reply is home, or there will be none. */
  done: boolean;
}

const STAMP: Partial<Record<Standing, string>> = { denied: 'Denied', error: 'Error', refused: 'Not sent' };

export function sceneOf(trace: Trace, step: Step, snapshot: Snapshot): Scene {
  if (unreached(trace)) return outsideScene(step, snapshot);
  const { desks, envelope } = snapshot;
  const badge = badgeOf(trace, snapshot);
  const gates = snapshot.gates.map((gate) => recognisedAlready(gate, desks, badge));
  const refusing = gates.findIndex((gate) => isRefusalOf(gate));
  const inRoom = gates.findIndex((gate) => gate.room === envelope.room);
  const tls = gates.findIndex((gate) => gate.room === 'tls');
  const tlsAnswered = tls >= 0 && gates[tls]?.standing !== 'not-asked' && gates[tls]?.standing !== 'not-reached';
  const where = envelope.room !== 'caller' ? inRoom : tlsAnswered ? tls : step.kind === 'send' ? 'caller' : 'door';
  const stopped = refusing >= 0 && refusing === where;
  const authentication = gates.find((gate) => gate.id === 'authentication');
  return {
    gates,
    desks,
    open: authentication?.standing === 'error',
    where,
    reached: typeof where === 'number' ? Math.max(where, 0) : 0,
    stopped,
    badge,
    stamp: stampOf(gates, refusing),
    abroad: gates.some((gate) => gate.room === 'party'),
    done: snapshot.done,
  };
}

/** Nobody answered: the envelope stays before the first gate, and no gate was ever asked. A server that did not run still has its house. */
function outsideScene(step: Step, snapshot: Snapshot): Scene {
  const seen = snapshot.gates.some((gate) => gate.room === 'authentication') ? snapshot : gatesAtRest(undefined);
  const gates = seen.gates.map((gate) => ({ ...gate, standing: snapshot.done ? ('not-reached' as const) : ('not-asked' as const), reason: '' }));
  const scene = emptyScene(gates, seen.desks);
  return { ...scene, where: step.kind === 'send' ? 'caller' : 'door', reached: -1, done: snapshot.done };
}

/** One desk is enough: the gate shows what it will say before it has said it, for nothing can change its mind. */
function recognisedAlready(gate: GateView, desks: readonly DeskView[], badge: UserInfo | undefined): GateView {
  if (gate.id !== 'authentication' || gate.standing !== 'asking') return gate;
  const hit = desks.find((desk) => desk.standing === 'recognised');
  return hit && badge ? { ...gate, standing: 'recognised', reason: `${hit.title.toLowerCase()}, ${badge.name}` } : gate;
}

const isRefusalOf = (gate: GateView): boolean =>
  gate.standing !== 'not-asked' && gate.standing !== 'asking' && gate.standing !== 'not-reached' && isRefusal(gate.standing);

/** What the authorizer decided stays on the letter, whatever a later gate says: the slip tells the rest. */
function stampOf(gates: readonly GateView[], refusing: number): Stamp | undefined {
  if (gates.some((gate) => gate.id === 'authorization' && gate.standing === 'allowed')) return { standing: 'allowed', word: 'Allowed' };
  const refused = gates[refusing];
  if (refused?.id === 'authentication') return { standing: 'error', word: 'Unknown' };
  return refused && { standing: refused.standing, word: STAMP[refused.standing] ?? 'Refused' };
}

/** Nothing was sent: the gates of the last machine that was seen, or of a plain API server, stand open and empty, or closed. */
export function emptyScene(seen: GateView[], desks: DeskView[], closed = false): Scene {
  const gates = closed ? seen.map((gate) => ({ ...gate, standing: 'not-reached' as const, reason: '' })) : seen;
  return { gates, desks, open: false, where: 'caller', reached: gates.length, stopped: false, badge: undefined, stamp: undefined, abroad: false, done: false };
}

export function gatesAtRest(run: Run | undefined): Pick<Scene, 'gates' | 'desks'> {
  if (run) return initialSnapshot(run.trace);
  return { gates: PLAIN.map((gate) => ({ ...gate, configured: true, standing: 'not-asked', reason: '' })), desks: PLAIN_DESKS };
}

/** The rooms before any trace has said which there are: names only, as on the plan of a house. */
const PLAIN: Pick<GateView, 'id' | 'room' | 'title' | 'question'>[] = [
  { id: 'tls', room: 'tls', title: 'TLS', question: 'Private?' },
  { id: 'authentication', room: 'authentication', title: 'Authentication', question: 'Who are you?' },
  { id: 'impersonation', room: 'impersonation', title: 'Impersonation', question: 'As whom?' },
  { id: 'authorization', room: 'authorization', title: 'Authorization', question: 'May you do this?' },
  { id: 'admission', room: 'admission', title: 'Admission', question: 'In order?' },
  { id: 'storage', room: 'storage', title: 'etcd', question: 'Stored' },
];

const PLAIN_DESKS: DeskView[] = DESK_TITLES.map((title, i) => ({
  id: title,
  number: i + 1,
  title,
  configured: true,
  standing: 'not-asked',
  code: '',
  reason: '',
  evidence: [],
}));

/** Only one desk speaks aloud while the envelope is in the room; behind it every desk that was asked may say why. */
export function deskIsTall(desk: DeskView, envelopeGone: boolean): boolean {
  const standing = shown(desk);
  if (!desk.reason && standing !== 'recognised') return false;
  if (standing === 'recognised' || standing === 'error') return true;
  return envelopeGone && standing === 'no-opinion';
}
