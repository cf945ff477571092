// Turns the first n events of a trace into one picture of the request. The picture at any step is a fold, so going back costs nothing.
import { NOT_MINE } from './about.ts';
import type { Check, Evidence, HttpMessage, RequestAttributes, RoomId, Trace, TraceEvent, UserInfo, Verdict } from './event.ts';

/** The verdict as a picture shows it. */
export const shownVerdict = ({ verdict, code }: { verdict: Verdict; code?: string }): Verdict =>
  verdict === 'error' && code === NOT_MINE ? 'no-opinion' : verdict;

/** A gate's or desk's standing: a verdict, or one of the words for "no verdict yet" (design part 5). */
export type Standing = Verdict | 'not-asked' | 'asking' | 'not-reached';

export interface GateView {
  /** State id: tls, authentication, impersonation, authorization, admission, storage. */
  id: string;
  room: RoomId;
  title: string;
  question: string;
  configured: boolean;
  standing: Standing;
  reason: string;
}

export interface DeskView {
  id: string;
  /** From 1, as on the stage. */
  number: number;
  title: string;
  configured: boolean;
  standing: Standing;
  /** Names the reason; empty before it answered, and where no words hang on it. */
  code: string;
  reason: string;
  evidence: Evidence[];
}

export interface Credential {
  kind: 'bearer' | 'certificate' | 'other' | 'none';
  /** The line on the letter: "Authorization: Bearer token1"; empty when nothing was shown. */
  text: string;
  /** The server removes it once it did its work. */
  struck: boolean;
}

export interface Envelope {
  /** `sealed` → `opened` (TLS passed) → `badged` → `stamped`; `refused` where a gate shut. */
  state: 'sealed' | 'opened' | 'badged' | 'stamped' | 'refused';
  /** The room it stands in; `caller` before TLS. */
  room: RoomId;
  method: string;
  target: string;
  credential: Credential;
}

export interface Snapshot {
  envelope: Envelope;
  gates: GateView[];
  desks: DeskView[];
  /** The sum row; only there once the bearer token as a whole was an error. */
  bearer: { standing: Standing; reason: string } | undefined;
  authorizers: { id: string; title: string; standing: Standing; code: string; reason: string; evidence: Evidence[] }[];
  /** The badge. `before` is the requestor's, when it was exchanged for an impersonated one. */
  user: UserInfo | undefined;
  requestor: UserInfo | undefined;
  attributes: RequestAttributes | undefined;
  request: HttpMessage | undefined;
  /** Set when the reply is home. */
  response: HttpMessage | undefined;
  /** Set when the client gave up before the server heard it: TLS refused, no such host. */
  failure: string | undefined;
  /** Notes of every stage so far, for the inspector. */
  notes: { stage: string; text: string; ok?: boolean; evidence?: Evidence }[];
  checks: Check[];
  done: boolean;
}

interface Fold extends Snapshot {
  open: Map<number, string>;
}

/** Before anything happened. */
export function initialSnapshot(trace: Trace): Snapshot {
  const gates = trace.machine.states.filter((s) => s.kind === 'gate');
  const desks = trace.machine.states.filter((s) => s.kind === 'desk' && s.parent === 'authentication');
  const request = trace.events.find((e) => e.kind === 'hop' && e.from === trace.from);
  const message = request?.kind === 'hop' ? request.message : undefined;
  const [method = '', target = ''] = (message?.start ?? trace.title).split(' ');
  return {
    envelope: { state: 'sealed', room: 'caller', method, target, credential: credential(message, trace) },
    gates: gates.map((s) => ({
      id: s.id,
      room: s.room,
      title: s.title,
      question: s.question ?? '',
      configured: s.configured,
      standing: 'not-asked',
      reason: '',
    })),
    desks: desks.map((s, i) => ({
      id: s.id,
      number: i + 1,
      title: s.title,
      configured: s.configured,
      standing: 'not-asked',
      code: '',
      reason: '',
      evidence: [],
    })),
    bearer: undefined,
    authorizers: [],
    user: undefined,
    requestor: undefined,
    attributes: undefined,
    request: message,
    response: undefined,
    failure: undefined,
    notes: [],
    checks: [],
    done: false,
  };
}

function credential(message: HttpMessage | undefined, trace: Trace): Credential {
  const header = message?.headers.find(([name]) => name.toLowerCase() === 'authorization');
  if (!header) return certificate(trace) ?? { kind: 'none', text: '', struck: false };
  return { kind: /^bearer /i.test(header[1]) ? 'bearer' : 'other', text: `Authorization: ${header[1]}`, struck: false };
}

/** Shown while the connection was made, so it was there before any desk read it. */
function certificate(trace: Trace): Credential | undefined {
  const desks = new Set<number>();
  for (const event of trace.events) {
    if (event.kind === 'before' && event.stage.startsWith('authn.')) desks.add(event.id);
    if ((event.kind !== 'after' && event.kind !== 'note') || event.evidence?.type !== 'certificate' || !desks.has(event.id)) continue;
    return { kind: 'certificate', text: `Certificate: ${event.evidence.chain[0]?.subject ?? ''}`, struck: false };
  }
  return undefined;
}

/** The picture after the first `count` events. */
export function fold(trace: Trace, count: number): Snapshot {
  const state: Fold = { ...initialSnapshot(trace), open: new Map() };
  const end = Math.min(count, trace.events.length);
  for (let i = 0; i < end; i++) {
    const event = trace.events[i];
    if (event) apply(state, event, trace);
  }
  const { open: _open, ...snapshot } = state;
  return snapshot;
}

function apply(state: Fold, event: TraceEvent, trace: Trace): void {
  switch (event.kind) {
    case 'before': {
      state.open.set(event.id, event.stage);
      const place = find(state, event.stage);
      if (place) place.standing = 'asking';
      else if (event.stage.startsWith('authz.')) {
        const title = trace.machine.states.find((s) => s.id === event.stage)?.title ?? event.stage.slice('authz.'.length);
        state.authorizers.push({ id: event.stage, title, standing: 'asking', code: '', reason: '', evidence: [] });
      }
      const gate = state.gates.find((g) => g.id === event.stage);
      if (gate && gate.room !== 'tls') state.envelope.room = gate.room;
      return;
    }
    case 'note': {
      const stage = state.open.get(event.id) ?? '';
      const { text, ok, evidence } = event;
      state.notes.push({ stage, text, ...(ok === undefined ? {} : { ok }), ...(evidence ? { evidence } : {}) });
      if (evidence) absorb(state, stage, evidence);
      return;
    }
    case 'after':
      after(state, event, trace);
      return;
    case 'hop':
      if (event.to === trace.from) {
        if (event.message) state.response = event.message;
        else state.failure = event.summary;
        finish(state);
      }
      return;
    case 'store':
      return;
  }
}

function after(state: Fold, event: Extract<TraceEvent, { kind: 'after' }>, { machine }: Trace): void {
  const stage = state.open.get(event.id) ?? '';
  if (event.evidence) absorb(state, stage, event.evidence);
  if (stage === 'authn.bearer-token') {
    if (event.verdict === 'error') state.bearer = { standing: 'error', reason: event.reason };
    return;
  }
  const place = find(state, stage);
  if (place) {
    place.standing = shownVerdict(event);
    if ('code' in place) place.code = event.code ?? '';
    // What a party looked at last says more than the status of its answer.
    if (stage !== 'party' || !place.reason) place.reason = event.reason;
  } else if (event.verdict === 'denied' || event.verdict === 'error' || event.verdict === 'allowed') {
    const look = machine.states.find(({ id, parent }) => id === stage && parent === 'party');
    const party = look && find(state, 'party');
    if (party) party.reason = look.title;
  }
  const { envelope } = state;
  if (stage === 'tls') {
    if (event.verdict === 'passed') envelope.state = 'opened';
    else {
      envelope.state = 'refused';
      state.failure = event.reason;
      finish(state);
    }
  } else if (stage === 'authentication' && event.verdict === 'recognised') {
    envelope.state = 'badged';
    // Only a header can be taken away; a certificate belongs to the connection.
    if (envelope.credential.kind === 'bearer' || envelope.credential.kind === 'other') envelope.credential.struck = true;
  } else if (stage === 'authorization' && event.verdict === 'allowed') envelope.state = 'stamped';
  else if (isGate(state, stage) && event.verdict !== 'passed' && event.verdict !== 'skipped') envelope.state = 'refused';
}

/** Evidence that changes the picture itself; everything else stays where it was noted. */
function absorb(state: Fold, stage: string, evidence: Evidence): void {
  const place = find(state, stage);
  if (place && 'evidence' in place) place.evidence.push(evidence);
  // What impersonation asked on the way is another question.
  if (evidence.type === 'attributes' && stage !== 'impersonation') state.attributes = evidence.attributes;
  if (evidence.type === 'jwt' || evidence.type === 'certificate') state.checks = evidence.checks;
  if (evidence.type === 'user' && (stage === 'authentication' || stage === 'impersonation')) {
    if (stage === 'impersonation') state.requestor = state.user;
    state.user = evidence.user;
  }
}

function find(state: Fold, stage: string): GateView | DeskView | Fold['authorizers'][number] | undefined {
  return state.gates.find((g) => g.id === stage) ?? state.desks.find((d) => d.id === stage) ?? state.authorizers.find((a) => a.id === stage);
}

const isGate = (state: Fold, stage: string): boolean => state.gates.some((g) => g.id === stage);

/** Once the answer is on its way nothing ahead will be asked any more. */
function finish(state: Fold): void {
  state.done = true;
  for (const gate of state.gates) if (gate.standing === 'not-asked' || gate.standing === 'asking') gate.standing = 'not-reached';
  for (const desk of state.desks) if (desk.standing === 'asking') desk.standing = 'not-asked';
}
