// Properties that hold for every trace a recorder can make, whatever the engine says into it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence, StateMachine, Trace, Verdict } from './event.ts';
import { fold, initialSnapshot } from './fold.ts';
import { Recorder } from './recorder.ts';
import { decidingAuthorizer, isRefusal, timeline } from './timeline.ts';

const machine: StateMachine = {
  initial: 'tls',
  states: [
    { id: 'tls', kind: 'gate', room: 'tls', title: 'TLS', configured: true, transitions: [] },
    { id: 'request-info', kind: 'filter', room: 'authentication', title: 'Request info', configured: true, transitions: [] },
    { id: 'authentication', kind: 'gate', room: 'authentication', title: 'Authentication', configured: true, transitions: [] },
    { id: 'authn.x509', kind: 'desk', room: 'authentication', parent: 'authentication', title: 'X.509 client certificate', configured: true, transitions: [] },
    {
      id: 'authn.static-token-file',
      kind: 'desk',
      room: 'authentication',
      parent: 'authentication',
      title: 'Static token file',
      configured: true,
      transitions: [],
    },
    { id: 'authn.anonymous', kind: 'desk', room: 'authentication', parent: 'authentication', title: 'Anonymous', configured: true, transitions: [] },
    { id: 'authorization', kind: 'gate', room: 'authorization', title: 'Authorization', configured: true, transitions: [] },
    { id: 'storage', kind: 'gate', room: 'storage', title: 'etcd', configured: true, transitions: [] },
  ],
};

const STAGES = [...machine.states.map(({ id }) => id), 'authn.bearer-token', 'authz.rbac', 'authz.node', 'a-plugin-nobody-knows-yet'];
const VERDICTS: Verdict[] = ['passed', 'refused', 'recognised', 'no-opinion', 'error', 'allowed', 'denied', 'skipped', 'not-found', 'conflict', 'invalid'];
const user = { name: 'arthur', uid: '1', groups: ['dev'], extra: {} };
const EVIDENCE: (Evidence | undefined)[] = [
  undefined,
  { type: 'user', user },
  { type: 'jwt', token: 'a.b.c', header: {}, payload: null, checks: [{ check: 'signature', ok: false, detail: 'no' }] },
  { type: 'header', name: 'X-Remote-User', value: 'jane' },
  {
    type: 'attributes',
    attributes: {
      isResourceRequest: true,
      verb: 'list',
      path: '/api',
      apiGroup: '',
      apiVersion: 'v1',
      resource: 'pods',
      subresource: '',
      namespace: '',
      name: '',
    },
  },
];

/** What an engine may do, as a tree: stages nest, and inside them things are said, sent and stored. */
type Act =
  | { act: 'stage'; stage: string; verdict: Verdict; reason: string; evidence: Evidence | undefined; inner: Act[] }
  | { act: 'note'; text: string; ok: boolean | undefined; evidence: Evidence | undefined }
  | { act: 'hop'; to: string; back: boolean }
  | { act: 'store'; key: string };

const word = fc.string({ maxLength: 12 });
const { acts } = fc.letrec<{ acts: Act[]; act: Act }>((tie) => ({
  acts: fc.array(tie('act'), { maxLength: 6, depthIdentifier: 'trace' }),
  act: fc.oneof(
    { depthIdentifier: 'trace', maxDepth: 4 },
    fc.record({ act: fc.constant('note' as const), text: word, ok: fc.constantFrom(undefined, true, false), evidence: fc.constantFrom(...EVIDENCE) }),
    fc.record({ act: fc.constant('hop' as const), to: fc.constantFrom('oidc provider', 'token webhook'), back: fc.boolean() }),
    fc.record({ act: fc.constant('store' as const), key: word }),
    fc.record({
      act: fc.constant('stage' as const),
      stage: fc.constantFrom(...STAGES),
      verdict: fc.constantFrom(...VERDICTS),
      reason: word,
      evidence: fc.constantFrom(...EVIDENCE),
      inner: tie('acts'),
    }),
  ),
}));

function record(tree: Act[], finished = true): Trace {
  let now = 1000;
  const recorder = new Recorder({ id: 'trace-1', title: 'GET /api', from: 'laptop', to: 'kube-apiserver', machine, snapshot: 7, now: () => now++ });
  const play = (list: Act[], inStage: boolean): void => {
    for (const item of list) {
      if (item.act === 'stage') {
        const id = recorder.before(item.stage);
        play(item.inner, true);
        recorder.after(id, item.verdict, item.reason, item.evidence);
      } else if (item.act === 'note') {
        if (inStage) recorder.note(item.text, { ...(item.ok === undefined ? {} : { ok: item.ok }), ...(item.evidence ? { evidence: item.evidence } : {}) });
      } else if (item.act === 'hop') item.back ? recorder.hop(item.to, 'kube-apiserver', 'answer') : recorder.hop('kube-apiserver', item.to, 'question');
      else recorder.store('get', item.key, '1');
    }
  };
  recorder.hop('laptop', 'kube-apiserver', 'GET /api', { start: 'GET /api', headers: [['Authorization', 'Bearer token1']], body: '' });
  play(tree, false);
  if (finished) recorder.hop('kube-apiserver', 'laptop', '200 OK', { start: '200 OK', headers: [], body: '{}' });
  return recorder.trace();
}

describe('a recorded trace', () => {
  it('opens every stage once, closes it once, and puts each note inside', () => {
    fc.assert(
      fc.property(acts, (tree) => {
        const open: number[] = [];
        const seen = new Set<number>();
        for (const event of record(tree).events) {
          if (event.kind === 'before') {
            expect(seen.has(event.id)).toBe(false);
            expect(event.parent).toBe(open.at(-1));
            seen.add(event.id);
            open.push(event.id);
          } else if (event.kind === 'note') expect(event.id).toBe(open.at(-1));
          else if (event.kind === 'after') expect(event.id).toBe(open.pop());
        }
        expect(open).toEqual([]);
      }),
    );
  });

  it('survives JSON, byte for byte and in what is drawn from it', () => {
    fc.assert(
      fc.property(acts, (tree) => {
        const trace = record(tree);
        const text = JSON.stringify(trace);
        const back = JSON.parse(text) as Trace;
        expect(back).toEqual(trace);
        expect(JSON.stringify(back)).toBe(text);
        expect(structuredClone(trace)).toEqual(trace);
        expect(timeline(back)).toEqual(timeline(trace));
        expect(fold(back, back.events.length)).toEqual(fold(trace, trace.events.length));
      }),
    );
  });

  it('is the same whenever the same things are said', () => {
    fc.assert(
      fc.property(acts, (tree) => {
        expect(JSON.stringify(record(tree))).toBe(JSON.stringify(record(tree)));
      }),
    );
  });

  it.each([
    ['a note outside any stage', (r: Recorder) => r.note('lost'), 'note outside any stage: lost'],
    ['a stage closed before the one inside it', (r: Recorder) => (r.before('a'), r.before('b'), r.after(1, 'passed', '')), 'stage 1 closed while 2 was open'],
    ['a stage closed twice', (r: Recorder) => (r.before('a'), r.after(1, 'passed', ''), r.after(1, 'passed', '')), 'stage 1 closed while none was open'],
    ['a trace asked for too early', (r: Recorder) => (r.before('a'), r.trace()), 'trace asked for while stage 1 is open'],
  ])('refuses %s', (_name, wrong, message) => {
    const recorder = new Recorder({ id: 'x', title: '', from: 'laptop', to: 'server', machine, snapshot: 1, now: () => 0 });
    expect(() => wrong(recorder)).toThrow(message);
  });
});

describe('the picture', () => {
  it('at any step is the picture of the events so far, and of nothing after them', () => {
    fc.assert(
      fc.property(acts, fc.nat(), (tree, n) => {
        const trace = record(tree);
        const count = n % (trace.events.length + 1);
        const cut: Trace = { ...trace, events: trace.events.slice(0, count) };
        // What the envelope shows before it is sent is known from the first hop, so a cut trace keeps that one.
        const whole = fold(trace, count);
        const part = count === 0 ? initialSnapshot(trace) : fold(cut, cut.events.length);
        expect(part).toEqual(whole);
      }),
    );
  });

  it('does not depend on what was looked at before', () => {
    fc.assert(
      fc.property(acts, fc.array(fc.nat(), { maxLength: 8 }), (tree, jumps) => {
        const trace = record(tree);
        const before = fold(trace, trace.events.length);
        for (const jump of jumps) fold(trace, jump % (trace.events.length + 1));
        expect(fold(trace, trace.events.length)).toEqual(before);
        expect(fold(trace, trace.events.length + 100)).toEqual(before);
      }),
    );
  });

  it('leaves no gate and no desk half asked once the answer is home', () => {
    fc.assert(
      fc.property(acts, (tree) => {
        const trace = record(tree);
        const { done, gates, desks } = fold(trace, trace.events.length);
        expect(done).toBe(true);
        for (const { standing } of gates) expect(['asking', 'not-asked']).not.toContain(standing);
        for (const { standing } of desks) expect(standing).not.toBe('asking');
      }),
    );
  });
});

describe('the steps', () => {
  it('are numbered from 1, never go back in the trace, and end where it ends', () => {
    fc.assert(
      fc.property(acts, fc.boolean(), (tree, finished) => {
        const trace = record(tree, finished);
        const { steps } = timeline(trace);
        expect(steps.map(({ number }) => number)).toEqual(steps.map((_, i) => i + 1));
        for (let i = 1; i < steps.length; i++) expect(steps[i]?.events).toBeGreaterThanOrEqual(steps[i - 1]?.events ?? 0);
        expect(steps.at(-1)?.events).toBe(trace.events.length);
        expect(steps[0]?.kind).toBe('send');
        if (finished) expect(steps.at(-1)?.kind).toBe('reply');
      }),
    );
  });

  it('are covered by the upper lane without gap or overlap', () => {
    fc.assert(
      fc.property(acts, (tree) => {
        const { steps, rooms } = timeline(record(tree));
        expect(rooms[0]?.first).toBe(1);
        for (let i = 1; i < rooms.length; i++) expect(rooms[i]?.first).toBe((rooms[i - 1]?.last ?? 0) + 1);
        expect(rooms.at(-1)?.last).toBe(steps.length);
      }),
    );
  });

  it('name the authorizer that allowed or denied, or else the one asked last', () => {
    const authorizer = (stage: string, verdict: Verdict): Act => ({ act: 'stage', stage, verdict, reason: '', evidence: undefined, inner: [] });
    const gate = (...inner: Act[]): Trace => record([{ act: 'stage', stage: 'authorization', verdict: 'denied', reason: '', evidence: undefined, inner }]);
    expect(decidingAuthorizer(gate(authorizer('authz.node', 'no-opinion'), authorizer('authz.rbac', 'allowed')))).toEqual({
      stage: 'authz.rbac',
      verdict: 'allowed',
    });
    expect(decidingAuthorizer(gate(authorizer('authz.node', 'denied'), authorizer('authz.rbac', 'no-opinion')))).toEqual({
      stage: 'authz.node',
      verdict: 'denied',
    });
    expect(decidingAuthorizer(gate(authorizer('authz.node', 'no-opinion'), authorizer('authz.rbac', 'no-opinion')))).toEqual({
      stage: 'authz.rbac',
      verdict: 'no-opinion',
    });
    expect(decidingAuthorizer(gate())).toBeUndefined();
  });

  it.each(VERDICTS.map((verdict) => [verdict, ['refused', 'error', 'denied', 'not-found', 'conflict', 'invalid'].includes(verdict)] as const))(
    'count %s as a refusal: %s',
    (verdict, expected) => {
      expect(isRefusal(verdict)).toBe(expected);
    },
  );
});
