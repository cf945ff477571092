// --sort-by: by the first value that a JSONPath expression finds; numbers by size, text in natural order, nothing first.

import type { KubeObject } from '../client.ts';
import { KubectlError, plainError } from '../failure.ts';
import { JsonPath } from './jsonpath.ts';
import { relaxed } from './jsonpath-parser.ts';
import type { Table } from './table.ts';

export const sortObjects = (items: readonly KubeObject[], expression: string): KubeObject[] => sortBy(items, expression, (item) => item);

/** A table that has the field nowhere comes out empty, as kubectl prints it. */
export function sortRows(table: Table, expression: string): Table {
  try {
    return { ...table, rows: sortBy(table.rows ?? [], expression, (row) => row.object) };
  } catch (error) {
    if (error instanceof KubectlError) return { ...table, rows: [] };
    throw error;
  }
}

function sortBy<T>(items: readonly T[], expression: string, value: (item: T) => unknown): T[] {
  const path = new JsonPath(relaxed(expression), { allowMissing: true, floats: false });
  const keyed = items.map((item) => ({ item, key: path.find(value(item))[0] }));
  if (items.length && keyed.every(({ key }) => key === undefined))
    throw plainError(`couldn't find any field with path "${relaxed(expression)}" in the list of objects`);
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return natural(String(a), String(b));
}

/** Runs of digits count by their value. */
function natural(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [l = '', r = ''] = [left[i], right[i]];
    if (l === r) continue;
    if (/^\d/.test(l) && /^\d/.test(r) && Number(l) !== Number(r)) return Number(l) - Number(r);
    return l < r ? -1 : 1;
  }
  return left.length - right.length;
}
