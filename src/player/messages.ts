// The messages of one command, in the order in which they were sent, whoever sent them: what a sequence and a waterfall draw.
// A command may be several requests; those that its tool or the cluster's components sent by themselves fold into one row.
import type { HttpMessage, Trace, TraceEvent } from '../trace/event.ts';
import type { Step } from '../trace/timeline.ts';
import type { Run } from './player.ts';

/** Where the playhead stands when the row is what happens. */
export interface Place {
  run: string;
  step: number;
}

interface Row {
  /** The first is the row's own; a message that two traces tell of has a place in both. */
  places: Place[];
  /** The world's clock, milliseconds since 1970. */
  at: number;
}

export interface MessageRow extends Row {
  kind: 'message';
  run: Run;
  from: string;
  to: string;
  /** A question; else the answer to one. */
  asks: boolean;
  summary: string;
  message: HttpMessage | undefined;
  /** The same for a question and its answer. */
  call: string;
}

/** What was judged between two messages, at one party. */
export interface InsideRow extends Row {
  kind: 'inside';
  party: string;
  run: Run;
  steps: Step[];
}

/** Requests that nobody typed, sent one after the other. */
export interface BackgroundRow extends Row {
  kind: 'background';
  runs: Run[];
  until: number;
  /** Their messages follow. */
  open: boolean;
}

export type SequenceRow = MessageRow | InsideRow | BackgroundRow;

type HopEvent = Extract<TraceEvent, { kind: 'hop' }>;

interface Hop {
  event: HopEvent;
  step: number;
  asks: boolean;
  /** Index of the question; its own for a question. */
  question: number;
}

const QUESTION = /^[A-Z]+ \S/;
const ANSWER = /^\d{3}\b/;

/** Which hops ask and which answer. What never arrived (no such host, a refused connection) is a question without an answer. */
function hopsOf({ trace, timeline }: Run): Hop[] {
  // Every hop is a step of its own, in the same order.
  const steps = timeline.steps.filter(({ kind }) => kind === 'network' || kind === 'outside' || kind === 'reply');
  const open: { from: string; to: string; index: number }[] = [];
  return trace.events
    .filter((event) => event.kind === 'hop')
    .map((event, index) => {
      const { from, to, message, summary } = event;
      const start = message?.start ?? summary;
      const at = open.findLastIndex((call) => call.from === to && call.to === from);
      const asks = QUESTION.test(start) || (at < 0 && !ANSWER.test(start));
      const question = asks ? index : (open[at]?.index ?? index);
      if (asks) open.push({ from, to, index });
      else if (at >= 0) open.splice(at);
      return { event, step: steps[index]?.number ?? 1, asks, question };
    });
}

/** Passing TLS is part of the message that comes through it. */
const silent = (step: Step): boolean => step.stage === 'tls' && step.verdict === 'passed';

function insideAfter(run: Run, hop: Hop, next: Hop | undefined): InsideRow[] {
  const steps = run.timeline.steps.slice(hop.step, next ? next.step - 1 : undefined);
  const first = steps[0];
  if (!first || steps.every(silent)) return [];
  // Whom a client does not trust is never asked.
  const party = steps.some(({ stage, verdict }) => stage === 'tls' && verdict === 'refused') ? hop.event.from : hop.event.to;
  return [{ kind: 'inside', party, run, steps, at: hop.event.at, places: [{ run: run.id, step: first.number }] }];
}

type Take = (hop: HopEvent) => Run | undefined;

/** `take`: the run that tells of this very message too, once. */
function rowsOf(run: Run, take: Take): SequenceRow[] {
  const hops = hopsOf(run);
  const rows: SequenceRow[] = [];
  for (let i = 0; i < hops.length; i++) {
    const hop = hops[i];
    if (!hop) break;
    const next = hops[i + 1];
    const inner = hop.asks && i > 0 && next?.question === i && !next.asks ? take(hop.event) : undefined;
    if (inner && next) {
      const told = rowsOf(inner, take);
      const messages = told.filter((row) => row.kind === 'message');
      messages[0]?.places.push({ run: run.id, step: hop.step });
      const last = messages.at(-1);
      // Without an answer there it is told here.
      if (last && !last.asks && last.to === hop.event.from) {
        last.places.push({ run: run.id, step: next.step });
        i++;
      }
      rows.push(...told, ...insideAfter(run, next, hops[i + 1]));
      continue;
    }
    const { from, to, summary, message, at } = hop.event;
    rows.push({
      kind: 'message',
      run,
      from,
      to,
      summary,
      message,
      at,
      asks: hop.asks,
      call: `${run.id}/${hop.question}`,
      places: [{ run: run.id, step: hop.step }],
    });
    rows.push(...insideAfter(run, hop, next));
  }
  return rows;
}

const firstHop = (trace: Trace): HopEvent | undefined => trace.events.find((event) => event.kind === 'hop');

/** Rows of all runs of the selected one's command. `open`: those in the background are shown like the others. */
export function sequenceOf(runs: readonly Run[], selected: Run, open: boolean): SequenceRow[] {
  const own = runs.filter(({ command }) => command === selected.command);
  const told = new Set<Run>();
  const take: Take = ({ from, to, at, summary }) => {
    const found = own.find((run) => {
      const first = firstHop(run.trace);
      return !told.has(run) && run.trace.from === from && run.trace.to === to && first?.at === at && first.summary === summary;
    });
    if (found) told.add(found);
    return found;
  };
  const rows: SequenceRow[] = [];
  let group: BackgroundRow | undefined;
  for (const run of own) {
    if (told.has(run)) continue;
    told.add(run);
    if (run.background && run !== selected) {
      const at = Date.parse(run.trace.startedAt);
      if (!group) {
        group = { kind: 'background', runs: [], at, until: at, open, places: [{ run: run.id, step: 1 }] };
        rows.push(group);
      }
      group.runs.push(run);
      group.until = run.trace.events.at(-1)?.at ?? at;
      if (!open) continue;
    } else group = undefined;
    rows.push(...rowsOf(run, take));
  }
  return rows;
}

/** The row at which the playhead stands: the last one it has come to. */
export function rowAt(rows: readonly SequenceRow[], run: string, step: number): number {
  const comes = (row: SequenceRow, within: (place: Place) => boolean): boolean =>
    row.kind !== 'background' && row.places.some((p) => p.run === run && within(p));
  const found = rows.findLastIndex((row) => comes(row, (place) => place.step <= step));
  return found >= 0 ? found : rows.findIndex((row) => comes(row, () => true));
}

/** Who took part, in the order of their first message. */
export function partiesOf(rows: readonly SequenceRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.kind === 'message' ? [row.from, row.to] : [])))];
}

/** For every row, who has been asked and has not answered yet. */
export function busyOf(rows: readonly SequenceRow[]): string[][] {
  const last = new Map<string, number>();
  rows.forEach((row, i) => {
    if (row.kind === 'message') last.set(row.call, i);
  });
  const open = new Map<string, string>();
  return rows.map((row, i) => {
    const before = [...open.values()];
    if (row.kind !== 'message') return before;
    if (row.asks && last.get(row.call) !== i) open.set(row.call, row.to);
    if (!row.asks) open.delete(row.call);
    return [...new Set(open.values())].filter((party) => before.includes(party));
  });
}
