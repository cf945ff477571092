// Models Go's base64.StdEncoding and time.Parse(RFC3339) as far as refusals show them.
import { goQuote } from '../../../http/go-format.ts';
import { parseRfc3339 } from '../../../http/go-time.ts';

const ALPHABET = /[A-Za-z0-9+/]/;
const isNewline = (c: string | undefined) => c === '\n' || c === '\r';

/** Where Go's decoder stumbles, as a byte position; undefined for good base64. */
export function base64Fault(text: string): number | undefined {
  let at = 0;
  for (;;) {
    let filled = 0;
    while (filled < 4) {
      if (at === text.length) return filled === 0 ? undefined : at - filled;
      const c = text[at++];
      if (c !== undefined && ALPHABET.test(c)) filled++;
      else if (isNewline(c)) continue;
      else if (c !== '=' || filled < 2) return at - 1;
      else {
        if (filled === 2) {
          while (isNewline(text[at])) at++;
          if (at === text.length) return text.length;
          if (text[at] !== '=') return at - 1;
          at++;
        }
        while (isNewline(text[at])) at++;
        return at < text.length ? at : undefined;
      }
    }
  }
}

const LAYOUT: [std: string, pattern: RegExp, max?: number][] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d{2}/, 12],
  ['-', /^-/],
  ['02', /^\d{2}/, 31],
  ['T', /^T/],
  ['15', /^\d{2}/, 23],
  [':', /^:/],
  ['04', /^\d{2}/, 59],
  [':', /^:/],
  ['05', /^\d{2}(?:[.,]\d+)?/, 59],
  ['Z07:00', /^(?:Z|[+-]\d{2}:\d{2})/],
];
const NAMES: Record<string, string> = { '01': 'month', '02': 'day', '15': 'hour', '04': 'minute', '05': 'second' };

/** Go's error for a text that is no RFC 3339 time; undefined for a good one. */
export function goTimeFault(text: string): string | undefined {
  if (parseRfc3339(text) !== undefined) return undefined;
  const head = `parsing time ${goQuote(text)}`;
  let rest = text;
  for (const [std, pattern, max] of LAYOUT) {
    const part = pattern.exec(rest)?.[0];
    if (part === undefined) return `${head} as "2006-01-02T15:04:05Z07:00": cannot parse ${goQuote(rest)} as ${goQuote(std)}`;
    if (max !== undefined && (Number(part.slice(0, 2)) > max || (max < 32 && max !== 23 && part === '00'))) return `${head}: ${NAMES[std]} out of range`;
    rest = rest.slice(part.length);
  }
  return rest ? `${head}: extra text: ${goQuote(rest)}` : `${head}: day out of range`;
}

/** As the API writes times: UTC, whole seconds. */
export const timeText = (text: string): string => new Date(Math.floor((parseRfc3339(text) ?? 0) / 1000) * 1000).toISOString().replace('.000Z', 'Z');
