// Models time.ParseDuration, and Duration.String for whole milliseconds. Left out: precision below a microsecond.
import { goQuote } from './go-format.ts';

const UNIT_MS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds, or Go's error. */
export function parseGoDuration(text: string): { ms?: number; error?: string } {
  const invalid = { error: `time: invalid duration ${goQuote(text)}` };
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === '0') return { ms: 0 };
  if (rest === '') return invalid;
  let ms = 0;
  while (rest !== '') {
    const number = /^\d*(\.\d*)?/.exec(rest)?.[0] ?? '';
    if (number === '' || number === '.') return invalid;
    rest = rest.slice(number.length);
    const unit = /^[^\d.]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { error: `time: missing unit in duration ${goQuote(text)}` };
    const factor = UNIT_MS[unit];
    if (factor === undefined) return { error: `time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}` };
    ms += Number(number) * factor;
    rest = rest.slice(unit.length);
  }
  return { ms: sign * ms };
}

/** Of whole milliseconds: 30000 → "30s", 60000 → "1m0s", 1500 → "1.5s", 500 → "500ms", 0 → "0s". */
export function durationText(ms: number): string {
  if (ms < 0) return `-${durationText(-ms)}`;
  if (ms > 0 && ms < 1000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (hours) return `${hours}h${minutes}m${seconds}`;
  return minutes ? `${minutes}m${seconds}` : seconds;
}
