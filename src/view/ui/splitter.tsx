// A line that is dragged, or moved with the arrow keys. A focusable separator, as ARIA has it.
import type { KeyboardEvent, PointerEvent } from 'react';
import './ui.css';

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
      className="splitter"
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
