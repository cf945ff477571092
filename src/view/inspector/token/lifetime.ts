// The lifetime bar: where its marks stand, from 0 to 100, and what they say.
import { isJsonObject, type Json, type JsonObject } from '../../../trace/json.ts';
import { lengthOfTime, readableTime, relativeTime } from './moments.ts';

/** How long the server still takes an expired token, because clocks differ. */
export const GRACE_SECONDS = 60;
const DAY = 86_400;

export interface LifetimeMark {
  /** 0 to 100. */
  at: number;
  time: string;
  words: string;
}

export interface Lifetime {
  begin: LifetimeMark;
  /** Where it becomes valid, when that is later than its issue. */
  validFrom: number | undefined;
  end: LifetimeMark;
  renewal: LifetimeMark | undefined;
  /** Where the life ends that the kubelet was told of; the scale is another after it. */
  told: number | undefined;
  now: LifetimeMark;
  /** Where it was sent, when that is not now. */
  sent: number | undefined;
  /** The whole bar in words. */
  sentence: string;
  state: 'not-yet' | 'valid' | 'grace' | 'expired';
}

interface Span {
  /** Issued; valid from; the end that its holder was told; the end. Seconds since 1970. */
  issued: number;
  from: number;
  told: number | undefined;
  end: number;
}

/** Undefined when the payload has no usable begin and end. */
function spanOf(payload: JsonObject): Span | undefined {
  const { exp, iat, nbf } = payload;
  const starts = [nbf, iat].filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  const [issued, from] = [Math.min(...starts), Math.max(...starts)];
  if (typeof exp !== 'number' || starts.length === 0 || exp <= from) return undefined;
  const bound = payload['kubernetes.io'];
  const warn = isJsonObject(bound) ? bound.warnafter : undefined;
  return { issued, from, told: typeof warn === 'number' && warn > from && warn < exp ? warn : undefined, end: exp };
}

/** Only tokens bound to a Pod are the kubelet's: it renews after 80 % of the life it was told, or after a day when that comes first. */
function renewalOf(payload: JsonObject, { from, told, end }: Span): { at: number; why: string } | undefined {
  const bound = payload['kubernetes.io'];
  if (!isJsonObject(bound) || !isJsonObject(bound.pod)) return undefined;
  const part = 0.8 * ((told ?? end) - from);
  return part <= DAY ? { at: from + part, why: '80 % gone' } : { at: from + DAY, why: 'after 24 h' };
}

/** `now` and `sent` in seconds since 1970. */
export function lifetime(payload: Json | undefined, now: number, sent = now): Lifetime | undefined {
  if (!isJsonObject(payload)) return undefined;
  const span = spanOf(payload);
  if (!span) return undefined;
  const { issued, from, told, end } = span;
  const [begin, exp, nowText] = [issued, end, now].map((time) => readableTime(time, now));
  if (begin === undefined || exp === undefined || nowText === undefined) return undefined;
  // The grace would be a hair on an hour's bar; it gets at least this much, so that it can be seen.
  const share = Math.min(97.5, (100 * (end - issued)) / (end + GRACE_SECONDS - issued));
  // However short the rest is, it begins where its holder was told that it ends.
  const endAt = told === undefined ? share : Math.max(share, (TOLD + 100) / 2);
  const corners: [time: number, at: number][] = [
    [issued, 0],
    ...(told === undefined ? [] : [[told, TOLD] as [number, number]]),
    [end, endAt],
    [end + GRACE_SECONDS, 100],
  ];
  const place = (time: number): number => {
    const next = corners.findIndex(([corner]) => time <= corner);
    const [right, left] = [corners[next], corners[next - 1]];
    if (next < 0 || !right) return 100;
    return left ? left[1] + ((right[1] - left[1]) * (time - left[0])) / (right[0] - left[0]) : 0;
  };
  const names = payload.iat === payload.nbf ? 'iat, nbf' : payload.iat === issued ? 'iat' : 'nbf';
  const state = now < from ? 'not-yet' : now <= end ? 'valid' : now <= end + GRACE_SECONDS ? 'grace' : 'expired';
  const renewal = renewalOf(payload, span);
  return {
    begin: mark(0, begin, `${names}\n${names === 'nbf' ? 'valid from' : issued === from ? 'issued, valid from' : 'issued'}`),
    validFrom: from > issued ? place(from) : undefined,
    end: mark(endAt, exp, `exp\n+${GRACE_SECONDS} s grace`),
    renewal: renewal && mark(place(renewal.at), readableTime(renewal.at, now) ?? '', `kubelet renews,\n${renewal.why}`),
    told: told === undefined ? undefined : TOLD,
    now: mark(place(now), nowText, 'now'),
    sent: sent === now ? undefined : place(sent),
    sentence: [sentence(state, span, now), told === undefined ? '' : toldOf(told, span, now), sent === now ? '' : `It was sent ${relativeTime(sent, now)}.`]
      .filter(Boolean)
      .join(' '),
    state,
  };
}

/** The extended life is a year: drawn to scale, the hour that counts would not be seen. */
const TOLD = 84;

/** A day that is not today's stands above its time. */
function mark(at: number, readable: string, words: string): LifetimeMark {
  const [first = '', time] = readable.replace(/Z$/, '').split(' ');
  return time === undefined ? { at, time: first, words } : { at, time: first, words: `${time}\n${words}` };
}

function toldOf(told: number, { end }: Span, now: number): string {
  const words = told > now ? `ends ${relativeTime(told, now)}` : `ended ${relativeTime(told, now)}`;
  return `Its holder was told that it ${words} (warnafter); for ${lengthOfTime(end - told)} more it works, and its use is warned of.`;
}

function sentence(state: Lifetime['state'], { from, end }: Span, now: number): string {
  const whole = `It lives ${lengthOfTime(end - from)}.`;
  switch (state) {
    case 'not-yet':
      return `${whole} It begins ${relativeTime(from, now)}.`;
    case 'valid':
      return `${whole} It expires ${relativeTime(end, now)}.`;
    case 'grace':
      return `${whole} It expired ${relativeTime(end, now)}; the server still takes it for ${lengthOfTime(end + GRACE_SECONDS - now)}, because clocks differ.`;
    case 'expired':
      return `${whole} It expired ${relativeTime(end, now)}.`;
  }
}

export interface Remaining {
  /** Of its life, gone: 0 to 1. */
  gone: number;
  words: string;
}

/** The bar in one line; undefined for what is no token with claims. */
export function remaining(payload: Json | undefined, now: number): Remaining | undefined {
  if (!isJsonObject(payload)) return undefined;
  if (payload.exp === undefined) return { gone: 0, words: 'never expires' };
  const span = spanOf(payload);
  if (!span) return undefined;
  const { from, told, end } = span;
  const until = told ?? end;
  const gone = Math.min(1, Math.max(0, (now - from) / (until - from)));
  if (now < from) return { gone, words: `begins ${relativeTime(from, now)}` };
  if (now > end) return { gone, words: `expired ${relativeTime(end, now)}` };
  const left = now > until ? `should be gone ${relativeTime(until, now)}` : `${lengthOfTime(until - now)} left, until ${readableTime(until, now)}`;
  return { gone, words: told === undefined ? left : `${left}, as its holder was told; the server accepts it until ${readableTime(end, now)}` };
}
