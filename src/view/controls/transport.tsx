// Narration, step count, buttons, speed and scrubber. Play never blocks anything, and Pause is always in view.
import type { Speed } from '../../player/player.ts';
import { usePlayer, usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { NarrationLine, StepCount } from './narration-line.tsx';
import { usePlayhead } from './playhead.ts';
import { RunList } from './run-list.tsx';
import { Scrubber } from './scrubber.tsx';
import { TransportButtons } from './transport-buttons.tsx';

const NEXT_SPEED: Record<Speed, Speed> = { 0.5: 1, 1: 2, 2: 0.5 };

export function SpeedButton() {
  const { player } = usePorts();
  const speed = usePlayer((state) => state.speed);
  return (
    <Button look="line" className="mono min-w-11 px-2 text-12 leading-none" aria-label={`Speed ${speed}×`} onClick={() => player.setSpeed(NEXT_SPEED[speed])}>
      {speed}×
    </Button>
  );
}

export function Transport() {
  const at = usePlayhead();
  return (
    <section className="grid h-29 grid-rows-[--spacing(12)_1fr] border-y border-line bg-surface px-4" aria-label="Playback">
      <div className="flex min-w-0 items-center gap-2.5">
        <NarrationLine at={at} className="text-narration" />
        <RunList />
        {at && <StepCount at={at} />}
      </div>
      <div className="grid grid-cols-[auto_auto_1fr] items-center gap-3 pb-2.5">
        <TransportButtons layout="lab" />
        <SpeedButton />
        <Scrubber at={at} />
      </div>
    </section>
  );
}
