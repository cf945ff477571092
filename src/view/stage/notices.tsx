// What stands on the stage instead of a request: the house is closed, or nothing was sent yet.
import { lazy, Suspense } from 'react';
import type { ServerView } from '../../ports/flags.ts';
import { useSession } from '../ports-context.tsx';
import { RunRow } from '../ui/run-row.tsx';
import type { RoomPlan } from './geometry.ts';

const Notice = lazy(() => import('./server-notice.tsx'));

/** `in`: the room whose floor it stands on, where rooms are drawn. */
export function ServerNotice(props: { server: ServerView; in?: RoomPlan | undefined }) {
  return (
    <Suspense fallback={null}>
      <Notice {...props} />
    </Suspense>
  );
}

/** Nothing was sent yet: one thing to do. */
export function NothingSent({ in: room }: { in?: RoomPlan | undefined }) {
  const suggestion = useSession((session) => session.suggestions[0]);
  return (
    <div className="notice is-empty" style={room && { left: room.left + 20, width: Math.min(360, room.right - room.left - 40) }}>
      <b>Nothing sent yet</b>
      <p>The gates are open and nobody is here. Send a request to begin.</p>
      {suggestion && <RunRow label={suggestion.label} command={suggestion.command} />}
    </div>
  );
}
