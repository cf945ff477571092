import type { Playhead } from '../controls/playhead.ts';
import { StepSlider } from '../controls/scrubber.tsx';

const evenly = (count: number): number[] => Array.from({ length: count + 1 }, (_, i) => i / count);

/** The scrubber where two lanes have no room: one tick a step, a gap between rooms. */
export function Ticks({ at }: { at: Playhead | undefined }) {
  const count = at?.count ?? 1;
  const step = at?.step.number ?? 1;
  const firsts = new Set(at?.run.timeline.rooms.map((span) => span.first));
  const gaps = count < 40;
  return (
    <StepSlider ends={evenly(count)} step={step} valueText={at?.valueText ?? 'Nothing was sent yet'} className="ticks" empty={!at}>
      {Array.from({ length: at ? Math.min(count, 120) : 0 }, (_, i) => {
        const number = count <= 120 ? i + 1 : Math.round(((i + 1) * count) / 120);
        const state = number < step ? ' is-past' : number === step || (count > 120 && number - step < count / 120 && number >= step) ? ' is-now' : '';
        return <i key={number} className={`tick${state}${gaps && i > 0 && firsts.has(number) ? ' is-first' : ''}`} />;
      })}
    </StepSlider>
  );
}
