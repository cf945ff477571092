// How the gates behind authorization say what became of a request, and the edges of the machine that such answers take.
import type { Transition, Verdict } from '../../../../trace/event.ts';
import type { HttpResponse } from '../../../http/message.ts';
import { writeStatus } from '../../../http/response-writer.ts';
import type { StatusError } from '../../../http/status.ts';
import type { Outcome } from '../../filters/filter.ts';
import type { RequestContext } from '../../request-context.ts';

const VERDICTS: Record<number, Verdict> = {
  101: 'passed',
  200: 'passed',
  201: 'passed',
  202: 'passed',
  403: 'denied',
  404: 'not-found',
  409: 'conflict',
  422: 'invalid',
};

export const verdictOf = (status: number): Verdict => VERDICTS[status] ?? 'error';

/** Edges to final replies, one a status. */
export const replyEdges = (...statuses: number[]): Transition[] => statuses.map((s) => ({ on: `${verdictOf(s)}:${s}`, to: `reply.${s}` }));

/** Ends the chain with this response. */
export function reply(reason: string, response: HttpResponse | Promise<HttpResponse>): Outcome | Promise<Outcome> {
  if (response instanceof Promise) return response.then((r) => ({ verdict: verdictOf(r.status), reason, response: r }));
  return { verdict: verdictOf(response.status), reason, response };
}

/** Ends the chain with a Status; `reason` is what the gate's row says, the message when left out. */
export const refuse = (context: RequestContext, error: StatusError, reason: string = error.message): Outcome | Promise<Outcome> =>
  reply(reason, writeStatus(context, error));
