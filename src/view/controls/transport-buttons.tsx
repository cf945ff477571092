import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { usePlayer, usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';

/** `all`: first, back, play, forward, last. `short`: back, play, forward, for the narrow layouts. */
export function TransportButtons({ size = 16, all = true }: { size?: number; all?: boolean }) {
  const { player } = usePorts();
  const playing = usePlayer((state) => state.playing);
  return (
    <div className="transport-buttons">
      {all && (
        <Button look="icon" aria-label="First step" onClick={player.first}>
          <SkipBack size={size} strokeWidth={1.75} aria-hidden />
        </Button>
      )}
      <Button look="icon" aria-label="Previous step" onClick={player.back}>
        <StepBack size={size} strokeWidth={1.75} aria-hidden />
      </Button>
      <Button look="ink" className="btn-play" aria-label={playing ? 'Pause' : 'Play'} onClick={playing ? player.pause : player.play}>
        {playing ? <Pause size={size - 1} fill="currentColor" aria-hidden /> : <Play size={size - 1} fill="currentColor" aria-hidden />}
      </Button>
      <Button look="icon" aria-label="Next step" onClick={player.next}>
        <StepForward size={size} strokeWidth={1.75} aria-hidden />
      </Button>
      {all && (
        <Button look="icon" aria-label="Last step" onClick={player.last}>
          <SkipForward size={size} strokeWidth={1.75} aria-hidden />
        </Button>
      )}
    </div>
  );
}
