// Models pkg/registry/authentication/tokenreview/storage.go: somebody else's token goes through the whole row of authenticators. Nothing is left out.
import { isJsonObject, type Members } from '../../../trace/json.ts';
import { Recorder } from '../../../trace/recorder.ts';
import { aggregate } from '../../http/go-format.ts';
import { Headers } from '../../http/message.ts';
import { badRequest, internalError } from '../../http/status.ts';
import type { RequestContext } from '../request-context.ts';
import type { VirtualResource } from './resource.ts';

const GROUP = 'authentication.k8s.io';

export const tokenReviews: VirtualResource = {
  group: GROUP,
  version: 'v1',
  resource: 'tokenreviews',
  kind: 'TokenReview',
  async create(context, body) {
    const spec: Members = isJsonObject(body.spec) ? body.spec : {};
    const token = typeof spec.token === 'string' ? spec.token : '';
    if (token === '') return { error: badRequest('token is required for TokenReview in authentication') };
    const { authentication } = context.server;
    const asked = Array.isArray(spec.audiences) ? spec.audiences.filter((a) => typeof a === 'string') : [];
    const audiences = asked.length ? asked : authentication.apiAudiences;
    const answer = await authentication.authenticate(synthetic(context, token), audiences);
    const object = (status: Members) => ({
      object: {
        kind: 'TokenReview',
        apiVersion: `${GROUP}/v1`,
        metadata: {},
        spec: { token, ...(asked.length ? { audiences: asked } : {}) },
        status,
      },
    });
    if (answer.verdict !== 'recognised') {
      const error = answer.verdict === 'error' ? aggregate(answer.errors) : '';
      context.recorder.note(error ? `not authenticated: ${error}` : 'not authenticated', { ok: false });
      return object({ user: {}, ...(error ? { error } : {}) });
    }
    const { user, audiences: accepted } = answer;
    const known = accepted ?? audiences;
    if (audiences.length && !known.some((a) => audiences.includes(a))) return { error: internalError('error validating audiences') };
    context.recorder.note(`authenticated as ${user.name}`, { ok: true, evidence: { type: 'user', user } });
    return object({ authenticated: true, user: shownUser(user), ...(known.length ? { audiences: known } : {}) });
  },
};

/** The members of a user that a review shows: empty ones are left out. */
export function shownUser({ name, uid, groups, extra }: RequestContext['user']): Members {
  const keys = Object.keys(extra).sort();
  return {
    ...(name ? { username: name } : {}),
    ...(uid ? { uid } : {}),
    ...(groups.length ? { groups } : {}),
    ...(keys.length ? { extra: Object.fromEntries(keys.map((k) => [k, extra[k] ?? []])) } : {}),
  };
}

/** A request with nothing but the token. Its steps are not part of the trace: the desks there are about the caller. */
function synthetic(context: RequestContext, token: string): RequestContext {
  const { clock } = context.server;
  const recorder = new Recorder({ id: '', title: '', from: '', to: '', machine: { initial: 'token-review', states: [] }, snapshot: 0, now: clock.now });
  // The review's stages are recorded inside one that is never shown, so that notes have a place.
  recorder.before('token-review');
  return {
    ...context,
    request: { method: 'GET', target: '/', headers: new Headers([['Authorization', `Bearer ${token}`]]), body: '' },
    connection: { ...context.connection, peerCertificates: [] },
    recorder,
    warnings: [],
  };
}
