// Models cel-go's conversions where cel-js's differ: a double as text (strconv.FormatFloat 'g', shortest), the range that int() and uint() check,
// and ASCII letters alone in lowerAscii and upperAscii. Left out: string(timestamp) beyond milliseconds.
import { type Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { shortestG } from '../../http/go-float.ts';
import type { Register } from './register.ts';

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

const fault = (text: string): never => {
  throw new Error(text);
};

/** cel-go's doubleToInt64Checked: the bounds themselves are out, since a double cannot hold them exactly. */
function intOf(value: number): bigint {
  if (Number.isNaN(value) || value <= -(2 ** 63) || value >= 2 ** 63) return fault('integer overflow');
  return BigInt(Math.trunc(value));
}

function uintOf(value: number): UnsignedInt {
  if (Number.isNaN(value) || value < 0 || value >= 2 ** 64) return fault('unsigned integer overflow');
  return new UnsignedInt(BigInt(Math.trunc(value)));
}

function parsed(text: string, pattern: RegExp, min: bigint, max: bigint, type: string): bigint {
  if (!pattern.test(text)) return fault(`strconv.${type}: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = BigInt(text.replace(/^\+/, ''));
  return value < min || value > max ? fault(`strconv.${type}: parsing ${JSON.stringify(text)}: value out of range`) : value;
}

const letters = (change: (letter: string) => string, which: RegExp) => (text: string) => text.replace(which, change);

/** Seconds as Go's time.Duration of the same length is read back: "3600s", "1.5s". */
function durationText({ seconds, nanos }: Duration): string {
  const total = seconds * 1_000_000_000n + BigInt(nanos);
  const size = total < 0n ? -total : total;
  const rest = size % 1_000_000_000n;
  const fraction = rest === 0n ? '' : `.${rest.toString().padStart(9, '0').replace(/0+$/, '')}`;
  return `${total < 0n ? '-' : ''}${size / 1_000_000_000n}${fraction}s`;
}

export function registerConversions({ instead }: Register): void {
  const same = (value: unknown) => value;
  instead('string', {
    'string(string): string': same,
    'string(bool): string': String,
    'string(int): string': String,
    'string(uint): string': String,
    'string(bytes): string': (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    'string(double): string': shortestG,
    'string(google.protobuf.Duration): string': durationText,
    'string(google.protobuf.Timestamp): string': (at: Date) => at.toISOString().replace(/\.?0*Z$/, 'Z'),
  });
  instead('int', {
    'int(int): int': same,
    'int(uint): int': (value: UnsignedInt) => (value.value > MAX_INT ? fault('integer overflow') : value.value),
    'int(double): int': intOf,
    'int(string): int': (text: string) => parsed(text, /^[+-]?\d+$/, MIN_INT, MAX_INT, 'ParseInt'),
    'int(google.protobuf.Timestamp): int': (at: Date) => BigInt(Math.floor(at.getTime() / 1000)),
    'int(google.protobuf.Duration): int': ({ seconds, nanos }: Duration) => seconds * 1_000_000_000n + BigInt(nanos),
  });
  instead('uint', {
    'uint(uint): uint': same,
    'uint(int): uint': (value: bigint) => (value < 0n ? fault('unsigned integer overflow') : new UnsignedInt(value)),
    'uint(double): uint': uintOf,
    'uint(string): uint': (text: string) => new UnsignedInt(parsed(text, /^\d+$/, 0n, MAX_UINT, 'ParseUint')),
  });
  instead('lowerAscii', { 'string.lowerAscii(): string': letters((l) => l.toLowerCase(), /[A-Z]/g) });
  instead('upperAscii', { 'string.upperAscii(): string': letters((l) => l.toUpperCase(), /[a-z]/g) });
}
