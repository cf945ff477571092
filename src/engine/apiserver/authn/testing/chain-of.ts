// Chains of desks that answer as they are told, for tests of the row and of nothing else.
import type { TraceEvent, UserInfo } from '../../../../trace/event.ts';
import { Recorder } from '../../../../trace/recorder.ts';
import { Clock } from '../../../clock.ts';
import { Headers } from '../../../http/message.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Authentication, Identified, RequestAuthenticator, TokenAuthenticator } from '../authenticator.ts';
import { AuthenticationChain, audienceAgnostic } from '../chain.ts';
import { anonymous } from '../request/anonymous.ts';
import { frontProxyAbout } from '../request/front-proxy.about.ts';
import { x509About } from '../request/x509.about.ts';
import { bootstrapTokenAbout } from '../token/bootstrap-token.about.ts';
import { serviceAccountAbout } from '../token/service-account.about.ts';
import { staticTokenFileAbout } from '../token/static-token-file.about.ts';

export const user = (name: string, groups: string[] = []): UserInfo => ({ name, uid: '', groups, extra: {} });
export const yes = (name: string, groups?: string[]): Authentication => ({ verdict: 'recognised', code: 'recognised', user: user(name, groups), reason: name });
export const none: Authentication = { verdict: 'no-opinion', code: 'unknown', reason: 'not mine' };
export const wrong = (error: string): Authentication => ({ verdict: 'error', code: 'refused', error, reason: 'broken' });

export interface Setup {
  proxy?: Authentication;
  x509?: Authentication;
  file?: Authentication | ((token: string) => Authentication);
  account?: Authentication;
  bootstrap?: Authentication;
  anonymous?: boolean;
  headers?: [string, string][];
  audiences?: string[];
}

export function chainOf({ proxy, x509, file, account, bootstrap, anonymous: nameless = true }: Setup): AuthenticationChain {
  const request: RequestAuthenticator[] = [];
  if (proxy) request.push({ ...frontProxyAbout, authenticate: () => proxy });
  if (x509) request.push({ ...x509About, authenticate: () => x509 });
  const tokens: TokenAuthenticator[] = [];
  if (file) tokens.push(audienceAgnostic({ ...staticTokenFileAbout, authenticateToken: (t) => (typeof file === 'function' ? file(t) : file) }, ['api']));
  if (account) tokens.push({ ...serviceAccountAbout, authenticateToken: () => account });
  if (bootstrap) tokens.push({ ...bootstrapTokenAbout, authenticateToken: () => bootstrap });
  return new AuthenticationChain({ request, tokens, anonymous: nameless ? anonymous([]) : undefined, apiAudiences: ['api'] });
}

export function contextOf(headers: [string, string][], clock: Clock): RequestContext & { events: () => TraceEvent[] } {
  const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: clock.now });
  return {
    server: { clock } as RequestContext['server'],
    request: { method: 'GET', target: '/', headers: new Headers(headers), body: '' },
    connection: { tls: true, peerCertificates: [], host: '' },
    recorder,
    info: {} as RequestContext['info'],
    user: user(''),
    auditId: '',
    warnings: [],
    events: () => recorder.trace().events,
  };
}

export async function ask(setup: Setup) {
  const context = contextOf(setup.headers ?? [], new Clock('2026-05-18T10:00:00Z'));
  const answer = await chainOf(setup).authenticate(context, setup.audiences ?? ['api']);
  return { answer, context, said: inWords(answer) };
}

export function inWords(answer: Identified): string {
  if (answer.verdict === 'recognised') return `${answer.user.name} [${answer.user.groups.join(', ')}] by ${answer.desk}`;
  return answer.verdict === 'error' ? `error: ${answer.errors.join(' + ')}` : 'nobody';
}

export const bearer = (token: string): [string, string][] => [['Authorization', `Bearer ${token}`]];

/** Each stage that ended: "x509: no-opinion, not mine". */
export const steps = (events: readonly TraceEvent[]) => {
  const stages = new Map<number, string>();
  for (const e of events) if (e.kind === 'before') stages.set(e.id, e.stage);
  return events.flatMap((e) => (e.kind === 'after' ? [`${stages.get(e.id)?.replace('authn.', '')}: ${e.verdict}, ${e.reason}`] : []));
};
