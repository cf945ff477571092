import { useSession } from '../ports-context.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import type { Playhead } from './playhead.ts';

/** The sentence of the step, said politely to readers whenever it changes. */
export function NarrationLine({ at, size = 20 }: { at: Playhead | undefined; size?: number }) {
  const stopped = useSession((session) => session.server.status === 'stopped');
  // What kubectl asks beforehand is not what somebody sent: the sentence is said once their own request is there.
  const beforehand = useSession((session) => session.terminal.busy) && at?.run.background === true;
  return (
    <>
      <VerdictMark standing={at?.standing ?? (stopped ? 'error' : 'not-asked')} size={size} />
      <div role="status" aria-label="Narration" aria-live={beforehand ? 'off' : 'polite'} className="narration" tabIndex={-1}>
        {at?.sentence ?? (stopped ? 'The API server did not start, so nobody answers a request.' : 'Nothing was sent yet.')}
      </div>
    </>
  );
}
