// Models the composition in staging/src/k8s.io/apiserver/pkg/server/config.go (DefaultBuildHandlerChain) as an explicit state machine:
// an ordered list of filters becomes the table of states that every trace carries, and the same list is what runs.
// Left out: filters that no answer shows (panic recovery, latency trackers, goaway, timeouts, CORS).
import type { MachineState, StateMachine, Transition } from '../../trace/event.ts';
import { type HttpResponse, phrase } from '../http/message.ts';
import { invariant } from '../invariant.ts';
import { tlsState } from '../network/tls.ts';
import type { ApiServer } from './api-server.ts';
import type { Filter, Outcome } from './filters/filter.ts';
import type { RequestContext } from './request-context.ts';

interface Step {
  readonly filter: Filter;
  readonly state: MachineState;
  /** Target state id by `verdict:status` or `verdict`. */
  readonly edges: ReadonlyMap<string, string>;
}

const isFinal = (id: string): boolean => id.startsWith('reply.');

export class HandlerChain {
  readonly machine: StateMachine;
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #first: string;

  /** @throws when an edge leads to a state that is not there: that is a bug in the list. */
  constructor(filters: readonly Filter[], server: ApiServer) {
    const states: MachineState[] = [];
    const steps = new Map<string, Step>();
    const tls = { ...tlsState, transitions: tlsState.transitions.map((t) => (isFinal(t.to) ? t : { ...t, to: filters[0]?.state.id ?? 'reply.none' })) };
    states.push(tls);
    for (const filter of filters) {
      const state: MachineState = { ...filter.state, configured: filter.configured?.(server) ?? true };
      states.push(state, ...(filter.desks?.(server) ?? []));
      steps.set(state.id, { filter, state, edges: new Map(state.transitions.map((t) => [t.on, t.to])) });
    }
    const finals = [...new Set(states.flatMap((s) => s.transitions.map((t) => t.to)).filter(isFinal))].sort();
    for (const id of finals) states.push(finalState(id));
    const ids = new Set(states.map((s) => s.id));
    for (const s of states) for (const t of s.transitions) invariant(ids.has(t.to), 'an edge leads nowhere', { from: s.id, ...t });
    this.machine = deepFreeze({ initial: tls.id, states });
    this.#steps = steps;
    this.#first = filters[0]?.state.id ?? '';
  }

  /** Runs the request through the states until one answers. */
  async run(context: RequestContext): Promise<HttpResponse> {
    const { recorder } = context;
    let id = this.#first;
    for (;;) {
      const step = this.#steps.get(id);
      invariant(step, 'no such state', { id });
      const span = recorder.before(id);
      const pending = step.filter.handle(context);
      const outcome: Outcome = pending instanceof Promise ? await pending : pending;
      recorder.after(span, outcome.verdict, outcome.reason, outcome.evidence);
      const { response } = outcome;
      const target = (response && step.edges.get(`${outcome.verdict}:${response.status}`)) ?? step.edges.get(outcome.verdict);
      invariant(target !== undefined, 'the machine has no such edge', { state: id, verdict: outcome.verdict, status: response?.status });
      if (!response) {
        invariant(!isFinal(target), 'a reply without a response', { state: id, target });
        id = target;
        continue;
      }
      invariant(target === `reply.${response.status}`, 'the edge leads to another reply', { state: id, target, status: response.status });
      context.response = response;
      return response;
    }
  }
}

function finalState(id: string): MachineState {
  const code = id.slice('reply.'.length);
  const title = code === 'none' ? 'No reply' : `${code} ${phrase(Number(code))}`.trim();
  return { id, kind: 'final', room: 'reply', title, configured: true, transitions: [] };
}

/**
 * The list without one state: edges that led to it lead to where its own first way on leads. For tests and for "what if this gate were not there".
 */
export function withoutState(filters: readonly Filter[], id: string): Filter[] {
  const gone = filters.find((f) => f.state.id === id);
  invariant(gone, 'no such state to remove', { id });
  const onward = gone.state.transitions.find((t) => !isFinal(t.to))?.to;
  invariant(onward, 'nothing comes after this state', { id });
  const relink = (t: Transition): Transition => (t.to === id ? { ...t, to: onward } : t);
  return filters
    .filter((f) => f !== gone)
    .map((f) => {
      const copy: Filter = { state: { ...f.state, transitions: f.state.transitions.map(relink) }, handle: (context) => f.handle(context) };
      if (f.desks) copy.desks = (server) => f.desks?.(server) ?? [];
      if (f.configured) copy.configured = (server) => f.configured?.(server) ?? true;
      return copy;
    });
}

function deepFreeze<T extends object>(value: T): T {
  for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) deepFreeze(child);
  return Object.freeze(value);
}
