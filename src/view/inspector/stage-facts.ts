// What each stage has said so far: notes, evidence, verdict. The inspector reads this beside the picture at the playhead.
import type { Evidence, Trace, Verdict } from '../../trace/event.ts';

export interface StageFacts {
  stage: string;
  /** Undefined while it is still asked. */
  verdict: Verdict | undefined;
  reason: string;
  notes: { text: string; ok?: boolean }[];
  evidence: Evidence[];
}

/** The stages of the first `count` events, in the order in which they were entered. */
export function stageFacts(trace: Trace, count: number): StageFacts[] {
  const stages: StageFacts[] = [];
  const open = new Map<number, StageFacts>();
  for (const event of trace.events.slice(0, count)) {
    if (event.kind === 'before') {
      const facts: StageFacts = { stage: event.stage, verdict: undefined, reason: '', notes: [], evidence: [] };
      stages.push(facts);
      open.set(event.id, facts);
    } else if (event.kind === 'note' || event.kind === 'after') {
      const facts = open.get(event.id);
      if (!facts) continue;
      if (event.evidence) facts.evidence.push(event.evidence);
      if (event.kind === 'note') facts.notes.push({ text: event.text, ...(event.ok === undefined ? {} : { ok: event.ok }) });
      else {
        facts.verdict = event.verdict;
        facts.reason = event.reason;
      }
    }
  }
  return stages;
}

export const factsOf = (facts: readonly StageFacts[], stage: string): StageFacts | undefined => facts.find((f) => f.stage === stage);

/** The first evidence of one type, of any stage or of one. */
export function evidenceOf<T extends Evidence['type']>(facts: readonly StageFacts[], type: T, stage?: string): Extract<Evidence, { type: T }> | undefined {
  for (const f of facts) {
    if (stage !== undefined && f.stage !== stage) continue;
    for (const evidence of f.evidence) if (evidence.type === type) return evidence as Extract<Evidence, { type: T }>;
  }
  return undefined;
}

const LOG = /^in the server[’']s log: (.+)$/s;

/** The line that the server wrote into its own log about this request. */
export function serverLog(facts: readonly StageFacts[]): string | undefined {
  for (const f of facts)
    for (const note of f.notes) {
      const match = LOG.exec(note.text);
      if (match) return match[1];
    }
  return undefined;
}
