// The cluster's clock, and the menu that moves it on. While time passes it says so, and can be stopped.
import { ChevronDown, Clock } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';

const Menu = lazy(() => import('./clock-menu.tsx'));

export const ClockMenu = ({ close }: { close: () => void }) => (
  <Suspense fallback={null}>
    <Menu close={close} />
  </Suspense>
);

export function ClusterClock() {
  const clock = useSession((session) => session.clock);
  const [date, time = ''] = clock.split('T');
  return (
    <div className="relative">
      <Disclosure
        className="mono flex h-7.5 items-center gap-1.75 rounded-2 border border-line-2 bg-surface px-2.5 text-12 leading-none font-ui whitespace-nowrap text-ink hover:border-edge"
        panelClassName="is-right"
        buttonLabel={`${date} ${time}, the cluster’s clock: advance time`}
        button={
          <>
            <Clock size={14} strokeWidth={1.75} aria-hidden />
            <time dateTime={clock}>
              <span className="text-ink-3">{date}</span> {time}
            </time>
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
          </>
        }
      >
        {(close) => <ClockMenu close={close} />}
      </Disclosure>
      <PassingTime />
    </div>
  );
}

/** Stands still for a moment first: most of what passes is over before anybody could read it. */
export function PassingTime({ className = 'top-full right-0 mt-2' }: { className?: string }) {
  const { interrupt } = usePorts();
  const passing = useSession((session) => session.passing);
  return (
    <>
      <span className="sr" role="status" aria-label="Cluster time">
        {passing === undefined ? '' : 'Time is passing in the cluster.'}
      </span>
      {passing !== undefined && (
        <div
          className={`absolute z-29 flex animate-late items-center gap-2.5 rounded-3 border border-line-2 bg-surface py-1.5 pr-1.5 pl-3 text-13 whitespace-nowrap shadow-high ${className}`}
        >
          <span>Time is passing</span>
          <progress
            className="h-1.5 w-22.5 appearance-none rounded-1 bg-surface-3 [&::-moz-progress-bar]:rounded-1 [&::-moz-progress-bar]:bg-now [&::-webkit-progress-bar]:rounded-1 [&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:rounded-1 [&::-webkit-progress-value]:bg-now"
            aria-label="Time is passing"
            value={passing}
          />
          <Button look="line" onClick={interrupt}>
            Stop
          </Button>
        </div>
      )}
    </>
  );
}
