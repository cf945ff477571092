import { VerdictMark } from '../ui/verdict-mark.tsx';
import type { Playhead } from './playhead.ts';

/** The sentence of the step, said politely to readers whenever it changes. */
export function NarrationLine({ at, size = 20 }: { at: Playhead | undefined; size?: number }) {
  return (
    <>
      <VerdictMark standing={at?.standing ?? 'not-asked'} size={size} />
      <div role="status" aria-label="Narration" aria-live="polite" className="narration">
        {at?.sentence ?? 'Nothing was sent yet.'}
      </div>
    </>
  );
}
