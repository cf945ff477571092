import { CodeBlock } from '../ui/paper.tsx';
import { Message } from './message-view.tsx';
import { Part } from './pieces.tsx';
import type { Picture } from './use-picture.ts';

/** What the server asked of others on the way, and what came back, up to the playhead. */
export function OutsideHops({ run, step }: Picture) {
  const { trace, timeline } = run;
  const events = timeline.steps[step - 1]?.events ?? 0;
  const hops = trace.events
    .slice(0, events)
    .flatMap((event, i) => (event.kind === 'hop' && event.from !== trace.from && event.to !== trace.from ? [{ event, i }] : []));
  return hops.map(({ event, i }) => (
    <Part key={i} title={event.from === trace.to ? `The server asks ${event.to}` : `${event.from} answers`}>
      {event.message ? <Message message={event.message} /> : <CodeBlock>{event.summary}</CodeBlock>}
    </Part>
  ));
}
