// Behind "no rule allows it": the binding that came nearest. Never a count, for near misses are a choice and not all there are.
import type { NearMissRow } from '../../ports/past.ts';
import { shorten } from './names.ts';

/** Empty when nothing came near. */
export function nearest(rows: readonly NearMissRow[]): string {
  const naming = rows.find((row) => row.namesYou && !row.coversIt);
  if (naming) return `${shorten(naming.binding.name, 40)} names this caller, but allows other things`;
  const covering = rows.find((row) => row.coversIt && !row.namesYou);
  return covering ? `${shorten(covering.binding.name, 40)} would, but does not name this caller` : '';
}
