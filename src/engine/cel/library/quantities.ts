// Models k8s.io/apiserver/pkg/cel/library/quantity.go over apimachinery's resource.Quantity: exact decimal arithmetic, rounded up to nano.
// Left out: a quantity as text (CEL has none).
import type { Register } from './register.ts';

const NANO = 1_000_000_000n;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** A number in billionths. */
export class Quantity {
  constructor(readonly nano: bigint) {}
}

function parse(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, digits = '', binary, decimal = '', exponent] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const value = BigInt(`${whole}${fraction}` || '0') * (binary ? 1n << BigInt(BINARY[binary] ?? 0) : 1n);
  const power = 9 - fraction.length + (exponent === undefined ? (DECIMAL[decimal] ?? 0) : Number(exponent));
  if (Math.abs(power) > 200) return undefined;
  const scale = 10n ** BigInt(Math.abs(power));
  // Anything finer than nano is rounded away from zero.
  const nano = power >= 0 ? value * scale : (value + scale - 1n) / scale;
  return new Quantity(sign === '-' ? -nano : nano);
}

function quantity(text: string): Quantity {
  const found = parse(text);
  if (!found) throw new Error("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  return found;
}

const order = (a: bigint, b: bigint): bigint => (a < b ? -1n : a > b ? 1n : 0n);
const isInteger = ({ nano }: Quantity): boolean => nano % NANO === 0n && order(nano / NANO, 2n ** 63n - 1n) <= 0n && nano / NANO >= -(2n ** 63n);

function asInteger(one: Quantity): bigint {
  if (!isInteger(one)) throw new Error('cannot convert value to integer');
  return one.nano / NANO;
}

export function registerQuantities({ add, type }: Register): void {
  const T = 'kubernetes.Quantity';
  type(T, Quantity);
  add(`quantity(string): ${T}`, quantity);
  add('isQuantity(string): bool', (text: string) => parse(text) !== undefined);
  add(`${T}.sign(): int`, ({ nano }: Quantity) => order(nano, 0n));
  add(`${T}.isInteger(): bool`, isInteger);
  add(`${T}.asInteger(): int`, asInteger);
  add(`${T}.asApproximateFloat(): double`, ({ nano }: Quantity) => Number(nano) / Number(NANO));
  add(`${T}.isGreaterThan(${T}): bool`, (a: Quantity, b: Quantity) => a.nano > b.nano);
  add(`${T}.isLessThan(${T}): bool`, (a: Quantity, b: Quantity) => a.nano < b.nano);
  add(`${T}.compareTo(${T}): int`, (a: Quantity, b: Quantity) => order(a.nano, b.nano));
  add(`${T}.add(${T}): ${T}`, (a: Quantity, b: Quantity) => new Quantity(a.nano + b.nano));
  add(`${T}.add(int): ${T}`, (a: Quantity, b: bigint) => new Quantity(a.nano + b * NANO));
  add(`${T}.sub(${T}): ${T}`, (a: Quantity, b: Quantity) => new Quantity(a.nano - b.nano));
  add(`${T}.sub(int): ${T}`, (a: Quantity, b: bigint) => new Quantity(a.nano - b * NANO));
}
