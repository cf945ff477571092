// Whether the house is open in the picture that is shown: a request of an earlier server is shown as that server answered it.
import type { ServerView } from '../../ports/flags.ts';
import { useCurrentRun, useSession } from '../ports-context.tsx';
import { nobodyHome } from '../words/unreached.ts';

/** Undefined while the gates are open; else what there is to say of the closed house. */
export function useClosed(): ServerView | undefined {
  const server = useSession((session) => session.server);
  const run = useCurrentRun();
  if (server.status === 'restarting') return server;
  return (run ? nobodyHome(run.trace) : server.status === 'stopped') ? server : undefined;
}
