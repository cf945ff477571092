import { useMemo } from 'react';
import type { Run } from '../../player/player.ts';
import type { Snapshot } from '../../trace/fold.ts';
import { useCurrentRun, usePlayer, useSnapshot } from '../ports-context.tsx';
import { type StageFacts, stageFacts } from './stage-facts.ts';

/** The selected request as far as the playhead has come. */
export interface Picture {
  run: Run;
  snapshot: Snapshot;
  facts: readonly StageFacts[];
  step: number;
  count: number;
}

export function usePicture(): Picture | undefined {
  const run = useCurrentRun();
  const snapshot = useSnapshot();
  const step = usePlayer((p) => p.step);
  const events = run?.timeline.steps[step - 1]?.events ?? 0;
  const trace = run?.trace;
  const facts = useMemo(() => (trace ? stageFacts(trace, events) : []), [trace, events]);
  if (!run || !snapshot) return undefined;
  return { run, snapshot, facts, step, count: run.timeline.steps.length };
}
