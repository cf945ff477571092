// Models pkg/kubeapiserver/authenticator/config.go and the unions of staging/src/k8s.io/apiserver/pkg/authentication: in the
// order of chain.about.ts. Left out: the metrics and the loopback client's own token (only its error is heard: nobody outside knows that token).
import type { MachineState, Transition, UserInfo, Verdict } from '../../../trace/event.ts';
import type { Recorder } from '../../../trace/recorder.ts';
import { invariant } from '../../invariant.ts';
import { annotate, type RequestContext } from '../request-context.ts';
import type { Authentication, Identified, RequestAuthenticator, TokenAuthenticator, UnionAuthenticator } from './authenticator.ts';
import { DESKS, REQUEST_DESKS, TOKEN_DESKS } from './chain.about.ts';
import { anonymousAbout } from './request/anonymous.about.ts';
import { bearerToken, websocketToken } from './request/bearer-token.ts';
import { type DeskAnswer, type Recognised, TokenCache } from './token-cache.ts';

const LAST_REQUEST_DESK: string | undefined = REQUEST_DESKS.at(-1)?.id;
const FIRST_TOKEN_DESK = TOKEN_DESKS[0].id;
const LAST_TOKEN_DESK: string | undefined = TOKEN_DESKS.at(-1)?.id;

const BEARER = 'authn.bearer-token';
const UNKNOWN = 'invalid bearer token';

export interface Authenticators {
  request: readonly RequestAuthenticator[];
  tokens: readonly TokenAuthenticator[];
  anonymous: RequestAuthenticator | undefined;
  apiAudiences: readonly string[];
}

interface Failures {
  errors: string[];
  desk?: string;
  reason?: string;
}

export class AuthenticationChain implements UnionAuthenticator {
  readonly cache = new TokenCache();
  readonly apiAudiences: readonly string[];
  readonly #request: ReadonlyMap<string, RequestAuthenticator>;
  readonly #tokens: ReadonlyMap<string, TokenAuthenticator>;
  readonly #anonymous: RequestAuthenticator | undefined;

  constructor(parts: Authenticators) {
    this.apiAudiences = parts.apiAudiences;
    this.#request = new Map(parts.request.map((a) => [a.id, a]));
    this.#tokens = new Map(parts.tokens.map((a) => [a.id, a]));
    this.#anonymous = parts.anonymous;
    for (const id of [...this.#request.keys(), ...this.#tokens.keys()])
      invariant(
        DESKS.some((d) => d.id === id),
        'an authenticator without a desk',
        { id },
      );
  }

  /** The desks as states of the machine, each with whether this server has it. */
  desks(): MachineState[] {
    return DESKS.map(({ id, title, blurb, upstream }, i) => {
      const desk = this.#request.get(id) ?? this.#tokens.get(id) ?? (this.#anonymous?.id === id ? this.#anonymous : undefined);
      return {
        id,
        kind: 'desk',
        room: 'authentication',
        parent: 'authentication',
        title,
        blurb,
        upstream,
        configured: desk !== undefined,
        transitions: this.#edgesOf(id, DESKS[i + 1]?.id, desk?.answers ?? ['skipped']),
      };
    });
  }

  /** @param audiences the wanted ones: the API audiences, or those of a TokenReview */
  async authenticate(context: RequestContext, audiences: readonly string[]): Promise<Identified> {
    const { recorder } = context;
    const failed: Failures = { errors: [] };
    const { token, warning } = bearerToken(context.request.headers);
    // The generic server asks its own loopback token first, so its "no" stands before every other error about a bearer token.
    if (token) failed.errors.push(UNKNOWN);

    for (const about of REQUEST_DESKS) {
      const desk = this.#request.get(about.id);
      const answer = desk ? await this.#ask(recorder, desk.id, () => desk.authenticate(context)) : skip(recorder, about.id, 'not configured');
      if (answer?.verdict === 'recognised') return recognised(answer, about.title, false);
      remember(failed, answer, about.title);
    }

    if (warning) context.warnings.push(warning);
    if (token) {
      const found = await this.#bearer(context, token, audiences, failed);
      if (found) return found;
    }
    const protocol = this.#tokens.size ? websocketToken(context.request.headers) : undefined;
    if (protocol && 'error' in protocol) failed.errors.push(protocol.error);
    else if (protocol) {
      const found = await this.#bearer(context, protocol.token, audiences, failed);
      if (found) {
        context.request.headers.set('Sec-WebSocket-Protocol', protocol.rest);
        return found;
      }
    }
    return this.#nobody(context, failed);
  }

  async #nobody(context: RequestContext, failed: Failures): Promise<Identified> {
    const { recorder } = context;
    const unknown = failed.errors.length > 0;
    if (unknown) {
      skip(recorder, anonymousAbout.id, 'an error came first');
      const { errors, desk, reason } = failed;
      return { verdict: 'error', errors: [...new Set(errors)], ...(desk ? { desk } : {}), ...(reason ? { reason } : {}) };
    }
    const anonymous = this.#anonymous;
    if (!anonymous) {
      skip(recorder, anonymousAbout.id, 'not configured');
      return { verdict: 'no-opinion' };
    }
    const answer = await this.#ask(recorder, anonymous.id, () => anonymous.authenticate(context));
    return answer.verdict === 'recognised' ? recognised(answer, anonymousAbout.title, false) : { verdict: 'no-opinion' };
  }

  async #bearer(context: RequestContext, token: string, audiences: readonly string[], failed: Failures): Promise<Identified | undefined> {
    const { recorder } = context;
    if (!this.#tokens.size) return undefined;
    const span = recorder.before(BEARER);
    const now = context.server.clock.now();
    const known = this.cache.get(token, audiences, now);
    if (known) {
      recorder.note(`accepted ${Math.floor((now - known.at) / 1000)} s ago: for ten seconds the server believes it without asking again`);
      for (const { stage, verdict, code, reason, evidence } of known.desks) recorder.after(recorder.before(stage), verdict, reason, evidence, code);
      recorder.after(span, 'recognised', known.answer.reason);
      context.warnings.push(...(known.answer.warnings ?? []));
      if (known.answer.annotations) annotate(context, known.answer.annotations);
      return recognised(known.answer, known.desk, true);
    }
    const desks: DeskAnswer[] = [];
    let erred = false;
    for (const about of TOKEN_DESKS) {
      const desk = this.#tokens.get(about.id);
      if (!desk) {
        skip(recorder, about.id, 'not configured');
        desks.push({ stage: about.id, verdict: 'skipped', reason: 'not configured' });
        continue;
      }
      const answer = await this.#ask(recorder, desk.id, () => desk.authenticateToken(token, audiences, context));
      desks.push({
        stage: desk.id,
        verdict: answer.verdict,
        code: answer.code,
        reason: answer.reason,
        ...(answer.evidence ? { evidence: answer.evidence } : {}),
      });
      if (answer.verdict === 'recognised') {
        recorder.after(span, 'recognised', answer.reason);
        context.warnings.push(...(answer.warnings ?? []));
        if (answer.annotations) annotate(context, answer.annotations);
        this.cache.put(token, audiences, { at: now, answer, desk: about.title, desks });
        return recognised(answer, about.title, true);
      }
      erred ||= answer.verdict === 'error';
      remember(failed, answer, about.title);
    }
    if (!erred) failed.errors.push(UNKNOWN);
    recorder.after(span, 'error', erred ? 'refused' : 'no one knew it');
    return undefined;
  }

  /**
   * Where a desk's answers lead: recognised back to the gate, all else to the next desk. The token desks are passed over when no token was shown
   * or none of them is there, and walked through again for a second token, a websocket's.
   */
  #edgesOf(id: string, next: string | undefined, answers: readonly Verdict[]): Transition[] {
    const back = 'authentication';
    if (!next) return [...new Set([...answers, 'skipped'])].map((on) => ({ on, to: back }));
    const edges: Transition[] = [];
    for (const on of answers) {
      if (on === 'recognised') edges.push({ on, to: back });
      else if (id === LAST_REQUEST_DESK) {
        if (this.#tokens.size) edges.push({ on, to: next });
        edges.push({ on, to: anonymousAbout.id, because: 'no token was shown' });
      } else {
        edges.push({ on, to: next });
        if (id === LAST_TOKEN_DESK && this.#tokens.size) edges.push({ on, to: FIRST_TOKEN_DESK, because: 'a websocket shows a second token' });
      }
    }
    return edges;
  }

  async #ask(recorder: Recorder, stage: string, ask: () => Authentication | Promise<Authentication>): Promise<Authentication> {
    const span = recorder.before(stage);
    const pending = ask();
    const answer = pending instanceof Promise ? await pending : pending;
    if (answer.verdict !== 'recognised' && answer.why) recorder.note(answer.why, { ok: false });
    recorder.after(span, answer.verdict, answer.reason, answer.evidence, answer.code);
    return answer;
  }
}

function skip(recorder: Recorder, stage: string, reason: string): undefined {
  recorder.after(recorder.before(stage), 'skipped', reason);
  return undefined;
}

function remember(failed: Failures, answer: Authentication | undefined, title: string): void {
  if (answer?.verdict !== 'error') return;
  failed.errors.push(answer.error);
  failed.desk ??= title;
  failed.reason ??= answer.reason;
}

function recognised(answer: Recognised, desk: string, bearer: boolean): Identified {
  return { verdict: 'recognised', user: withAuthenticated(answer.user), audiences: answer.audiences, desk, bearer };
}

/** The group adder: everybody recognised is also in system:authenticated, unless they are, or are explicitly not. */
function withAuthenticated(user: UserInfo): UserInfo {
  const { name, groups } = user;
  const settled = name === 'system:anonymous' || groups.includes('system:authenticated') || groups.includes('system:unauthenticated');
  return settled ? user : { ...user, groups: [...groups, 'system:authenticated'] };
}

/** Models authenticator/audagnostic.go: an authenticator that knows nothing of audiences speaks for the API audiences. */
export function audienceAgnostic<Code extends string>(
  inner: TokenAuthenticator<Code>,
  apiAudiences: readonly string[],
): TokenAuthenticator<Code | 'another-audience'> {
  return {
    ...inner,
    async authenticateToken(token, audiences, context) {
      const meant = audiences.filter((a) => apiAudiences.includes(a));
      if (audiences.length && !meant.length) return { verdict: 'no-opinion', code: 'another-audience', reason: 'for another audience' };
      const answer = await inner.authenticateToken(token, audiences, context);
      return answer.verdict === 'recognised' ? { ...answer, audiences: meant } : answer;
    },
  };
}
