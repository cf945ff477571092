// The sentence under the picture: plain, present tense, one clause of fact and one of consequence, at most 90 characters.
import type { MachineState, Trace, Verdict } from '../../trace/event.ts';
import type { GateView, Snapshot } from '../../trace/fold.ts';
import { decidingAuthorizer, type Step, type Timeline } from '../../trace/timeline.ts';
import { callerWords } from './caller.ts';
import { deskSentence } from './desk-words.ts';
import { askedFor, callName, countOf, inSentence, shorten, within } from './names.ts';
import { type Reply, replyOf } from './reply-words.ts';
import { tlsRefusal, unreached } from './unreached.ts';

interface Scene {
  trace: Trace;
  timeline: Timeline;
  step: Step;
  snapshot: Snapshot;
}

const SERVER = 'kube-apiserver';

const isNamedBySystem = (name: string): boolean => name.startsWith('system:') && !name.startsWith('system:serviceaccount:');

/** @returns at most 90 characters, for any stage and verdict. `step` counts from 1. */
export function narration(trace: Trace, timeline: Timeline, step: number, snapshot: Snapshot): string {
  const at = timeline.steps[step - 1];
  if (!at) return 'Nothing was sent yet.';
  const scene = { trace, timeline, step: at, snapshot };
  switch (at.kind) {
    case 'send':
      return send(trace, `${snapshot.envelope.method} ${snapshot.envelope.target}`);
    case 'network':
      if (unreached(trace))
        return within((who, to) => `${who} calls ${to}: the request goes out once somebody answers.`, callerWords(trace.from).subject, trace.to);
      return tlsRefusal(trace) === undefined
        ? 'The sealed request travels: nobody on the way can read it.'
        : within((to) => `The client asks ${to} for its certificate before it sends a word.`, trace.to);
    case 'enter':
      return at.stage === 'authorization'
        ? within((who, what) => `Authorization reads the badge: may ${who} ${what}?`, callName(snapshot.user), askedFor(snapshot.attributes))
        : 'Authentication asks its desks, one after the other, who you are.';
    case 'outside':
      return outside(scene);
    case 'judged':
      return judged(scene);
    case 'reply':
      return reply(scene);
  }
}

function send(trace: Trace, what: string): string {
  const { from, to } = trace;
  if (tlsRefusal(trace) !== undefined) return within((w, t) => `You want to send ${w} to ${t}, and call it first.`, what, to);
  if (callerWords(from).isLaptop) return within((w, t) => `You send ${w}, sealed, to ${t}.`, what, to);
  return within((who, w, t) => `${who} sends ${w}, sealed, to ${t}.`, from, what, to);
}

/** A call to somebody else: asked, answered, or neither. */
function outside({ trace, step }: Scene): string {
  const hop = trace.events.slice(0, step.events).findLast((event) => event.kind === 'hop');
  if (hop?.kind !== 'hop') return within((party) => `The server asks ${party}.`, step.stage);
  const asks = hop.from === SERVER ? 'The server' : hop.from;
  const asked = hop.to === SERVER ? 'the server' : hop.to;
  if (hop.message === undefined)
    return hop.summary === 'no answer'
      ? within((from, to) => `${from} does not answer, so ${to} gives up waiting.`, hop.from, asked)
      : within((to, why) => `${asks} calls ${to}, and nothing is sent: ${why}.`, asked, hop.summary.split(': ').at(-1) ?? '');
  return /^\d{3}\b/.test(hop.summary)
    ? within((from, what, to) => `${from} answers ${what}, and ${to} goes on from there.`, hop.from === SERVER ? 'The server' : hop.from, hop.summary, asked)
    : within((to) => `${asks} asks ${to}, and waits for its word.`, asked);
}

function judged(scene: Scene): string {
  const { step, snapshot, timeline } = scene;
  const desk = snapshot.desks.find((d) => d.id === step.stage);
  if (desk) {
    const asked = timeline.steps.filter((s) => s.kind === 'judged' && snapshot.desks.some((d) => d.id === s.stage));
    return deskSentence({ ...desk, standing: step.verdict ?? desk.standing, code: step.code ?? '', reason: step.reason }, snapshot, asked.at(-1) === step);
  }
  if (step.stage === 'authn.bearer-token') {
    return within((t) => `No desk knows ${t}, and a token nobody knows is an error: no badge.`, tokenName(snapshot));
  }
  const known = GATES[step.stage]?.(scene);
  return known ?? anyStage(scene);
}

/** The token as a sentence calls it: itself while it is short, else "this token". */
function tokenName(snapshot: Snapshot): string {
  const token = snapshot.envelope.credential.text.replace(/^Authorization: \S+ /, '');
  return token && token.length <= 20 ? token : 'this token';
}

const titleOf = (trace: Trace, stage: string): string => trace.machine.states.find((s: MachineState) => s.id === stage)?.title ?? stage;

const GATES: Record<string, (scene: Scene) => string | undefined> = {
  tls: ({ step, trace }) => {
    const met = unreached(trace);
    if (met) return within((to) => `Nobody answers at ${to}, so nothing is sent: ${met}.`, trace.to);
    if (step.verdict === 'passed')
      return /not verified/.test(step.reason)
        ? 'The client was told not to check the server, so anybody could be at this door.'
        : 'The client trusts this server, so the letter may be opened inside.';
    return step.reason ? within((why) => `The client hangs up before it says a word: ${why}.`, step.reason) : 'The client hangs up before it says a word.';
  },
  authentication: ({ step, snapshot }) => {
    if (step.verdict !== 'recognised') return 'Nobody here can say who you are, so the first gate shuts.';
    const who = callName(snapshot.user);
    if (snapshot.user?.name === 'system:anonymous') return 'You go on as system:anonymous: a badge without a person, but a badge.';
    return snapshot.envelope.credential.kind === 'bearer'
      ? within((name) => `The badge says ${name}, and the server throws the token away.`, who)
      : within((name) => `The badge says ${name}, and from here on only the badge counts.`, who);
  },
  impersonation: ({ step, snapshot }) => {
    if (step.verdict === 'skipped') return 'You name nobody else to act as, so you pass as yourself.';
    if (step.verdict === 'passed') return within((who) => `You may act as ${who}, so the badge is exchanged.`, callName(snapshot.user));
    return within((who) => `No rule lets ${who} act as somebody else, so the gate shuts.`, callName(snapshot.user));
  },
  authorization: ({ trace, step, snapshot }) => {
    const who = callName(snapshot.user);
    const what = askedFor(snapshot.attributes);
    const by = decidingAuthorizer(trace)?.stage;
    if (step.verdict === 'allowed') {
      if (by === 'authz.always-allow') return 'This server is set to AlwaysAllow, so everybody may do everything.';
      if (by?.includes('masters')) return 'The group system:masters may do everything, so no rule is even read.';
      return within((name, asked) => `A rule lets ${name} ${asked}, so the letter is stamped.`, who, what);
    }
    if (step.verdict === 'error') return within((why) => `The server cannot decide, so it does not let you in: ${why}.`, step.reason);
    if (by === 'authz.always-deny') return 'This server is set to AlwaysDeny, so nobody may do anything.';
    return within((name, asked) => `No rule lets ${name} ${asked}, and nothing said means no.`, who, what);
  },
  party: ({ step, trace }) =>
    within((who) => (step.reason !== 'no answer' ? `${who} reads the letter, and answers it.` : `${who} does not answer.`), titleOf(trace, 'party')),
  admission: ({ step }) => {
    if (step.verdict === 'skipped') return 'Admission looks at writes only, so a read walks past.';
    if (step.verdict === 'passed') return 'The object is in order, so admission lets it through.';
    return step.reason ? within((why) => `Admission turns the object down: ${why}.`, step.reason) : 'Admission turns the object down.';
  },
  storage: ({ step, snapshot }) => {
    const verb = snapshot.attributes?.verb ?? 'get';
    if (step.verdict === 'passed') {
      if (verb === 'create') return 'etcd stores the new object, and everybody who may look can see it.';
      if (verb === 'update' || verb === 'patch') return 'etcd stores the changed object under a new version.';
      if (verb.startsWith('delete')) return 'etcd removes the object, and what leaned on it no longer counts.';
      return 'etcd hands over what you asked for.';
    }
    if (step.verdict === 'not-found') return 'etcd holds nothing of that name, so there is nothing to give.';
    if (step.verdict === 'conflict') return 'What etcd holds stands against it, so nothing is stored.';
    return undefined;
  },
};

const BY_VERDICT: Record<Verdict, (title: string) => string> = {
  passed: (t) => `${t} lets the request pass.`,
  recognised: (t) => `${t} knows who you are.`,
  allowed: (t) => `${t} allows it.`,
  skipped: (t) => `${t} has nothing to do here, so the request walks past.`,
  'no-opinion': (t) => `${t} has no opinion, so the next one is asked.`,
  refused: (t) => `${t}: the client stops here.`,
  denied: (t) => `${t} says no, so the gate shuts.`,
  error: (t) => `${t} reports an error, so the request ends here.`,
  'not-found': (t) => `${t} finds nothing of that name.`,
  conflict: (t) => `${t} finds a conflict, so nothing is changed.`,
  invalid: (t) => `${t} finds the object invalid, so nothing is stored.`,
};

/** What can be said of a stage that this file has never heard of. */
function anyStage({ trace, step }: Scene): string {
  const title = titleOf(trace, step.stage);
  const verdict = step.verdict ?? 'passed';
  if (step.stage === 'sts.trust-policy' && verdict === 'allowed') return 'The trust policy matches, so STS hands out temporary credentials.';
  if (step.room === 'party' && verdict === 'passed') return within((t, why) => `${t}: ${why}.`, title, step.reason);
  const refused = verdict !== 'passed' && verdict !== 'skipped' && verdict !== 'allowed' && verdict !== 'recognised';
  if (refused && step.reason) return within((t, why) => `${t} stops the request: ${why}.`, title, step.reason);
  return within((t) => BY_VERDICT[verdict](t), title);
}

function reply(scene: Scene): string {
  const { snapshot, trace } = scene;
  const answer = replyOf(snapshot);
  if (answer) return (answer.code < 400 ? welcome : REFUSAL[answer.code])?.(scene, answer) ?? otherRefusal(answer);
  const met = unreached(trace);
  if (met) return `You get no answer from ${trace.to}: ${met}.`;
  const tls = snapshot.gates.find((g) => g.room === 'tls');
  if (tls?.standing === 'refused') return 'You get no answer: the client does not trust this server, so nothing was sent.';
  return within((why) => `You get no answer from ${trace.to}: ${why}.`, snapshot.failure ?? 'nothing came back');
}

function welcome({ trace, snapshot }: Scene, { status, count }: Reply): string {
  const { attributes } = snapshot;
  const { home } = callerWords(trace.from);
  if (count !== undefined && attributes?.isResourceRequest) {
    return within((to, what) => `The reply goes straight back to ${to}: ${status}, ${what}.`, home, countOf(count, attributes.resource));
  }
  if (attributes?.isResourceRequest && attributes.verb === 'create' && !attributes.resource.endsWith('reviews')) {
    return within(
      (to, what) => `The reply goes straight back to ${to}: ${status}, the new ${what}.`,
      home,
      countOf(1, attributes.subresource || attributes.resource).slice(4),
    );
  }
  return within((to) => `The reply goes straight back to ${to}: ${status}.`, home);
}

const refusedGate = (snapshot: Snapshot, id: string): GateView | undefined =>
  snapshot.gates.find((g) => g.id === id && (g.standing === 'denied' || g.standing === 'error'));

const REFUSAL: Record<number, (scene: Scene, reply: Reply) => string> = {
  401: ({ snapshot }) => {
    if (snapshot.envelope.credential.kind === 'none') return 'You get 401: you showed nothing, and this server takes no anonymous requests.';
    const broken = snapshot.desks.find((d) => d.standing === 'error');
    if (broken) return 'You get 401: what you showed was refused, and the server does not say why.';
    return within((t) => `You get 401: no desk knows ${t}, and the server says no more than that.`, tokenName(snapshot));
  },
  403: ({ snapshot }, { kind }) => {
    if (refusedGate(snapshot, 'admission')) return 'You get 403: you may ask for this, but admission turns the object down.';
    if (refusedGate(snapshot, 'storage')) return 'You get 403: nobody may hand out rights that they do not hold themselves.';
    const { user } = snapshot;
    if (!user) return within((what) => `You get 403: ${what}.`, kind);
    if (refusedGate(snapshot, 'impersonation')) return within((who) => `You get 403: you are ${who}, and no rule lets you act as another.`, callName(user));
    const them = isNamedBySystem(user.name) ? 'it' : 'you';
    return within((who, what) => `You get 403: you are ${who}, and no rule lets ${them} ${what}.`, callName(user), askedFor(snapshot.attributes));
  },
  404: (_, { kind }) => within((what) => `You get 404: you may ask, but ${what || 'there is no such thing'}.`, saidIn(kind)),
  409: (_, { kind }) => within((what) => `You get 409: ${what || 'something else stands in the way'}.`, saidIn(kind)),
  422: (_, { kind }) => within((what) => `You get 422: the object breaks a rule of its kind: ${what || 'it is invalid'}.`, saidIn(kind)),
};

function saidIn(kind: string): string {
  const said = shorten(kind.replace(/^Status( · )?/, ''), 60);
  // One word is a code, and stands as it was sent.
  return said.includes(' ') ? inSentence(said) : said;
}

function otherRefusal({ status, kind }: Reply): string {
  const said = saidIn(kind);
  return within((code, what) => `You get ${code}${what ? `: ${what}` : ''}.`, status, said);
}
