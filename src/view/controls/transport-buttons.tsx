import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { currentRun } from '../../player/player.ts';
import { usePlayer, usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';

/** The narrow layouts have no room for first and last; a phone is for fingers, and so may a narrow window be. */
const LAYOUT = {
  lab: { size: 16, all: true, button: 'min-h-8 min-w-8', play: 'min-h-8 min-w-9' },
  focus: {
    size: 16,
    all: false,
    button: 'min-h-8 min-w-8 pointer-coarse:min-h-11 pointer-coarse:min-w-11',
    play: 'min-h-8 min-w-10 pointer-coarse:min-h-11 pointer-coarse:min-w-11',
  },
  phone: { size: 20, all: false, button: 'min-h-11 min-w-11', play: 'min-h-11 min-w-13' },
} as const;

export function TransportButtons({ layout }: { layout: keyof typeof LAYOUT }) {
  const { size, all, button, play } = LAYOUT[layout];
  const { player } = usePorts();
  const playing = usePlayer((state) => state.playing);
  const empty = usePlayer((state) => currentRun(state) === undefined);
  return (
    <div className="flex gap-0.5">
      {all && (
        <Button look="icon" className={button} aria-label="First step" disabled={empty} onClick={player.first}>
          <SkipBack size={size} strokeWidth={1.75} aria-hidden />
        </Button>
      )}
      <Button look="icon" className={button} aria-label="Previous step" disabled={empty} onClick={player.back}>
        <StepBack size={size} strokeWidth={1.75} aria-hidden />
      </Button>
      <Button
        look="ink"
        className={`btn-play p-0 ${play}`}
        aria-label={playing ? 'Pause' : 'Play'}
        disabled={empty}
        onClick={playing ? player.pause : player.play}
      >
        {playing ? <Pause size={size - 1} fill="currentColor" aria-hidden /> : <Play size={size - 1} fill="currentColor" aria-hidden />}
      </Button>
      <Button look="icon" className={button} aria-label="Next step" disabled={empty} onClick={player.next}>
        <StepForward size={size} strokeWidth={1.75} aria-hidden />
      </Button>
      {all && (
        <Button look="icon" className={button} aria-label="Last step" disabled={empty} onClick={player.last}>
          <SkipForward size={size} strokeWidth={1.75} aria-hidden />
        </Button>
      )}
    </div>
  );
}
