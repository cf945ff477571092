import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../trace/event.ts';
import { Recorder } from '../trace/recorder.ts';
import { timeline } from '../trace/timeline.ts';
import { busyOf, partiesOf, rowAt, type SequenceRow, sequenceOf } from './messages.ts';
import type { Run } from './player.ts';

interface Told {
  id?: string;
  from?: string;
  to?: string;
  command?: number;
  background?: boolean;
  at?: number;
  tell(recorder: Recorder): void;
}

function told({ id = 'run-1', from = 'laptop', to = 'kube-apiserver', command = 1, background = false, at = 0, tell }: Told): Run {
  const recorder = new Recorder({ id, title: id, from, to, machine: { initial: 'tls', states: [] }, snapshot: 1, now: () => at });
  tell(recorder);
  const trace = recorder.trace();
  return { id, trace, timeline: timeline(trace), command, program: 'kubectl', background, older: false };
}

const ask = (recorder: Recorder, from: string, to: string, summary: string): void => recorder.hop(from, to, summary, { start: summary, headers: [], body: '' });
const stage = (recorder: Recorder, name: string, verdict: 'passed' | 'recognised' | 'allowed' | 'refused', reason = ''): void =>
  recorder.after(recorder.before(name), verdict, reason);

/** One request, answered; `between` happens inside the server. */
const request = (more: Partial<Told> = {}, between: (recorder: Recorder) => void = () => undefined, path = 'GET /api'): Run =>
  told({
    ...more,
    tell(recorder) {
      const { from = 'laptop', to = 'kube-apiserver' } = more;
      ask(recorder, from, to, path);
      stage(recorder, 'tls', 'passed');
      between(recorder);
      ask(recorder, to, from, '200 OK');
    },
  });

const shown = (rows: readonly SequenceRow[]): string[] =>
  rows.map((row) => {
    if (row.kind === 'message') return `${row.from} ${row.asks ? '→' : '⇢'} ${row.to}: ${row.summary}`;
    if (row.kind === 'inside') return `${row.party}: ${row.steps.map(({ stage }) => stage).join(' ')}`;
    return `${row.runs.length} in the background${row.open ? ', open' : ''}`;
  });

describe('the messages of a command', () => {
  const judged = (recorder: Recorder): void => stage(recorder, 'authorization', 'allowed');

  it('are a question and an answer for a run of one hop there and one back', () => {
    expect(shown(sequenceOf([request()], request(), false))).toEqual(['laptop → kube-apiserver: GET /api', 'kube-apiserver ⇢ laptop: 200 OK']);
  });

  it('have what was judged between them, at the party that judged', () => {
    const run = request({}, judged);
    expect(shown(sequenceOf([run], run, false))).toEqual([
      'laptop → kube-apiserver: GET /api',
      'kube-apiserver: tls authorization authorization',
      'kube-apiserver ⇢ laptop: 200 OK',
    ]);
  });

  it('go out to others and come back before the answer', () => {
    const run = request({ to: 'sts' }, (recorder) => {
      ask(recorder, 'sts', 'issuer', 'GET /keys');
      ask(recorder, 'issuer', 'sts', '200 OK');
    });
    const rows = sequenceOf([run], run, false);
    expect(shown(rows)).toEqual(['laptop → sts: GET /api', 'sts → issuer: GET /keys', 'issuer ⇢ sts: 200 OK', 'sts ⇢ laptop: 200 OK']);
    expect(partiesOf(rows)).toEqual(['laptop', 'sts', 'issuer']);
    expect(busyOf(rows)).toEqual([[], ['sts'], ['sts'], []]);
  });

  it('that never arrived are questions without an answer, and who asked judges them', () => {
    const run = told({
      tell(recorder) {
        recorder.hop('laptop', 'kube-apiserver', 'GET /api');
        stage(recorder, 'tls', 'refused', 'self-signed');
      },
    });
    expect(shown(sequenceOf([run], run, false))).toEqual(['laptop → kube-apiserver: GET /api', 'laptop: tls']);
    const lost = request({}, (recorder) => recorder.hop('kube-apiserver', 'hook.example', 'dial tcp: lookup hook.example: no such host'));
    expect(shown(sequenceOf([lost], lost, false))[1]).toBe('kube-apiserver → hook.example: dial tcp: lookup hook.example: no such host');
  });

  it('of several requests of one command follow each other; another command’s do not', () => {
    const runs = [request({ id: 'a' }), request({ id: 'b', to: 'sts' }), request({ id: 'c', command: 2 })];
    expect(shown(sequenceOf(runs, runs[1] as Run, false))).toEqual([
      'laptop → kube-apiserver: GET /api',
      'kube-apiserver ⇢ laptop: 200 OK',
      'laptop → sts: GET /api',
      'sts ⇢ laptop: 200 OK',
    ]);
  });

  it('that nobody typed fold into one row, but for the selected run’s', () => {
    const runs = [request({ id: 'a', background: true }), request({ id: 'b', background: true, at: 5 }), request({ id: 'c' })];
    const [a, , c] = runs as [Run, Run, Run];
    expect(shown(sequenceOf(runs, c, false))).toEqual(['2 in the background', 'laptop → kube-apiserver: GET /api', 'kube-apiserver ⇢ laptop: 200 OK']);
    expect(shown(sequenceOf(runs, a, false)).slice(0, 3)).toEqual([
      'laptop → kube-apiserver: GET /api',
      'kube-apiserver ⇢ laptop: 200 OK',
      '1 in the background',
    ]);
    expect(shown(sequenceOf(runs, c, true)).slice(0, 2)).toEqual(['2 in the background, open', 'laptop → kube-apiserver: GET /api']);
  });

  it('that two traces tell of are told once, from within, and the playhead of either finds them', () => {
    const outer = request({ id: 'outer' }, (recorder) => {
      ask(recorder, 'kube-apiserver', 'hook', 'POST /mutate');
      ask(recorder, 'hook', 'kube-apiserver', 'GET /sa');
      ask(recorder, 'kube-apiserver', 'hook', '200 OK');
      ask(recorder, 'hook', 'kube-apiserver', '200 OK');
    });
    const inner = request({ id: 'inner', from: 'hook' }, judged, 'GET /sa');
    const rows = sequenceOf([outer, inner], outer, false);
    expect(shown(rows)).toEqual([
      'laptop → kube-apiserver: GET /api',
      'kube-apiserver → hook: POST /mutate',
      'hook → kube-apiserver: GET /sa',
      'kube-apiserver: tls authorization authorization',
      'kube-apiserver ⇢ hook: 200 OK',
      'hook ⇢ kube-apiserver: 200 OK',
      'kube-apiserver ⇢ laptop: 200 OK',
    ]);
    expect(rows[2]?.places).toEqual([
      { run: 'inner', step: 2 },
      { run: 'outer', step: 5 },
    ]);
    expect([rowAt(rows, 'outer', 5), rowAt(rows, 'inner', 3), rowAt(rows, 'outer', 6), rowAt(rows, 'outer', 7)]).toEqual([2, 3, 4, 5]);
  });
});

/** Requests that ask others on the way, as deep as they like, with judgements anywhere. */
interface Call {
  party: number;
  judges: boolean;
  arrives: boolean;
  inner: Call[];
}
const calls = fc.letrec<{ call: Call }>((tie) => ({
  call: fc.record({
    party: fc.nat({ max: 3 }),
    judges: fc.boolean(),
    arrives: fc.boolean(),
    inner: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant<Call[]>([]), fc.array(tie('call'), { maxLength: 2 })),
  }),
})).call;
const play = (recorder: Recorder, from: string, { party, judges, arrives, inner }: Call, depth = 0): void => {
  const to = depth === 0 ? 'kube-apiserver' : `party-${depth}-${party}`;
  if (depth > 0 && !arrives) {
    recorder.hop(from, to, 'connection refused');
    return;
  }
  ask(recorder, from, to, `GET /${depth}`);
  if (judges) stage(recorder, 'authentication', 'recognised', 'somebody');
  for (const call of inner) play(recorder, to, call, depth + 1);
  if (judges) stage(recorder, 'authorization', 'allowed');
  ask(recorder, to, from, '200 OK');
};
const runsOf = (all: readonly { call: Call; background: boolean; command: number }[]): Run[] =>
  all.map(({ call, background, command }, i) => told({ id: `run-${i}`, command, background, at: i, tell: (recorder) => play(recorder, 'laptop', call) }));
const anyRuns = fc.array(fc.record({ call: calls, background: fc.boolean(), command: fc.constantFrom(1, 1, 2) }), { minLength: 1, maxLength: 5 }).map(runsOf);

const isHop = (event: TraceEvent): boolean => event.kind === 'hop';

describe('whatever happened', () => {
  it('every hop of the command has one row, and its step seeks to that hop', () => {
    fc.assert(
      fc.property(anyRuns, fc.nat(), (runs, nth) => {
        const selected = runs[nth % runs.length] as Run;
        const rows = sequenceOf(runs, selected, true);
        const seen = rows.filter((row) => row.kind === 'message').flatMap(({ places }) => places);
        const wanted = runs.filter(({ command }) => command === selected.command);
        expect(seen).toHaveLength(wanted.flatMap(({ trace }) => trace.events.filter(isHop)).length);
        for (const row of rows) {
          if (row.kind !== 'message') continue;
          for (const { run, step } of row.places) {
            const { trace, timeline } = runs.find(({ id }) => id === run) as Run;
            const at = timeline.steps[step - 1];
            const event = trace.events.slice(0, at?.events).findLast(isHop);
            expect([at?.kind === 'judged', event]).toEqual([false, expect.objectContaining({ from: row.from, to: row.to, summary: row.summary })]);
          }
        }
        expect(new Set(seen.map(({ run, step }) => `${run} ${step}`)).size).toBe(seen.length);
      }),
    );
  });

  it('the rows of a run stand in the order of its steps, and every step of the selected run stands at one', () => {
    fc.assert(
      fc.property(anyRuns, fc.nat(), (runs, nth) => {
        const selected = runs[nth % runs.length] as Run;
        const rows = sequenceOf(runs, selected, false);
        const steps = rows.flatMap((row) => (row.kind === 'background' ? [] : row.places.filter(({ run }) => run === selected.id).map(({ step }) => step)));
        expect(steps).toEqual(steps.toSorted((a, b) => a - b));
        let before = -1;
        for (const { number } of selected.timeline.steps) {
          const at = rowAt(rows, selected.id, number);
          expect(at).toBeGreaterThanOrEqual(Math.max(0, before));
          before = at;
        }
      }),
    );
  });

  it('every answer has the question before it, and nobody is busy in the end', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const rows = sequenceOf(runs, runs[0] as Run, true);
        rows.forEach((row, i) => {
          if (row.kind !== 'message' || row.asks) return;
          const question = rows.slice(0, i).filter((other) => other.kind === 'message' && other.asks && other.call === row.call);
          expect(question).toEqual([expect.objectContaining({ from: row.to, to: row.from })]);
        });
        expect(busyOf(rows).at(-1)).toEqual([]);
      }),
    );
  });
});
