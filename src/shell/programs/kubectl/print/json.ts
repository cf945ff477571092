// JSON as Go's encoder writes what kubectl prints.
import { goJson } from '../../../../engine/http/go-format.ts';

/** Four blanks, keys as they stand, one newline at the end. */
export const toJson = (value: unknown): string => `${goJson(value, 4)}\n`;

/** Keys sorted at every depth, as Go prints a map. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([k, v]) => [k, sorted(v)]));
}

/** One line, keys sorted: what JSONPath prints for maps and lists, and the last-applied annotation holds. */
export const compactJson = (value: unknown): string => goJson(sorted(value));

/** Go's %v of a float64: the shortest digits, with an exponent from 1e+06 on. */
export function goFloat(value: number): string {
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (value === 0 || (exponent >= -4 && exponent < 6)) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
