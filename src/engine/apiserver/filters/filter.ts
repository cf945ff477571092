// A filter is a state of the machine: it judges the request and names the edge to take. The handler chain is built from nothing else.
import type { Evidence, MachineState, Verdict } from '../../../trace/event.ts';
import type { HttpResponse } from '../../http/message.ts';
import type { RequestContext } from '../request-context.ts';

export interface Outcome {
  /** Must be the `on` of one of the state's transitions. */
  verdict: Verdict;
  /** A few words for the gate: "static token file, arthur". */
  reason: string;
  evidence?: Evidence;
  /** Present when the chain ends here: the transition taken must then lead to a final state. */
  response?: HttpResponse;
}

export interface Filter {
  readonly state: Omit<MachineState, 'configured'>;
  /** Desks inside the gate, in the order in which they are asked. */
  desks?(server: RequestContext['server']): MachineState[];
  configured?(server: RequestContext['server']): boolean;
  handle(context: RequestContext): Outcome | Promise<Outcome>;
}
