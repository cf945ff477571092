// The rows of the Log tab: klog lines and audit events of the runs, in the order in which they were written.

import type { Run } from '../../../player/player.ts';
import type { LogLine } from '../../../trace/event.ts';
import { type Json, membersOf } from '../../../trace/json.ts';

export interface LogRow {
  id: string;
  /** Undefined for a line of the server that may be about no run. */
  run: string | undefined;
  kind: 'klog' | 'audit';
  severity: 'I' | 'W' | 'E';
  /** A line of klog as it is, or of an event its stage, verb and answer. */
  text: string;
  /** The step of the run at which it was written. */
  step: number;
  event: Json | undefined;
}

/** @param logs the server's lines by run; a run without an entry is left out until its lines are there. */
export function logRows(runs: readonly Run[], logs: ReadonlyMap<string, readonly LogLine[]>): LogRow[] {
  return runs.flatMap(({ id, trace, timeline }) => {
    const log = logs.get(id);
    if (!log) return [];
    const stepAt = (events: number): number => timeline.steps.find((s) => s.events >= events)?.number ?? timeline.steps.length;
    const lines = log.map(
      (line, i): LogRow => ({
        id: `${id}.${i}`,
        run: id,
        kind: 'klog',
        severity: line.severity,
        text: line.text,
        step: stepAt(line.events),
        event: undefined,
      }),
    );
    const events = (trace.written?.audit ?? []).map(
      (event, i): LogRow => ({
        id: `${id}.audit.${i}`,
        run: id,
        kind: 'audit',
        severity: 'I',
        text: summary(event),
        step: stageOf(event) === 'RequestReceived' ? stepAt(1) : timeline.steps.length,
        event,
      }),
    );
    return [...events.filter((e) => stageOf(e.event) === 'RequestReceived'), ...lines, ...events.filter((e) => stageOf(e.event) !== 'RequestReceived')];
  });
}

/** Without the lines of a run that would answer a prediction before the playhead has come to them. */
export const toldRows = (rows: LogRow[], run: string | undefined, step: number): LogRow[] => rows.filter((row) => row.run !== run || row.step <= step);

/** The server's log as it stands: what it says at its start and of files it reads anew belongs to no run. */
export const serverRows = (lines: readonly string[]): LogRow[] =>
  lines.map((line, i) => {
    const severity = line[0];
    return {
      id: `server.${i}`,
      run: undefined,
      kind: 'klog',
      severity: severity === 'E' || severity === 'W' ? severity : 'I',
      text: line,
      step: 0,
      event: undefined,
    };
  });

const text = (value: Json | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const stageOf = (event: Json | undefined): string => text(membersOf(event).stage);

function summary(event: Json): string {
  const { level, verb, requestURI, user, responseStatus } = membersOf(event);
  const code = text(membersOf(responseStatus).code);
  const who = text(membersOf(user).username) || 'nobody';
  return `${stageOf(event)} ${text(level)}: ${who} ${text(verb)} ${text(requestURI)}${code ? ` ${code}` : ''}`;
}
