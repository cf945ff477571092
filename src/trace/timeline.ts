// Turns the events of a trace into the steps a person walks through. Every step changes one thing in the picture.
import type { RoomId, Trace, TraceEvent, Verdict } from './event.ts';
import { shownVerdict } from './fold.ts';

/**
 * `send`: the sealed envelope stands beside the caller. `network`: it travels. `enter`: it stands in a room that will judge it.
 * `judged`: a desk or a gate has answered. `outside`: the server asks another party. `reply`: the answer is home.
 */
export type StepKind = 'send' | 'network' | 'enter' | 'judged' | 'outside' | 'reply';

export interface Step {
  /** From 1. */
  number: number;
  kind: StepKind;
  /** How many events have happened when this step is at rest. */
  events: number;
  /** State the step is about: "authn.static-token-file", "authorization"; the caller's name for `send`. */
  stage: string;
  room: RoomId;
  verdict?: Verdict;
  /** Names the reason, where words hang on it. */
  code?: string;
  reason: string;
}

/** A stretch of the scrubber. Widths are steps, not time. `first` and `last` are step numbers, inclusive. */
export interface Span {
  stage: string;
  first: number;
  last: number;
  verdict?: Verdict;
  /** The verdict that decided the request stands out. */
  decisive: boolean;
}

export interface Timeline {
  steps: Step[];
  /** Upper lane: network, gates, reply. Lower lane: the desks and the authorizer that were asked. */
  rooms: Span[];
  desks: Span[];
}

type After = Extract<TraceEvent, { kind: 'after' }>;

const SILENT_WHEN_PASSED = new Set(['request-info', 'audit', 'flow-control', 'routing']);
const ENTERED = new Set(['authentication', 'authorization']);
const REFUSALS: ReadonlySet<Verdict> = new Set(['refused', 'error', 'denied', 'not-found', 'conflict', 'invalid']);

export const isRefusal = (verdict: Verdict | undefined): boolean => verdict !== undefined && REFUSALS.has(verdict);

export function timeline(trace: Trace): Timeline {
  const room = new Map(trace.machine.states.map((s) => [s.id, s.room]));
  const stageOf = new Map<number, { stage: string; parent: string | undefined }>();
  const steps: Step[] = [{ number: 1, kind: 'send', events: 0, stage: 'caller', room: 'caller', reason: '' }];
  const push = (step: Omit<Step, 'number'>): void => {
    steps.push({ number: steps.length + 1, ...step });
  };

  /** The room that waits while somebody outside is asked. */
  let waiting: RoomId = room.has('party') ? 'party' : 'authentication';
  trace.events.forEach((event, index) => {
    const events = index + 1;
    if (event.kind === 'hop') {
      if (event.from === trace.from) push({ kind: 'network', events, stage: 'network', room: 'caller', reason: event.summary });
      else if (event.to === trace.from) push({ kind: 'reply', events, stage: 'reply', room: 'reply', reason: event.summary });
      else push({ kind: 'outside', events, stage: event.from === trace.to ? event.to : event.from, room: waiting, reason: event.summary });
    } else if (event.kind === 'before') {
      const parent = event.parent === undefined ? undefined : stageOf.get(event.parent)?.stage;
      stageOf.set(event.id, { stage: event.stage, parent });
      if (ENTERED.has(event.stage)) waiting = room.get(event.stage) ?? waiting;
      if (ENTERED.has(event.stage)) push({ kind: 'enter', events, stage: event.stage, room: room.get(event.stage) ?? 'authentication', reason: '' });
    } else if (event.kind === 'after') {
      judged(event, events);
    }
  });
  const last = steps.at(-1);
  if (last) last.events = trace.events.length;

  function judged(event: After, events: number): void {
    const { stage, parent } = stageOf.get(event.id) ?? { stage: '', parent: undefined };
    const previous = steps.at(-1);
    const inAuthentication = parent === 'authentication' || parent === 'authn.bearer-token';
    const step = {
      kind: 'judged' as const,
      events,
      stage,
      room: room.get(stage) ?? room.get(parent ?? '') ?? 'authentication',
      verdict: shownVerdict(event),
      ...(event.code ? { code: event.code } : {}),
      reason: event.reason,
    };
    if (inAuthentication) {
      if (event.verdict === 'skipped') return;
      if (stage === 'authn.bearer-token' && event.verdict !== 'error') return;
      push(step);
    } else if (parent === 'party') {
      push({ ...step, room: 'party' });
    } else if (stage === 'party' && previous?.kind === 'judged' && previous.room === 'party') {
      previous.events = events; // its answer is what it came to last
    } else if (parent !== undefined) {
      return; // authorizers and the like are seen together with their gate
    } else if (SILENT_WHEN_PASSED.has(stage) && !isRefusal(event.verdict)) {
      return;
    } else if (stage === 'authentication' && event.verdict === 'error' && previous?.stage.startsWith('authn.') && previous.verdict === 'error') {
      previous.events = events; // the gate says what its last desk said
    } else push(step);
  }

  return { steps, ...lanes(trace, steps) };
}

function lanes(trace: Trace, steps: readonly Step[]): Pick<Timeline, 'rooms' | 'desks'> {
  const rooms: Span[] = [];
  const desks: Span[] = [];
  const gateOf = (step: Step): string => {
    if (step.kind === 'send') return 'network';
    const state = trace.machine.states.find((s) => s.id === step.stage);
    return state?.parent ?? (step.kind === 'outside' || step.room === 'party' ? step.room : step.stage.startsWith('authn.') ? 'authentication' : step.stage);
  };
  for (const step of steps) {
    const gate = gateOf(step);
    const open = rooms.at(-1);
    if (open?.stage === gate) open.last = step.number;
    else rooms.push({ stage: gate, first: step.number, last: step.number, decisive: false });
    const span = rooms.at(-1);
    if (span && step.verdict && step.stage === gate) span.verdict = step.verdict;
    if (step.kind === 'judged' && step.stage !== gate) {
      const verdict = step.verdict;
      desks.push({
        stage: step.stage,
        first: step.number,
        last: step.number,
        ...(verdict ? { verdict } : {}),
        decisive: verdict === 'recognised' || verdict === 'allowed' || isRefusal(verdict),
      });
      if (span && verdict && isRefusal(verdict)) span.verdict = verdict;
    }
  }
  const authorizer = decidingAuthorizer(trace);
  const gate = rooms.find((s) => s.stage === 'authorization');
  if (authorizer && gate) desks.push({ stage: authorizer.stage, first: gate.first, last: gate.last, verdict: authorizer.verdict, decisive: true });
  for (const span of rooms)
    span.decisive = isRefusal(span.verdict) || ((span.stage === 'authentication' || span.stage === 'authorization') && span.verdict !== undefined);
  return { rooms, desks };
}

/** The authorizer that allowed or denied, or else the last one that was asked. */
export function decidingAuthorizer(trace: Trace): { stage: string; verdict: Verdict } | undefined {
  const stages = new Map<number, string>();
  let found: { stage: string; verdict: Verdict } | undefined;
  for (const event of trace.events) {
    if (event.kind === 'before') stages.set(event.id, event.stage);
    if (event.kind !== 'after') continue;
    const stage = stages.get(event.id) ?? '';
    if (!stage.startsWith('authz.') || found?.verdict === 'allowed' || found?.verdict === 'denied') continue;
    found = { stage, verdict: event.verdict };
  }
  return found;
}
