// Why the API server did not start, and whether what it complained of still stands there.
import type { ServerView } from '../ports/flags.ts';
import type { Session } from '../ports/ports.ts';
import { useSession } from './ports-context.tsx';

type Failure = NonNullable<ServerView['failure']>;

/** `mended`: the file or flag was changed since; no server has read that yet. */
export function useFailure(): (Failure & { mended: boolean }) | undefined {
  const failure = useSession((s) => s.server.failure);
  const mended = useSession((s) => s.server.failure !== undefined && changedSince(s.server.failure, s));
  return failure && { ...failure, mended };
}

export function changedSince(failure: Failure, { tokensCsv, audit, flags }: Pick<Session, 'tokensCsv' | 'audit' | 'flags'>): boolean {
  if (flags.stale) return true;
  if (failure.file === tokensCsv.path) return tokensCsv.refused !== undefined && tokensCsv.refused !== tokensCsv.text;
  return failure.file === audit.path && audit.stale;
}
