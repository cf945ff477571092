import { useSession } from '../ports-context.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import type { Playhead } from './playhead.ts';

/** The sentence of the step, said politely to readers whenever it changes. */
export function NarrationLine({ at, className = 'text-15' }: { at: Playhead | undefined; className?: string }) {
  const stopped = useSession((session) => session.server.status === 'stopped');
  // What kubectl asks beforehand is not what somebody sent: the sentence is said once their own request is there.
  const beforehand = useSession((session) => session.terminal.busy) && at?.run.background === true;
  return (
    <>
      <VerdictMark standing={at?.standing ?? (stopped ? 'error' : 'not-asked')} size={20} />
      <div
        role="status"
        aria-label="Narration"
        aria-live={beforehand ? 'off' : 'polite'}
        className={`narration min-w-0 flex-1 font-display leading-5 font-strong tracking-snug ${className}`}
        tabIndex={-1}
      >
        {at?.sentence ?? (stopped ? 'The API server did not start, so nobody answers a request.' : 'Nothing was sent yet.')}
      </div>
    </>
  );
}

export function StepCount({ at }: { at: Playhead | undefined }) {
  return <span className="mono text-12 leading-none font-ui whitespace-nowrap text-ink-3">{at ? `${at.step.number} / ${at.count}` : ''}</span>;
}
