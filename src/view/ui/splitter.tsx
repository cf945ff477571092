// A line that is dragged, or moved with the arrow keys. A focusable separator, as ARIA has it.
import type { KeyboardEvent, PointerEvent } from 'react';

interface SplitterProps {
  label: string;
  /** The line's own direction: a horizontal line is moved up and down. */
  orientation: 'horizontal' | 'vertical';
  value: number;
  min: number;
  max: number;
  /** The value grows when the line moves left or up. */
  reversed?: boolean;
  controls: string;
  onChange(value: number): void;
}

const STEP = 16;
/** A hairline that is wider for the finger than for the eye. */
const LINE =
  'splitter relative z-8 flex-none touch-none bg-line after:absolute hover:bg-now active:bg-now focus-visible:rounded-none focus-visible:bg-now focus-visible:outline-offset-0';
const COLUMNS = 'w-0.25 cursor-col-resize after:-inset-x-1.5 after:inset-y-0';
/** With something to take hold of. */
const ROWS =
  'h-0.25 cursor-row-resize after:inset-x-0 after:-inset-y-1.5 before:absolute before:-top-0.25 before:left-1/2 before:-ml-4.5 before:h-1 before:w-9 before:rounded-1 before:bg-edge hover:before:bg-now active:before:bg-now focus-visible:before:bg-now';

export function Splitter({ label, orientation, value, min, max, reversed = false, controls, onChange }: SplitterProps) {
  const clamp = (next: number): number => Math.round(Math.max(min, Math.min(max, next)));
  const sign = reversed ? -1 : 1;

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const line = event.currentTarget;
    const at = (e: { clientX: number; clientY: number }): number => (orientation === 'vertical' ? e.clientX : e.clientY);
    const from = at(event);
    line.setPointerCapture(event.pointerId);
    line.onpointermove = (e) => onChange(clamp(value + sign * (at(e) - from)));
    line.onpointerup = line.onpointercancel = () => {
      line.onpointermove = line.onpointerup = line.onpointercancel = null;
    };
  };

  const press = (event: KeyboardEvent): void => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const next = { [less ?? '']: value - sign * STEP, [more ?? '']: value + sign * STEP, Home: min, End: max }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(clamp(next));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; a focusable separator is ARIA's splitter
    <div
      className={`${LINE} ${orientation === 'vertical' ? COLUMNS : ROWS}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-controls={controls}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
}
