// Models apiserver pkg/endpoints/filters/authorization.go. Left out: audit annotations and metrics.
import { goJson, goQuote } from '../../http/go-format.ts';
import { Headers, type HttpResponse } from '../../http/message.ts';
import { forbidden, statusObject } from '../../http/status.ts';
import type { Authorization } from '../authz/authorizer.ts';
import { desksOf } from '../authz/chain.ts';
import type { RequestContext } from '../request-context.ts';
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
function outcome(context: RequestContext, answer: Authorization): Outcome {
  const reason = answer.reason || answer.words || '';
  if (answer.decision === 'allowed') return { verdict: 'allowed', reason, ...(answer.evidence ? { evidence: answer.evidence } : {}) };
  if (answer.error) return { verdict: 'error', reason: answer.error, response: failed(context.request.target, answer.error) };
  return { verdict: 'denied', reason, response: refused(context, answer.reason) };
}

function refused(context: RequestContext, why: string): HttpResponse {
  const body = goJson(statusObject(forbidden(context.info, context.user, why)));
  return {
    status: 403,
    headers: new Headers([
      ['Content-Type', 'application/json'],
      ['X-Content-Type-Options', 'nosniff'],
    ]),
    body: `${body}\n`,
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function failed(target: string, error: string): HttpResponse {
  const text = `Internal Server Error: ${goQuote(target)}: ${error}`.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c);
  return {
    status: 500,
    headers: new Headers([
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['X-Content-Type-Options', 'nosniff'],
    ]),
    body: `${text}\n`,
  };
}
