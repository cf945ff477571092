import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { currentRun } from '../../player/player.ts';
import { usePlayer, usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';

/** `all`: first, back, play, forward, last. `short`: back, play, forward, for the narrow layouts. */
export function TransportButtons({ size = 16, all = true }: { size?: number; all?: boolean }) {
  const { player } = usePorts();
  const playing = usePlayer((state) => state.playing);
  const empty = usePlayer((state) => currentRun(state) === undefined);
  return (
    <div className="transport-buttons">
      {all && (
        <Button look="icon" aria-label="First step" disabled={empty} onClick={player.first}>
          <SkipBack size={size} strokeWidth={1.75} aria-hidden />
        </Button>
      )}
      <Button look="icon" aria-label="Previous step" disabled={empty} onClick={player.back}>
        <StepBack size={size} strokeWidth={1.75} aria-hidden />
      </Button>
      <Button look="ink" className="btn-play" aria-label={playing ? 'Pause' : 'Play'} disabled={empty} onClick={playing ? player.pause : player.play}>
        {playing ? <Pause size={size - 1} fill="currentColor" aria-hidden /> : <Play size={size - 1} fill="currentColor" aria-hidden />}
      </Button>
      <Button look="icon" aria-label="Next step" disabled={empty} onClick={player.next}>
        <StepForward size={size} strokeWidth={1.75} aria-hidden />
      </Button>
      {all && (
        <Button look="icon" aria-label="Last step" disabled={empty} onClick={player.last}>
          <SkipForward size={size} strokeWidth={1.75} aria-hidden />
        </Button>
      )}
    </div>
  );
}
