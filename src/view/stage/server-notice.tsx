// When the server does not serve: restarting, or did not start. Fetched when it happens.

import type { CSSProperties } from 'react';
import type { ServerView } from '../../ports/flags.ts';
import type { Tab } from '../../ports/tabs.ts';
import { usePorts, useReveal } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { PLAYBACK } from '../ui/keep-focus.ts';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { useFailure } from '../use-failure.ts';
import { FLOOR, HEIGHT, type RoomPlan } from './geometry.ts';

/** `in`: the room whose floor it stands on, where rooms are drawn. */
export default function ServerNotice({ server, in: room }: { server: ServerView; in?: RoomPlan | undefined }) {
  if (server.status === 'restarting') return <Restarting doing={server.doing} />;
  const place = room && { left: room.left + 16, width: room.right - room.left - 32, top: 'auto', bottom: HEIGHT - FLOOR + 6, maxHeight: 182 };
  return <Stopped title={server.status === 'stopped' ? 'The API server did not start' : 'The API server was not running'} place={place} />;
}

function Restarting({ doing }: { doing: string | undefined }) {
  return (
    <div className="notice">
      <b>Restarting the API server</b>
      <p>It reads its flags and files again. Requests wait before the first gate.</p>
      <div className="notice-bar">
        <i />
      </div>
      {doing && <p className="mono notice-small">{doing}</p>}
    </div>
  );
}

const tabOf = ({ file, flag }: NonNullable<ServerView['failure']>): Tab => (flag?.startsWith('audit-') ? 'Log' : file ? 'tokens.csv' : 'API server flags');

function Stopped({ title, place }: { title: string; place: CSSProperties | undefined }) {
  const { reveal } = useReveal();
  const ports = usePorts();
  const failure = useFailure();
  return (
    <div className="notice is-wide" role="alert" style={place}>
      <b className="notice-title">
        <VerdictMark standing="error" size={18} />
        {title}
      </b>
      {failure ? (
        <>
          <p className="mono notice-error">{failure.error}</p>
          {failure.mended ? (
            <>
              <p>That was changed since. It is read at the next start.</p>
              <Button look="line" data-heir={PLAYBACK} onClick={ports.restartServer}>
                Restart API server
              </Button>
            </>
          ) : failure.line !== undefined ? (
            <Button look="line" onClick={() => reveal(tabOf(failure), failure.line ?? 1)}>
              Go to line {failure.line}
            </Button>
          ) : (
            failure.flag && (
              <Button look="line" onClick={() => reveal('API server flags', 1)}>
                Go to {failure.flag}
              </Button>
            )
          )}
        </>
      ) : (
        <p>Nobody listens at its address.</p>
      )}
    </div>
  );
}
