// The lifetime bar: where its marks stand, from 0 to 100, and what they say.
import type { Json } from '../../../trace/event.ts';
import { lengthOfTime, readableTime, relativeTime } from './moments.ts';
import { isFields } from './token-parts.ts';

/** How long the server still takes an expired token, because clocks differ. */
export const GRACE_SECONDS = 60;

export interface LifetimeMark {
  /** 0 to 100. */
  at: number;
  time: string;
  words: string;
}

export interface Lifetime {
  begin: LifetimeMark;
  end: LifetimeMark;
  renewal: LifetimeMark | undefined;
  now: LifetimeMark;
  /** The whole bar in one sentence, for those who do not see it. */
  sentence: string;
  state: 'not-yet' | 'valid' | 'grace' | 'expired';
}

/** Undefined when the payload has no usable begin and end. `now` in seconds since 1970. */
export function lifetime(payload: Json | undefined, now: number): Lifetime | undefined {
  if (!isFields(payload)) return undefined;
  const { exp, iat, nbf } = payload;
  const starts = [nbf, iat].filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  const begin = Math.max(...starts);
  if (typeof exp !== 'number' || starts.length === 0 || exp <= begin) return undefined;
  const from = readableTime(begin, now);
  const to = readableTime(exp, now);
  const nowText = readableTime(now, now);
  if (from === undefined || to === undefined || nowText === undefined) return undefined;
  // The grace would be a hair on an hour's bar; it gets at least this much, so that it can be seen.
  const endAt = Math.min(97.5, (100 * (exp - begin)) / (exp + GRACE_SECONDS - begin));
  const place = (t: number): number => {
    if (t <= begin) return 0;
    if (t <= exp) return (endAt * (t - begin)) / (exp - begin);
    return Math.min(100, endAt + ((100 - endAt) * (t - exp)) / GRACE_SECONDS);
  };
  const names = starts.length === 2 && iat === nbf ? 'iat, nbf' : begin === nbf ? 'nbf' : 'iat';
  const state = now < begin ? 'not-yet' : now <= exp ? 'valid' : now <= exp + GRACE_SECONDS ? 'grace' : 'expired';
  const bound = payload['kubernetes.io'];
  const renewed = isFields(bound) && isFields(bound.pod);
  const renewal = begin + 0.8 * (exp - begin);
  return {
    begin: { at: 0, time: short(from), words: `${names}\nissued, valid from` },
    end: { at: endAt, time: short(to), words: `exp\n+${GRACE_SECONDS} s grace` },
    renewal: renewed ? { at: place(renewal), time: short(readableTime(renewal, now) ?? ''), words: 'kubelet renews,\n80 % gone' } : undefined,
    now: { at: place(now), time: short(nowText), words: 'now' },
    sentence: sentence(state, begin, exp, now),
    state,
  };
}

const short = (time: string): string => time.replace(/Z$/, '');

function sentence(state: Lifetime['state'], begin: number, exp: number, now: number): string {
  const whole = `It lives ${lengthOfTime(exp - begin)}.`;
  switch (state) {
    case 'not-yet':
      return `${whole} It begins ${relativeTime(begin, now)}.`;
    case 'valid':
      return `${whole} It expires ${relativeTime(exp, now)}.`;
    case 'grace':
      return `${whole} It expired ${relativeTime(exp, now)}; the server still takes it for ${lengthOfTime(exp + GRACE_SECONDS - now)}, because clocks differ.`;
    case 'expired':
      return `${whole} It expired ${relativeTime(exp, now)}.`;
  }
}
