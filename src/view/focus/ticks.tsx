import type { Playhead } from '../controls/playhead.ts';
import { StepSlider } from '../controls/scrubber.tsx';

const evenly = (count: number): number[] => Array.from({ length: count + 1 }, (_, i) => i / count);

const PAST = 'h-1.5 bg-ink';
const NOW = 'h-3.5 bg-now forced-colors:bg-highlight forced-colors:forced-color-adjust-none';
const FUTURE = 'h-1.5 bg-line-2';

/** The scrubber where two lanes have no room: one tick a step, a gap between rooms. */
export function Ticks({ at, dense = false }: { at: Playhead | undefined; dense?: boolean }) {
  const count = at?.count ?? 1;
  const step = at?.step.number ?? 1;
  const firsts = new Set(at?.run.timeline.rooms.map((span) => span.first));
  const gaps = count < 40;
  return (
    <StepSlider
      ends={evenly(count)}
      step={step}
      valueText={at?.valueText ?? 'Nothing was sent yet'}
      className={`flex flex-1 items-center ${dense ? 'mr-2 ml-3 h-11 gap-0.5' : 'mx-3 h-7 gap-0.75'}`}
      empty={!at}
    >
      {Array.from({ length: at ? Math.min(count, 120) : 0 }, (_, i) => {
        const number = count <= 120 ? i + 1 : Math.round(((i + 1) * count) / 120);
        const look = number < step ? PAST : number === step || (count > 120 && number - step < count / 120 && number >= step) ? NOW : FUTURE;
        const gap = gaps && i > 0 && firsts.has(number) ? (dense ? 'ml-0.5' : 'ml-1.5') : '';
        return <i key={number} className={`min-w-px flex-1 rounded-1 forced-colors:border forced-colors:border-canvas-text ${look} ${gap}`} />;
      })}
    </StepSlider>
  );
}
