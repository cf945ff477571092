// Reads a trace back as a path through the machine it carries, for tests: which edge each state was left by.
import type { MachineState, StateMachine, Trace, TraceEvent } from '../../../trace/event.ts';

interface Taken {
  state: MachineState;
  verdict: string;
  /** The gate a desk stands in; undefined for gates and filters. */
  gate: number | undefined;
  id: number;
}

/** The edges a trace took, "x509 no-opinion → authn.anonymous". @throws when it took one that its machine has not. */
export function pathOf(trace: Trace): string[] {
  const { machine, events } = trace;
  const answered = closings(machine, events);
  const main = answered.filter((t) => t.gate === undefined);
  const reply = events.findLast((e) => e.kind === 'hop' && e.message && /^\d{3}\b/.test(e.message.start) && e.to === trace.from);
  const status = reply?.kind === 'hop' ? reply.message?.start.slice(0, 3) : undefined;
  const path = main.map((t, i) => edge(t, main[i + 1]?.state.id ?? `reply.${status ?? 'none'}`));
  for (const gate of main) {
    const desks = answered.filter((t) => t.gate === gate.id);
    path.push(...desks.map((t, i) => edge(t, desks[i + 1]?.state.id ?? gate.state.id)));
  }
  return path;
}

function edge({ state, verdict }: Taken, to: string): string {
  const found = state.transitions.find((t) => t.on.split(':')[0] === verdict && t.to === to);
  if (!found) throw new Error(`no edge ${state.id} ${verdict} → ${to}`);
  return `${state.id} ${found.on} → ${to}`;
}

/** States in the order in which they were entered, each with its answer. */
function closings(machine: StateMachine, events: readonly TraceEvent[]): Taken[] {
  const states = new Map(machine.states.map((s) => [s.id, s]));
  const opened = new Map<number, { stage: string; parent: number | undefined }>();
  const taken = new Map<number, Taken>();
  for (const event of events) {
    if (event.kind === 'before') opened.set(event.id, { stage: event.stage, parent: event.parent });
    if (event.kind !== 'after') continue;
    const { stage = '', parent } = opened.get(event.id) ?? {};
    const state = states.get(stage);
    if (!state) continue;
    const gate = state.kind === 'desk' ? gateAbove(parent, opened, states) : undefined;
    taken.set(event.id, { state, verdict: event.verdict, gate, id: event.id });
  }
  return [...taken.values()].sort((a, b) => a.id - b.id);
}

function gateAbove(
  from: number | undefined,
  opened: ReadonlyMap<number, { stage: string; parent: number | undefined }>,
  states: ReadonlyMap<string, MachineState>,
): number {
  for (let id = from; id !== undefined; id = opened.get(id)?.parent) if (states.get(opened.get(id)?.stage ?? '')?.kind === 'gate') return id;
  throw new Error('a desk outside any gate');
}

/** Every edge the machine declares. */
export const edgesOf = (machine: StateMachine): string[] => machine.states.flatMap((s) => s.transitions.map((t) => `${s.id} ${t.on} → ${t.to}`));
