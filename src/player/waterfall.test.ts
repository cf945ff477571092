import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BackgroundRow, MessageRow, SequenceRow } from './messages.ts';
import type { Run } from './player.ts';
import { waterfallOf } from './waterfall.ts';

const RUN = { id: 'run' } as Run;
const message = (call: string, asks: boolean, at = 0): MessageRow => ({
  kind: 'message',
  run: RUN,
  from: asks ? 'a' : 'b',
  to: asks ? 'b' : 'a',
  asks,
  summary: call,
  message: undefined,
  call,
  at,
  places: [{ run: 'run', step: 1 }],
});
const background = (at: number, until: number, open = false): BackgroundRow => ({ kind: 'background', runs: [], at, until, open, places: [] });
const bars = (rows: SequenceRow[]): unknown[] => waterfallOf(rows).bars.map(({ first, last, depth, at, until }) => [first, last, depth, at, until]);
const bands = (rows: SequenceRow[]): unknown[] => waterfallOf(rows).bands.map(({ first, last, at, until }) => [first, last, at, until]);

describe('the waterfall', () => {
  it('has one bar from a question to its answer, over what was asked meanwhile', () => {
    const rows = [message('a', true), message('b', true), message('b', false), message('a', false)];
    expect(bars(rows)).toEqual([
      [0, 3, 0, 0, 0],
      [1, 2, 1, 0, 0],
    ]);
    expect(bands(rows)).toEqual([[0, 3, 0, 0]]);
  });

  it('begins a new band where the clock has moved', () => {
    const rows = [message('a', true), message('a', false), message('b', true, 2000), message('b', false, 2000)];
    expect(bands(rows)).toEqual([
      [0, 1, 0, 0],
      [2, 3, 2000, 2000],
    ]);
    expect(bars(rows)[1]).toEqual([2, 3, 0, 2000, 2000]);
  });

  it('gives folded requests one place and their whole time', () => {
    const rows = [background(0, 3000), message('a', true, 3000), message('a', false, 3000)];
    expect(bands(rows)).toEqual([
      [0, 0, 0, 3000],
      [1, 2, 3000, 3000],
    ]);
    expect(bars(rows)[0]).toEqual([0, 0, 0, 0, 3000]);
  });

  it('lets what was never answered keep nobody waiting', () => {
    expect(bars([message('a', true), message('lost', true), message('b', true), message('b', false), message('a', false)])).toEqual([
      [0, 4, 0, 0, 0],
      [1, 1, 1, 0, 0],
      [2, 3, 1, 0, 0],
    ]);
  });

  it('gives every message one place in order, inside exactly one band, and a bar to every question', () => {
    const event = fc.record({ opens: fc.boolean(), later: fc.nat({ max: 2 }) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const rows: SequenceRow[] = [];
        const open: string[] = [];
        let at = 0;
        events.forEach(({ opens, later }, i) => {
          at += later;
          const call = opens ? undefined : open.pop();
          if (call === undefined) {
            open.push(`call-${i}`);
            rows.push(message(`call-${i}`, true, at));
          } else rows.push(message(call, false, at));
        });
        const { bars, bands, places, placeOf } = waterfallOf(rows);
        expect(placeOf).toEqual(rows.map((_, i) => i));
        expect(places).toBe(rows.length);
        expect(bars.map(({ row }) => row)).toEqual(rows.filter((row) => row.kind === 'message' && row.asks));
        for (const bar of bars) expect(bar.last - bar.first > 0).toBe(bar.answer !== undefined);
        expect(bands.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i))).toEqual(placeOf);
        for (let i = 1; i < bands.length; i++) expect((bands[i] as { at: number }).at).toBeGreaterThan((bands[i - 1] as { until: number }).until);
      }),
    );
  });
});
