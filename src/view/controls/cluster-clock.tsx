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
    <div className="clock-box">
      <Disclosure
        className="clock"
        panelClassName="clock-panel is-right"
        buttonLabel={`${date} ${time}, the cluster’s clock: advance time`}
        button={
          <>
            <Clock size={14} strokeWidth={1.75} aria-hidden />
            <time dateTime={clock}>
              <span>{date}</span> {time}
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
export function PassingTime() {
  const { interrupt } = usePorts();
  const passing = useSession((session) => session.passing);
  return (
    <>
      <span className="sr" role="status" aria-label="Cluster time">
        {passing === undefined ? '' : 'Time is passing in the cluster.'}
      </span>
      {passing !== undefined && (
        <div className="passing">
          <span>Time is passing</span>
          <progress aria-label="Time is passing" value={passing} />
          <Button look="line" onClick={interrupt}>
            Stop
          </Button>
        </div>
      )}
    </>
  );
}
