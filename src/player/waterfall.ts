// The rows of a sequence on the world's clock. Everything that happens at one moment gets a place of its own, in its order;
// where the clock was moved in between, one band of places ends and the next begins.
import type { BackgroundRow, MessageRow, SequenceRow } from './messages.ts';

export interface Bar {
  /** The question, or requests in the background that are folded. */
  row: MessageRow | BackgroundRow;
  answer: MessageRow | undefined;
  /** Places on the axis, from 0, inclusive. */
  first: number;
  last: number;
  /** Milliseconds since 1970. */
  at: number;
  until: number;
  /** How many other questions wait for it. */
  depth: number;
}

/** Places that share a moment; folded requests span the time from the first to the last of them. */
export interface Band {
  first: number;
  last: number;
  at: number;
  until: number;
}

export interface Waterfall {
  bars: Bar[];
  bands: Band[];
  places: number;
  /** For every row of the sequence, the place at which it happens. */
  placeOf: number[];
}

export function waterfallOf(rows: readonly SequenceRow[]): Waterfall {
  const bars: Bar[] = [];
  const bands: Band[] = [];
  const placeOf: number[] = [];
  const open = new Map<string, Bar>();
  let places = 0;
  for (const row of rows) {
    const counts = row.kind === 'message' || (row.kind === 'background' && !row.open);
    if (!counts) {
      placeOf.push(Math.max(0, places - 1));
      if (row.kind === 'background') bars.push({ row, answer: undefined, first: places, last: places, at: row.at, until: row.until, depth: 0 });
      continue;
    }
    const place = places++;
    placeOf.push(place);
    const until = row.kind === 'background' ? row.until : row.at;
    const band = bands.at(-1);
    if (band && band.at === row.at && band.until === until) band.last = place;
    else bands.push({ first: place, last: place, at: row.at, until });
    const asked = row.kind === 'message' && !row.asks ? open.get(row.call) : undefined;
    if (asked && row.kind === 'message') {
      asked.answer = row;
      asked.last = place;
      asked.until = row.at;
      open.delete(row.call);
      continue;
    }
    const bar: Bar = { row, answer: undefined, first: place, last: place, at: row.at, until, depth: open.size };
    bars.push(bar);
    if (row.kind === 'message') open.set(row.call, bar);
  }
  // What was never answered kept nobody waiting.
  for (const lost of open.values()) for (const bar of bars) if (bar !== lost && bar.first > lost.first && bar.depth > 0) bar.depth--;
  return { bars, bands, places, placeOf };
}
