// Models staging/src/k8s.io/apiserver/pkg/endpoints/filters/authentication.go. Left out: metrics, audit of failures, HTTP/2's GOAWAY for nameless callers.
import { aggregate } from '../../http/go-format.ts';
import { writeStatus } from '../../http/response-writer.ts';
import { unauthorized } from '../../http/status.ts';
import type { Identified } from '../authn/authenticator.ts';
import type { RequestContext } from '../request-context.ts';
import type { Filter, Outcome } from './filter.ts';

export const authentication: Filter = {
  state: {
    id: 'authentication',
    kind: 'gate',
    room: 'authentication',
    title: 'Authentication',
    question: 'Who are you?',
    blurb: 'One desk after another looks at what the request shows, until one recognises it.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/endpoints/filters/authentication.go',
    transitions: [
      { on: 'recognised', to: 'audit' },
      { on: 'error', to: 'reply.401', because: 'nobody could say who this is' },
    ],
  },
  desks: (server) => server.authentication.desks(),
  async handle(context): Promise<Outcome> {
    const { authentication: chain } = context.server;
    const identified = await chain.authenticate(context, chain.apiAudiences);
    if (identified.verdict !== 'recognised') return await refuse(context, identified);
    const { user, audiences, desk, bearer } = identified;
    if (chain.apiAudiences.length && audiences?.length && !audiences.some((a) => chain.apiAudiences.includes(a))) {
      context.server.log(`authentication.go:88] unable to match the audience: [${audiences.join(' ')}] , accepted: [${chain.apiAudiences.join(' ')}]`);
      return { verdict: 'error', reason: 'wrong audience', response: await writeStatus(context, unauthorized()) };
    }
    strip(context, bearer);
    context.user = user;
    return { verdict: 'recognised', reason: `${desk.toLowerCase()}, ${user.name}`, evidence: { type: 'user', user } };
  },
};

async function refuse(context: RequestContext, identified: Exclude<Identified, { verdict: 'recognised' }>): Promise<Outcome> {
  let reason = 'nothing was shown, and anonymous is off';
  if (identified.verdict === 'error') {
    const error = aggregate(identified.errors);
    context.server.log(`authentication.go:75] "Unable to authenticate the request" err=${JSON.stringify(error)}`);
    context.recorder.note(`in the server’s log: Unable to authenticate the request err=${JSON.stringify(error)}`);
    reason = identified.desk ? `${identified.desk.toLowerCase()}, ${identified.reason ?? 'error'}` : 'no one knew it';
  }
  return { verdict: 'error', reason, response: await writeStatus(context, unauthorized()) };
}

/** Credentials end here: nothing after this gate, and no server behind it, ever sees them. */
function strip(context: RequestContext, bearer: boolean): void {
  const { headers } = context.request;
  if (headers.has('Authorization')) {
    headers.delete('Authorization');
    context.recorder.note(bearer ? 'the Authorization header is removed from the request' : 'the Authorization header is removed, though nobody read it');
  }
  const { frontProxy } = context.server.options;
  const proxied = new Set(['x-remote-user', 'x-remote-uid', 'x-remote-group', ...frontProxy.headers]);
  const prefixes = ['x-remote-extra-', ...frontProxy.prefixes];
  for (const [name] of headers.entries()) {
    const low = name.toLowerCase();
    if (proxied.has(low) || prefixes.some((p) => low.startsWith(p))) headers.delete(name);
  }
}
