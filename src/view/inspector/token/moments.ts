// Times in words. Everything is UTC with Z; "now" is the world's clock, never the reader's.

const DAY = 86_400;

/** Seconds since 1970 as a person reads them: the time alone on the day of `now`, else with the date. Undefined when no calendar has it. */
export function readableTime(seconds: number, now: number): string | undefined {
  const date = new Date(Math.floor(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  const iso = date.toISOString();
  const [day = '', time = ''] = iso.replace(/\.\d{3}Z$/, 'Z').split('T');
  return Math.floor(seconds / DAY) === Math.floor(now / DAY) ? time : `${day} ${time}`;
}

/** "12 s", "25 min 14 s", "3 h 20 min", "2 days 4 h", "3 years": two units at most. Never negative. */
export function lengthOfTime(seconds: number): string {
  const s = Math.floor(Math.abs(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return pair(Math.floor(s / 60), 'min', s % 60, 's');
  if (s < DAY) return pair(Math.floor(s / 3600), 'h', Math.floor((s % 3600) / 60), 'min');
  if (s < 365 * DAY) return pair(Math.floor(s / DAY), Math.floor(s / DAY) === 1 ? 'day' : 'days', Math.floor((s % DAY) / 3600), 'h');
  const years = Math.floor(s / (365 * DAY));
  return years === 1 ? '1 year' : `${years} years`;
}

const pair = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;

/** "in 25 min 14 s", "34 min 46 s ago", "now". */
export function relativeTime(seconds: number, now: number): string {
  const distance = Math.floor(seconds) - Math.floor(now);
  if (distance === 0) return 'now';
  return distance > 0 ? `in ${lengthOfTime(distance)}` : `${lengthOfTime(distance)} ago`;
}

/** Seconds of an RFC 3339 time; NaN for anything else. */
export const secondsOf = (rfc3339: string): number => Math.floor(Date.parse(rfc3339) / 1000);

/** "10:02:11Z" of an RFC 3339 time; the text itself when it is none. */
export function clockTime(rfc3339: string): string {
  const match = /T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(rfc3339);
  return match ? `${match[1]}Z` : rfc3339;
}
