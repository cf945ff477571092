// Models cel-go's ext.Lists (version 3) and ext.Sets, and k8s.io/apiserver/pkg/cel/library/lists.go. Left out: sortBy.
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import type { Register } from './register.ts';

type Comparable = string | boolean | number | bigint | Date | Duration | UnsignedInt | Uint8Array;

const fault = (text: string): never => {
  throw new Error(text);
};

function number(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return value instanceof UnsignedInt ? value.value : undefined;
}

/** CEL's equality: numbers of all types by value, lists and maps by content. */
export function equal(a: unknown, b: unknown): boolean {
  const [left, right] = [number(a), number(b)];
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number of the same value are the same number
  if (left !== undefined && right !== undefined) return left == right;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => equal(value, b[i]));
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof Duration && b instanceof Duration) return a.seconds === b.seconds && a.nanos === b.nanos;
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const [one, other] = [entries(a), entries(b)];
    return one.size === other.size && [...one].every(([key, value]) => other.has(key) && equal(value, other.get(key)));
  }
  return a === b;
}

const entries = (value: object): Map<unknown, unknown> => (value instanceof Map ? value : new Map(Object.entries(value)));

function compare(a: unknown, b: unknown): number {
  const [left, right] = [number(a) ?? a, number(b) ?? b] as [Comparable, Comparable];
  const kind = (value: Comparable) => (typeof value === 'bigint' ? 'number' : typeof value === 'object' ? value.constructor.name : typeof value);
  if (kind(left) !== kind(right)) return fault('list elements must have the same type');
  return left < right ? -1 : left > right ? 1 : 0;
}

function flatten(list: readonly unknown[], depth: number): unknown[] {
  return list.flatMap((value) => (Array.isArray(value) && depth > 0 ? flatten(value as unknown[], depth - 1) : [value]));
}

function slice(list: readonly unknown[], from: bigint, to: bigint): unknown[] {
  if (from < 0n || to < 0n) return fault(`cannot slice(${from}, ${to}), negative indexes not supported`);
  if (from > to) return fault(`cannot slice(${from}, ${to}), start index must be less than or equal to end index`);
  if (to > BigInt(list.length)) return fault(`cannot slice(${from}, ${to}), list is length ${list.length}`);
  return list.slice(Number(from), Number(to));
}

const distinct = (list: readonly unknown[]): unknown[] => list.filter((value, i) => list.findIndex((other) => equal(other, value)) === i);

function sum(list: readonly unknown[]): unknown {
  const [first] = list;
  if (first === undefined) return 0n;
  if (first instanceof Duration) return list.reduce((total: Duration, one) => total.addDuration(one as Duration), new Duration(0n));
  if (typeof first === 'bigint') return list.reduce((total: bigint, one) => total + (one as bigint), 0n);
  if (first instanceof UnsignedInt) return new UnsignedInt(list.reduce((total: bigint, one) => total + (one as UnsignedInt).value, 0n));
  return list.reduce((total: number, one) => total + Number(one), 0);
}

const extreme = (name: 'min' | 'max', sign: 1 | -1) => (list: readonly unknown[]) =>
  list.length === 0 ? fault(`${name} called on empty list`) : list.reduce((best, value) => (compare(value, best) * sign > 0 ? value : best));

const contains = (all: readonly unknown[], some: readonly unknown[]): boolean => some.every((value) => all.some((other) => equal(value, other)));

export function registerLists({ add, namespace }: Register): void {
  add('list<T>.distinct(): list<T>', distinct);
  add('list.flatten(): list<dyn>', (list: readonly unknown[]) => flatten(list, 1));
  add('list.flatten(int): list<dyn>', (list: readonly unknown[], depth: bigint) =>
    depth < 0n ? fault('level must be non-negative') : flatten(list, Number(depth)),
  );
  add('list<T>.slice(int, int): list<T>', slice);
  add('list<T>.sort(): list<T>', (list: readonly unknown[]) => [...list].sort(compare));
  add('list<T>.reverse(): list<T>', (list: readonly unknown[]) => [...list].reverse());
  add('list.isSorted(): bool', (list: readonly unknown[]) => list.every((value, i) => i === 0 || compare(list[i - 1], value) <= 0));
  add('list<T>.sum(): T', sum);
  add('list<T>.min(): T', extreme('min', -1));
  add('list<T>.max(): T', extreme('max', 1));
  add('list<T>.indexOf(T): int', (list: readonly unknown[], value: unknown) => BigInt(list.findIndex((other) => equal(other, value))));
  add('list<T>.lastIndexOf(T): int', (list: readonly unknown[], value: unknown) => BigInt(list.findLastIndex((other) => equal(other, value))));
  namespace('lists', { 'range(int): list<int>': (end: bigint) => Array.from({ length: Number(end) }, (_, i) => BigInt(i)) });
  namespace('sets', {
    'contains(list, list): bool': contains,
    'equivalent(list, list): bool': (a: readonly unknown[], b: readonly unknown[]) => contains(a, b) && contains(b, a),
    'intersects(list, list): bool': (a: readonly unknown[], b: readonly unknown[]) => a.some((value) => b.some((other) => equal(value, other))),
  });
}
