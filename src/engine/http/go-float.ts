// Models strconv.FormatFloat as the API server uses it: the shortest digits that read back as the same double. Left out: 32-bit floats, hexadecimal.

/** FormatFloat(value, 'g', -1, 64): plain from 1e-4 to below 1e6, else with an exponent of at least two digits. */
export function shortestG(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
