// When the server does not serve: restarting, or did not start. And the stage before anything was sent.

import type { ServerView, Tab } from '../ports.ts';
import { useReveal, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { RunRow } from '../ui/run-row.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';

export function ServerNotice({ server }: { server: ServerView }) {
  return server.status === 'restarting' ? <Restarting doing={server.doing} /> : <Stopped failure={server.failure} />;
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

const tabOf = (failure: NonNullable<ServerView['failure']>): Tab => (failure.file ? 'tokens.csv' : 'API server flags');

function Stopped({ failure }: { failure: ServerView['failure'] }) {
  const { reveal } = useReveal();
  return (
    <div className="notice is-wide" role="alert">
      <b className="notice-title">
        <VerdictMark standing="error" size={18} />
        The API server did not start
      </b>
      {failure ? (
        <>
          <p className="mono notice-error">{failure.error}</p>
          {failure.line !== undefined ? (
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

/** Nothing was sent yet: one thing to do. */
export function NothingSent() {
  const suggestion = useSession((session) => session.suggestions[0]);
  return (
    <div className="notice is-empty">
      <b>Nothing sent yet</b>
      <p>The gates are open and nobody is here. Send a request to begin.</p>
      {suggestion && <RunRow label={suggestion.label} command={suggestion.command} />}
    </div>
  );
}
