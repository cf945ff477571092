import { expect, it } from 'vitest';
import type { Run } from '../../../player/player.ts';
import type { LogLine, Trace } from '../../../trace/event.ts';
import { timeline } from '../../../trace/timeline.ts';
import { logRows, serverRows, toldRows } from './log-lines.ts';

const trace: Trace = {
  version: 1,
  id: '1',
  startedAt: '',
  title: 'GET /version',
  from: 'laptop',
  to: 'kube-apiserver',
  machine: { initial: 'tls', states: [] },
  snapshot: 0,
  events: [
    { kind: 'hop', at: 0, from: 'laptop', to: 'kube-apiserver', summary: '', message: { start: 'GET /version', headers: [], body: '' } },
    { kind: 'hop', at: 0, from: 'kube-apiserver', to: 'laptop', summary: '', message: { start: '401 Unauthorized', headers: [], body: '' } },
  ],
  written: {
    verbosity: 0,
    log: ['E0101 00:00:00.000000       1 authentication.go:75] "Unable…"'],
    audit: [{ stage: 'ResponseStarted', level: 'Metadata', verb: 'get', requestURI: '/version', user: {}, responseStatus: { code: 401 } }],
  },
};
const run: Run = { id: 'run-1', trace, timeline: timeline(trace), command: 1, program: 'curl', background: false, older: false };

const line = (text: string): LogLine => ({ severity: 'E', text, events: 2 });
const own = line('E0101 00:00:00.000000       1 authentication.go:75] "Unable…"');

it('puts the lines of the log before the event of the answer, each at its step', () => {
  expect(logRows([run], new Map([[run.id, [own]]])).map(({ kind, severity, text, step }) => [kind, severity, text, step])).toEqual([
    ['klog', 'E', 'E0101 00:00:00.000000       1 authentication.go:75] "Unable…"', 3],
    ['audit', 'I', 'ResponseStarted Metadata: nobody get /version 401', 3],
  ]);
});
it('shows every line the server has about a run, and waits with a run whose lines are not there yet', () => {
  expect(logRows([run], new Map([[run.id, [own, line('I0101 httplog.go:134] "HTTP"')]]])).map((row) => row.kind)).toEqual(['klog', 'klog', 'audit']);
  expect(logRows([run], new Map())).toEqual([]);
});
it('shows the whole log of the server as lines that lead to no run', () => {
  expect(serverRows(['I1 a', 'E1 b', 'W1 c', '  d']).map(({ run, severity, text }) => [run, severity, text])).toEqual([
    [undefined, 'I', 'I1 a'],
    [undefined, 'E', 'E1 b'],
    [undefined, 'W', 'W1 c'],
    [undefined, 'I', '  d'],
  ]);
});
it.each([
  ['keeps back what the playhead has not come to, in the run it stands in', 'run-1', 2, 0],
  ['tells everything once the playhead stands at the reply', 'run-1', 3, 2],
  ['keeps nothing back of other runs', 'run-2', 1, 2],
])('%s', (_, selected, step, count) => {
  expect(toldRows(logRows([run], new Map([[run.id, [own]]])), selected, step)).toHaveLength(count);
});
