// Narration, step count, buttons, speed and scrubber. Play never blocks anything, and Pause is always in view.
import type { Speed } from '../../player/player.ts';
import { usePlayer, usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { NarrationLine } from './narration-line.tsx';
import { usePlayhead } from './playhead.ts';
import { RunList } from './run-list.tsx';
import { Scrubber } from './scrubber.tsx';
import { TransportButtons } from './transport-buttons.tsx';
import './controls.css';

const NEXT_SPEED: Record<Speed, Speed> = { 0.5: 1, 1: 2, 2: 0.5 };

export function SpeedButton() {
  const { player } = usePorts();
  const speed = usePlayer((state) => state.speed);
  return (
    <Button look="line" className="btn-speed" aria-label={`Speed ${speed}×`} onClick={() => player.setSpeed(NEXT_SPEED[speed])}>
      {speed}×
    </Button>
  );
}

export function Transport() {
  const at = usePlayhead();
  return (
    <section className="transport" aria-label="Playback">
      <div className="transport-words">
        <NarrationLine at={at} />
        <RunList />
        {at && (
          <span className="step-count">
            {at.step.number} / {at.count}
          </span>
        )}
      </div>
      <div className="transport-controls">
        <TransportButtons />
        <SpeedButton />
        <Scrubber at={at} />
      </div>
    </section>
  );
}
