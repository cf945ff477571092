// The lab over hand-made traces: ?story=token1-200&step=8&theme=dark&embed=1&server=stopped. Never part of the product.
import { Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import type { StoreApi } from 'zustand/vanilla';
import { stepCount } from '../../src/player/player.ts';
import type { Ports, Session } from '../../src/ports/ports.ts';
import { Lab } from '../../src/view/lab.tsx';
import { PortsProvider } from '../../src/view/ports-context.tsx';
import '../../src/view/theme/app.css';
import type { TraceEvent } from '../../src/trace/event.ts';
import { fakePorts } from './fake-ports.ts';
import { lesson as lessonData } from './lesson.ts';
import { STORIES, type Story, tell } from './traces.ts';

const query = new URLSearchParams(location.search);
const story = query.get('story') ?? undefined;
const ports: Ports = fakePorts(story);
const { player } = ports;
const state = ports.session as StoreApi<Session>;
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
state.setState({ theme, embed: query.has('embed'), clock: '2026-05-18T10:06:54Z' });
ports.setTheme = (next) => state.setState({ theme: next });
if (query.has('lesson'))
  state.setState({
    lesson: { lesson: lessonData, step: 2, done: [true, true], prediction: { chosen: 0, answered: true }, hintsShown: 0, solutionShown: 0 },
    lessons: [lessonData],
  });
if (query.get('server') === 'stopped')
  state.setState({
    server: {
      status: 'stopped',
      doing: undefined,
      startedAt: '',
      log: [],
      failure: {
        error: 'Error: unable to create request authenticator: line 4 of token auth file /etc/ca-certificates/tokens.csv: found 2 columns, needs at least 3',
        file: '/etc/ca-certificates/tokens.csv',
        line: 4,
        column: 1,
        flag: undefined,
      },
    },
  });
if (query.get('server') === 'restarting')
  state.setState({ server: { status: 'restarting', doing: 'reading tokens.csv, line 4 of 4', startedAt: '', failure: undefined, log: [] } });
if (query.has('runs'))
  Object.values(STORIES).forEach((each, i) => {
    player.add({ id: `more-${i}`, trace: tell(each), command: i >> 1, program: i === 1 ? 'kubectl' : 'curl', background: i % 3 === 1 });
  });
if (query.has('runs')) player.leaveFuture('more-4');
if (query.has('long')) {
  // A trace of 2,000 events in some 260 steps: every desk is asked again and again.
  const trace = structuredClone(tell(STORIES['token1-200'] as Story));
  const again = (id: number): TraceEvent[] => [
    { kind: 'before', at: 0, id, parent: 3, stage: 'authn.x509' },
    ...Array.from({ length: 6 }, (): TraceEvent => ({ kind: 'note', at: 0, id, text: 'looked once more' })),
    { kind: 'after', at: 0, id, verdict: 'no-opinion', reason: 'no certificate sent' },
  ];
  const at = trace.events.findIndex((event) => event.kind === 'before' && event.stage === 'authentication') + 1;
  trace.events.splice(at, 0, ...Array.from({ length: 246 }, (_, i) => again(1000 + i)).flat());
  player.add({ id: 'long', trace, command: 99, program: 'curl', background: false });
}
const step = query.get('step');
if (step) player.seek(step === 'last' ? stepCount(player.store.getState()) : Number(step));
Object.assign(globalThis, { ports });
createRoot(document.getElementById('root') as HTMLElement).render(
  <PortsProvider ports={ports}>
    <Suspense fallback={null}>
      <Lab />
    </Suspense>
  </PortsProvider>,
);
document.documentElement.setAttribute('data-ready', '');
