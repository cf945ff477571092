// Two lanes of spans and the playhead. Under them lies a native slider for keys and readers; the pointer is ours, for spans are wide.
import { type KeyboardEvent, memo, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Run } from '../../player/player.ts';
import type { Verdict } from '../../trace/event.ts';
import type { Span, Step } from '../../trace/timeline.ts';
import { usePorts, usePredictionOpen } from '../ports-context.tsx';
import { shortName } from '../words/place-words.ts';
import { TONE, type Tone } from '../words/verdict-words.ts';
import type { Playhead } from './playhead.ts';

/** Steps that decide something are drawn wider than those that only pass by; a step is a step, never a time. */
function weight(step: Step): number {
  if (step.kind === 'send' || step.kind === 'enter') return 0.5;
  if (step.verdict === 'skipped') return 0.5;
  if (step.stage.startsWith('authn.') || step.stage === 'authorization') return 1.6;
  return step.kind === 'judged' && step.stage === 'authentication' ? 0.5 : 1;
}

/** Where each step ends, from 0 to 1; the first number is 0. */
export function endsOf(steps: readonly Step[]): number[] {
  const total = steps.reduce((sum, step) => sum + weight(step), 0) || 1;
  let sum = 0;
  return [0, ...steps.map((step) => (sum += weight(step)) / total)];
}

/** The step under a place of the scrubber. */
export const stepAt = (ends: readonly number[], place: number): number => {
  const found = ends.findIndex((end, i) => i > 0 && place <= end);
  return found < 0 ? ends.length - 1 : found;
};

export function Scrubber({ at }: { at: Playhead | undefined }) {
  const steps = at?.run.timeline.steps;
  const ends = useMemo(() => (steps ? endsOf(steps) : [0, 1]), [steps]);
  const step = at?.step.number ?? 1;
  return (
    <StepSlider ends={ends} step={step} valueText={at?.valueText ?? 'Nothing was sent yet'} className="h-13" empty={!at}>
      {at && <Lanes run={at.run} step={step} ends={ends} />}
      {at && (
        <i
          className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-px bg-now forced-color-adjust-none before:absolute before:-top-0.75 before:-left-1.5 before:size-3.5 before:-rotate-45 before:rounded-full before:rounded-bl-1 before:bg-now forced-colors:bg-highlight forced-colors:before:bg-highlight"
          style={{ left: `${(ends[step] ?? 1) * 100}%` }}
        />
      )}
    </StepSlider>
  );
}

function Lanes({ run, step, ends }: { run: Run; step: number; ends: readonly number[] }) {
  // Which rooms are still to come would answer a prediction that is open.
  const held = usePredictionOpen();
  const [rooms, desks] = [run.timeline.rooms, run.timeline.desks].map((spans) => (held ? spans.filter(({ first }) => first <= step) : spans));
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(580);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const lane = (span: Span, lower: boolean) => {
    const from = ends[span.first - 1] ?? 0;
    const part = (ends[span.last] ?? 1) - from;
    const name = shortName(run.trace, span.stage);
    const verdict = verdictOf(run, span, step);
    return (
      <Lane
        key={`${lower}${span.first}${span.stage}`}
        from={from}
        part={part}
        name={name.length * LETTER + 8 <= part * width ? name : ''}
        className={`${lower ? 'top-7.25' : 'top-2'} ${verdict ? (DECIDED[TONE[verdict]] ?? UNDECIDED) : step < span.first ? FUTURE : lower ? UNDECIDED : PASSED}`}
      />
    );
  };
  const told = ends[Math.max(step, rooms?.at(-1)?.last ?? 0)] ?? 1;
  return (
    <div aria-hidden="true" className="absolute inset-0" ref={box}>
      {rooms?.map((span) => lane(span, false))}
      {desks?.map((span) => lane(span, true))}
      {held && <Lane from={told} part={1 - told} name="" className={`top-2 ${FUTURE}`} />}
    </div>
  );
}

const LETTER = 6.1;

const PASSED = 'bg-surface-3 text-ink';
const UNDECIDED = 'text-ink-2 inset-ring inset-ring-line-2';
const FUTURE = 'text-ink-3 inset-ring inset-ring-line forced-colors:border-dashed';
const SPOKEN = 'font-strong inset-ring forced-colors:bg-canvas-text forced-colors:text-canvas forced-colors:forced-color-adjust-none';
const DECIDED: Partial<Record<Tone, string>> = {
  id: `bg-id-soft text-id ${SPOKEN}`,
  allow: `bg-allow-soft text-allow ${SPOKEN}`,
  deny: `bg-deny-soft text-deny ${SPOKEN}`,
  error: `bg-error-soft text-error ${SPOKEN}`,
};

/** The verdict that tints a span, once it is spoken. An authorizer's silence is tinted as its gate is: nothing said means no. */
function verdictOf({ timeline: { rooms, desks } }: Run, span: Span, step: number): Verdict | undefined {
  if (!span.decisive || span.verdict === undefined) return undefined;
  const hit = span.stage === 'authentication' ? desks.find((desk) => desk.verdict === 'recognised') : undefined;
  if (step < (hit?.last ?? span.last)) return undefined;
  if (!span.stage.startsWith('authz.') || span.verdict !== 'no-opinion') return span.verdict;
  return rooms.find((room) => room.stage === 'authorization')?.verdict;
}

/** Drawn anew only when its own look changes: a long trace has hundreds of them. */
const Lane = memo(function Lane({ from, part, name, className }: { from: number; part: number; name: string; className: string }) {
  return (
    <span
      className={`absolute flex h-4.75 min-w-0 items-center overflow-hidden rounded-1 px-1.25 text-11 leading-none whitespace-nowrap forced-colors:border forced-colors:border-canvas-text ${className}`}
      style={{ left: `calc(${from * 100}% + 1px)`, width: `calc(${part * 100}% - 2px)` }}
    >
      {name}
    </span>
  );
});

interface StepSliderProps {
  ends: readonly number[];
  step: number;
  valueText: string;
  className: string;
  empty: boolean;
  children: React.ReactNode;
}

/** The slider "Step": a native range, with whatever drawing lies over it. */
export function StepSlider({ ends, step, valueText, className, empty, children }: StepSliderProps) {
  const { player } = usePorts();
  const dragging = useRef(false);

  const seek = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const to = stepAt(ends, (event.clientX - box.left) / box.width);
    if (to !== step) player.seek(to);
  };
  const press = (event: KeyboardEvent): void => {
    const go = {
      ArrowRight: player.next,
      ArrowUp: player.next,
      ArrowLeft: player.back,
      ArrowDown: player.back,
      Home: player.first,
      End: player.last,
      PageDown: player.next,
      PageUp: player.back,
    }[event.key];
    if (!go || empty || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go();
  };

  return (
    <div
      className={`relative cursor-pointer touch-none has-focus-visible:rounded-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus ${className}`}
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
        className="pointer-events-none absolute inset-0 size-full opacity-0"
        aria-label="Step"
        aria-valuetext={valueText}
        min={1}
        max={ends.length - 1}
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
