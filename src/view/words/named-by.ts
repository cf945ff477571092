// Behind "no rule allows it": how near the caller came.
import type { NearMissRow } from '../ports.ts';
import { countOf } from './names.ts';

/** How many bindings name the caller; that none of them allows the request is what the gate has said. */
export function namedBy(rows: readonly NearMissRow[]): string {
  const names = new Set(rows.filter((row) => row.namesYou).map(({ binding }) => `${binding.kind} ${binding.namespace}/${binding.name}`));
  if (names.size === 0) return 'no binding names this caller';
  if (names.size === 1) return 'one binding names this caller, and it does not allow this';
  return `${countOf(names.size, 'bindings')} name this caller, and none allows this`;
}
