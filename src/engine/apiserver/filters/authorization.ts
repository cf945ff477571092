// Models apiserver pkg/endpoints/filters/authorization.go. Left out: metrics.
import { goQuote } from '../../http/go-format.ts';
import type { HttpResponse } from '../../http/message.ts';
import { writeStatus, writeText } from '../../http/response-writer.ts';
import { forbidden } from '../../http/status.ts';
import type { Authorization } from '../authz/authorizer.ts';
import { desksOf } from '../authz/chain.ts';
import { annotate, type RequestContext } from '../request-context.ts';
import type { Filter, Outcome } from './filter.ts';

export const authorizationFilter: Filter = {
  state: {
    id: 'authorization',
    kind: 'gate',
    room: 'authorization',
    title: 'Authorization',
    question: 'May you do this?',
    blurb: 'Asks the authorization modes in order. The first that allows or denies decides; when nobody speaks, the answer is no.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/endpoints/filters/authorization.go',
    transitions: [
      { on: 'allowed', to: 'routing' },
      { on: 'denied', to: 'reply.403' },
      { on: 'error', to: 'reply.500' },
    ],
  },
  desks: (server) => desksOf(server.authorizer),
  handle(context) {
    const answer = context.server.authorizer.authorize(context.user, context.info, context.recorder);
    return answer instanceof Promise ? answer.then((a) => outcome(context, a)) : outcome(context, answer);
  },
};

/** An allow counts even beside an error; a refusal with an error is the server's failure, not the client's. */
function outcome(context: RequestContext, answer: Authorization): Outcome | Promise<Outcome> {
  const reason = answer.reason || answer.words || '';
  const known = (decision: string) => annotate(context, { 'authorization.k8s.io/decision': decision, 'authorization.k8s.io/reason': answer.reason });
  if (answer.decision === 'allowed') {
    known('allow');
    return { verdict: 'allowed', reason, ...(answer.evidence ? { evidence: answer.evidence } : {}) };
  }
  if (answer.error) {
    annotate(context, { 'authorization.k8s.io/reason': 'internal error' });
    return { verdict: 'error', reason: answer.error, response: failed(context, answer.error) };
  }
  known('forbid');
  const written = writeStatus(context, forbidden(context.info, context.user, answer.reason), { nosniff: true });
  return written instanceof Promise ? written.then((response) => ({ verdict: 'denied', reason, response })) : { verdict: 'denied', reason, response: written };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function failed(context: RequestContext, error: string): HttpResponse {
  const text = `Internal Server Error: ${goQuote(context.request.target)}: ${error}`.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c);
  return writeText(context, 500, `${text}\n`, { nosniff: true });
}
