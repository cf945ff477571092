// Models staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/webhook/webhook.go and the cache in front of it.
// Left out: metrics; answers that are remembered although they came with an error.

import type { UserInfo } from '../../../../trace/event.ts';
import { isJsonObject, type Members } from '../../../../trace/json.ts';
import { goJson } from '../../../http/go-format.ts';
import { AnswerCache, type Memory } from '../../webhooks/answer-cache.ts';
import { type Answer, type Asking, askWebhook } from '../../webhooks/client.ts';
import type { Authentication, TokenAuthenticator } from '../authenticator.ts';
import { type WebhookCode, webhookAbout } from './webhook.about.ts';

export interface WebhookOptions {
  readonly asking: Asking;
  readonly cacheMs: number;
  readonly apiAudiences: readonly string[];
  readonly now: () => number;
  log(text: string): void;
}

export function webhook({ asking, cacheMs, apiAudiences, now, log }: WebhookOptions): TokenAuthenticator<WebhookCode> & { memory: Memory } {
  const cache = new AnswerCache<Authentication<WebhookCode>>(now);
  return {
    ...webhookAbout,
    memory: cache,
    async authenticateToken(token, audiences, { recorder }): Promise<Authentication<WebhookCode>> {
      const key = JSON.stringify([token, audiences]);
      const known = cache.get(key);
      if (known) {
        recorder.note(`answered ${Math.floor(known.age / 1000)} s ago: the webhook is not asked again`, { ok: known.value.verdict === 'recognised' });
        return known.value;
      }
      const spec = { token, ...(audiences.length ? { audiences: [...audiences] } : {}) };
      const answer = await askWebhook(asking, spec, { user: {} }, recorder);
      if (!answer.ok) log(`Failed to make webhook authenticator request: ${answer.error}`);
      const judged = judge(answer, audiences, apiAudiences);
      // Only what was recognised is kept: the cache of failures has no time to live.
      if (judged.verdict === 'recognised') cache.put(key, judged, cacheMs);
      return judged;
    },
  };
}

/** What the authenticator makes of the webhook's answer: audiences first, then whether it knows the token. */
function judge(answer: Answer, wanted: readonly string[], apiAudiences: readonly string[]): Authentication<WebhookCode> {
  if (!answer.ok) return { verdict: 'error', code: 'no-usable-answer', error: answer.error, reason: 'the webhook gave no usable answer' };
  const { status } = answer;
  const evidence = { type: 'object', object: JSON.parse(goJson(status)) } as const;
  const named = strings(status.audiences);
  const meant = named.length ? named : apiAudiences;
  const both = wanted.filter((a) => meant.includes(a));
  if (wanted.length && !both.length)
    return { verdict: 'no-opinion', code: 'another-audience', reason: `for ${meant.join(', ') || 'no audience'}, not for ${wanted.join(', ')}`, evidence };
  if (status.authenticated !== true) {
    const error = typeof status.error === 'string' ? status.error : '';
    return error
      ? { verdict: 'error', code: 'refused', error, reason: error, evidence }
      : { verdict: 'no-opinion', code: 'unknown', reason: 'the webhook does not know it', evidence };
  }
  const user = userOf(isJsonObject(status.user) ? status.user : {});
  return {
    verdict: 'recognised',
    code: 'recognised',
    user,
    ...(wanted.length ? { audiences: both } : {}),
    reason: user.name || 'somebody without a name',
    evidence,
  };
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []);

function userOf({ username, uid, groups, extra }: Members): UserInfo {
  return {
    name: typeof username === 'string' ? username : '',
    uid: typeof uid === 'string' ? uid : '',
    groups: strings(groups),
    extra: isJsonObject(extra) ? Object.fromEntries(Object.entries(extra).map(([k, v]) => [k, strings(v)])) : {},
  };
}
