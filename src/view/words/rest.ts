import type { Run } from '../../player/player.ts';
import { fold } from '../../trace/fold.ts';
import { narration } from './narration.ts';

/** How long the playhead rests on a step at speed 1, in milliseconds: long enough to read its sentence. */
export function rest(run: Run, step: number, reducedMotion = false): number {
  if (reducedMotion) return 2500;
  const events = run.timeline.steps[step - 1]?.events ?? 0;
  return Math.max(1400, 60 * narration(run.trace, run.timeline, step, fold(run.trace, events)).length);
}
