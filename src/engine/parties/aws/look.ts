// What a service of AWS looks at before it answers, written into the trace as it happens: one stage for each thing, with what was wanted and what was
// found. The services tell their callers next to nothing of it. Left out: how long any of it takes.
import type { Demand, Evidence } from '../../../trace/event.ts';
import type { Recorder } from '../../../trace/recorder.ts';
import type { Refusal } from './answers.ts';
import { counts, type Decision, type Weighed } from './evaluate.ts';

/** What came of a look: the value for what follows, and why. */
export interface Seen<T> {
  readonly value: T;
  readonly why: string;
  readonly evidence?: Evidence;
}

/** A refusal as the caller hears it, and what only the trace tells. */
export interface Refused {
  readonly refusal: Refusal;
  readonly why: string;
  readonly evidence?: Evidence;
}

export async function look<T>(
  recorder: Recorder | undefined,
  stage: string,
  work: () => Seen<T> | Refused | Promise<Seen<T> | Refused>,
): Promise<Seen<T> | Refused> {
  const id = recorder?.before(stage);
  const seen = await work();
  if (id === undefined) return seen;
  const verdict = !('refusal' in seen) ? 'passed' : seen.refusal.status === 403 ? 'denied' : 'error';
  recorder?.after(id, verdict, seen.why, seen.evidence);
  return seen;
}

/** One claim beside the values that are taken for good. */
export const demand = (element: string, wanted: readonly string[], found: readonly string[], ok: boolean): Evidence => ({
  type: 'demands',
  demands: [{ element, wanted: [...wanted], found: [...found], ok }],
});

const said = (words: readonly string[]): string => words.join(', ') || 'nothing';

/** Writes down how a policy was read, statement by statement, and what came of it. */
export function tellPolicy(recorder: Recorder | undefined, stage: string, statements: readonly Weighed[], decision: Decision): void {
  if (!recorder) return;
  const id = recorder.before(stage);
  for (const [i, one] of statements.entries()) {
    const ok = counts(one);
    recorder.note(`statement ${i + 1}, ${one.effect}: ${ok ? 'fits' : 'does not fit'}`, { ok, evidence: { type: 'demands', ...one } });
  }
  const at = statements.findIndex((one) => counts(one) && (one.effect === 'Deny') === (decision === 'explicit-deny'));
  if (decision === 'allow') recorder.after(id, 'allowed', `statement ${at + 1} allows it`);
  else recorder.after(id, 'denied', decision === 'explicit-deny' && at >= 0 ? `statement ${at + 1} denies it` : nearestMiss(statements));
}

/** What stands in the way of the statement that comes nearest. */
function nearestMiss(statements: readonly Weighed[]): string {
  const missing = ({ demands }: Weighed): Demand[] => demands.filter(({ ok }) => !ok);
  const [nearest] = statements.filter(({ effect }) => effect === 'Allow').sort((a, b) => missing(a).length - missing(b).length);
  const [miss] = nearest ? missing(nearest) : [];
  return miss ? `${miss.key ?? miss.element} wants ${said(miss.wanted)}, not ${said(miss.found)}` : 'no statement allows it';
}
