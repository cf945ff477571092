// Two lanes of spans and the playhead. Under them lies a native slider for keys and readers; the pointer is ours, for spans are wide.
import { type KeyboardEvent, memo, type PointerEvent, useRef } from 'react';
import type { Run } from '../../player/player.ts';
import type { Span } from '../../trace/timeline.ts';
import { usePorts } from '../ports-context.tsx';
import { shortName } from '../words/place-words.ts';
import { TONE } from '../words/verdict-words.ts';
import type { Playhead } from './playhead.ts';

const NARROW_LABEL = 0.055;

export function Scrubber({ at }: { at: Playhead | undefined }) {
  const count = at?.count ?? 1;
  const step = at?.step.number ?? 1;
  return (
    <StepSlider count={count} step={step} valueText={at?.valueText ?? 'Nothing was sent yet'} className="scrubber" empty={!at}>
      {at && <Lanes run={at.run} step={step} />}
      {at && <i className="playhead" style={{ left: `${(step / count) * 100}%` }} />}
    </StepSlider>
  );
}

const Lanes = memo(function Lanes({ run, step }: { run: Run; step: number }) {
  const { rooms, desks, steps } = run.timeline;
  return (
    <div aria-hidden="true">
      {rooms.map((span) => (
        <Lane key={`r${span.first}`} span={span} run={run} count={steps.length} step={step} />
      ))}
      {desks.map((span) => (
        <Lane key={`d${span.first}${span.stage}`} span={span} run={run} count={steps.length} step={step} lower />
      ))}
    </div>
  );
});

function Lane({ span, run, count, step, lower = false }: { span: Span; run: Run; count: number; step: number; lower?: boolean }) {
  const from = ((span.first - 1) / count) * 100;
  const width = ((span.last - span.first + 1) / count) * 100;
  const future = step < span.first;
  const decided = span.decisive && span.verdict !== undefined && step >= span.last;
  const tone = decided && span.verdict ? ` is-decisive tone-${TONE[span.verdict]}` : '';
  return (
    <span className={`span${lower ? ' is-lower' : ''}${future ? ' is-future' : ''}${tone}`} style={{ left: `calc(${from}% + 1px)`, width: `calc(${width}% - 2px)` }}>
      {width / 100 > NARROW_LABEL ? shortName(run.trace, span.stage) : ''}
    </span>
  );
}

interface StepSliderProps {
  count: number;
  step: number;
  valueText: string;
  className: string;
  empty: boolean;
  children: React.ReactNode;
}

/** The slider "Step": a native range, with whatever drawing lies over it. */
export function StepSlider({ count, step, valueText, className, empty, children }: StepSliderProps) {
  const { player } = usePorts();
  const dragging = useRef(false);

  const seek = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const to = Math.max(1, Math.min(count, Math.ceil(((event.clientX - box.left) / box.width) * count)));
    if (to !== step) player.seek(to);
  };
  const press = (event: KeyboardEvent): void => {
    const go = { ArrowRight: player.next, ArrowUp: player.next, ArrowLeft: player.back, ArrowDown: player.back, Home: player.first, End: player.last, PageDown: player.next, PageUp: player.back }[event.key];
    if (!go || empty || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go();
  };

  return (
    <div
      className={className}
      onPointerDown={(event) => {
        if (empty || event.button !== 0) return;
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) => dragging.current && seek(event)}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
    >
      <input
        type="range"
        className="step-range"
        aria-label="Step"
        aria-valuetext={valueText}
        min={1}
        max={count}
        step={1}
        value={step}
        disabled={empty}
        onChange={(event) => player.seek(event.target.valueAsNumber)}
        onKeyDown={press}
      />
      {children}
    </div>
  );
}
