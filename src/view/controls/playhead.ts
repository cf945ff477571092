// What the transport shows of the present step, worked out once for the narration, the slider and the narrow layouts.
import { useMemo } from 'react';
import type { Run } from '../../player/player.ts';
import type { Snapshot, Standing } from '../../trace/fold.ts';
import type { Step } from '../../trace/timeline.ts';
import { useCurrentRun, usePlayer, useSnapshot } from '../ports-context.tsx';
import { narration } from '../words/narration.ts';
import { stepText } from '../words/place-words.ts';
import { replyOf } from '../words/reply-words.ts';

export interface Playhead {
  run: Run;
  step: Step;
  count: number;
  snapshot: Snapshot;
  sentence: string;
  valueText: string;
  standing: Standing;
}

export function usePlayhead(): Playhead | undefined {
  const run = useCurrentRun();
  const number = usePlayer((state) => state.step);
  const snapshot = useSnapshot();
  return useMemo(() => {
    const step = run?.timeline.steps[number - 1];
    if (!run || !step || !snapshot) return undefined;
    const count = run.timeline.steps.length;
    return {
      run,
      step,
      count,
      snapshot,
      sentence: narration(run.trace, run.timeline, number, snapshot),
      valueText: stepText(run.trace, step, count, snapshot),
      standing: standingOf(step, snapshot),
    };
  }, [run, number, snapshot]);
}

function standingOf(step: Step, snapshot: Snapshot): Standing {
  if (step.kind === 'reply') return replyOf(snapshot)?.standing ?? 'refused';
  return step.verdict ?? 'asking';
}
