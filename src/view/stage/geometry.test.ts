import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STORIES, tell } from '../../../e2e/harness/traces.ts';
import { initialSnapshot } from '../../trace/fold.ts';
import { ENVELOPE, envelopeAt, FLOOR, merlons, plan, rows } from './geometry.ts';
import { sizeOf } from './stage.tsx';

const gates = initialSnapshot(tell(STORIES['token1-200']!)).gates;

describe('the building', () => {
  it('stands at 860 units as it was drawn', () => {
    const { rooms } = plan(gates, 860, false);
    expect([rooms[0]!.left, ...rooms.map((room) => room.right)]).toEqual([118, 174, 430, 532, 688, 774, 846]);
    expect(rooms.map((room) => room.roof)).toEqual([292, 26, 182, 112, 182, 206]);
  });

  it('opens the stack to 416 units and keeps the order of the rooms', () => {
    const { rooms } = plan(gates, 860, true);
    expect([rooms[0]!.left, ...rooms.map((room) => room.right)]).toEqual([118, 174, 590, 644, 728, 784, 846]);
    expect(rooms.map((room) => room.room)).toEqual(plan(gates, 860, false).rooms.map((room) => room.room));
  });

  it('fills its width whatever gates a machine has', () => {
    fc.assert(
      fc.property(fc.subarray(gates, { minLength: 1 }), fc.integer({ min: 860, max: 1240 }), fc.boolean(), (some, width, open) => {
        const { rooms } = plan(some, width, open);
        expect(rooms[0]!.left).toBe(118);
        expect(rooms.at(-1)!.right).toBe(width - 14);
        for (const [i, room] of rooms.entries()) {
          expect(room.right - room.left).toBeGreaterThan(30);
          if (i > 0) expect(room.left).toBe(rooms[i - 1]!.right);
        }
      }),
    );
  });

  it('has battlements that begin and end with a stone', () => {
    const stones = merlons(174, 430);
    expect(stones).toHaveLength(9);
    expect(stones[0]!.x).toBe(169);
    expect(stones.at(-1)!.x + stones.at(-1)!.width).toBeCloseTo(435, 6);
  });
});

describe('the envelope', () => {
  const closed = plan(gates, 860, false);

  it('stands in the room that judges it, fourteen before the wall where the room is narrow', () => {
    expect(envelopeAt(closed, 5, false)).toEqual({ x: 846 - 14 - 236, y: 312, scale: 1 });
    expect(envelopeAt(closed, 3, true)).toEqual({ x: 688 - 14 - 236, y: 312, scale: 1 });
  });

  it('gives back some ground before a gate that shut, where there is ground to give', () => {
    expect(envelopeAt(plan(gates, 860, true), 1, true).x).toBe(328);
  });

  it('never stands under the floor', () => {
    for (const where of ['caller', 'door', 0, 1, 2, 3, 4, 5] as const) {
      const { y, scale } = envelopeAt(closed, where, false);
      expect(y + (ENVELOPE.height - 2) * scale).toBeLessThanOrEqual(FLOOR);
    }
  });
});

describe('the rows of the desks', () => {
  it('need 24 units, 36 with a reason', () => {
    expect(rows([true, false, true], 300)).toEqual([
      { top: 78, height: 36 },
      { top: 114, height: 24 },
      { top: 138, height: 36 },
    ]);
  });

  it('never take more room than there is', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), (tall) => {
        const last = rows(tall, 236).at(-1)!;
        expect(last.top + last.height).toBeLessThanOrEqual(78 + 236 + 1e-9);
      }),
    );
  });
});

describe('the size on the screen', () => {
  it.each([
    [860, 540, { scale: 1, width: 860, left: 0 }],
    [1108, 540, { scale: 1, width: 1108, left: 0 }],
    [904, 486, { scale: 0.9, width: 1004, left: 0.2 }],
    [3000, 540, { scale: 1, width: 1240, left: 880 }],
  ])('%i by %i pixels', (width, height, expected) => {
    const size = sizeOf(width, height);
    expect(size.scale).toBeCloseTo(expected.scale, 6);
    expect(size.width).toBe(expected.width);
    expect(size.left).toBeCloseTo(expected.left, 1);
  });
});
