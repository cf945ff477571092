import { describe, expect, it } from 'vitest';
import { Clock, type DueSource } from './clock.ts';

const START = '2026-01-01T00:00:00Z';
const ZERO = Date.parse(START);

/** Due every `period` until `count` are done; notes what it was told. */
function ticker(clock: Clock, log: string[], name: string, period: number, count: number): DueSource {
  let at = ZERO + period;
  return {
    name,
    next: () => (count > 0 ? at : undefined),
    run(until) {
      log.push(`${name} ${clock.now() - ZERO} until ${until - ZERO}`);
      at += period;
      count--;
    },
  };
}

describe('what is due', () => {
  it('runs in the order of its moments, each at its own, whoever it belongs to', async () => {
    const clock = new Clock(START);
    const log: string[] = [];
    clock.follow(ticker(clock, log, 'a', 30, 2));
    clock.follow(ticker(clock, log, 'b', 20, 2));
    clock.at(ZERO + 25, 'planned', () => void log.push(`planned ${clock.now() - ZERO}`));
    await clock.advance(100);
    expect(log).toEqual(['b 20 until 25', 'planned 25', 'a 30 until 40', 'b 40 until 60', 'a 60 until 100']);
    expect(clock.now()).toBe(ZERO + 100);
  });
  it('is told of no later moment when nothing may be folded', async () => {
    const clock = new Clock(START);
    const log: string[] = [];
    clock.follow(ticker(clock, log, 'a', 30, 1));
    await clock.advance(100, { fold: false });
    expect(log).toEqual(['a 30 until 30']);
  });
  it('runs late when its moment has passed', async () => {
    const clock = new Clock(START);
    const log: string[] = [];
    await clock.advance(100);
    clock.follow(ticker(clock, log, 'a', 30, 1));
    await clock.advance(0);
    expect([log, clock.now() - ZERO]).toEqual([['a 100 until 100'], 100]);
  });
  it('waits when it lies after the end', async () => {
    const clock = new Clock(START);
    const log: string[] = [];
    clock.follow(ticker(clock, log, 'a', 30, 5));
    await clock.advance(29);
    expect(log).toEqual([]);
  });
  it('is forgotten when its source has left', async () => {
    const clock = new Clock(START);
    const log: string[] = [];
    const leave = clock.follow(ticker(clock, log, 'a', 30, 5));
    leave();
    await clock.advance(100);
    expect(log).toEqual([]);
  });
});

describe('an advance', () => {
  it('says how far it is, and ends where it is told to, after telling the sources', async () => {
    const clock = new Clock(START);
    const log: string[] = [];
    const seen: number[] = [];
    clock.follow({ ...ticker(clock, log, 'a', 25, 4), left: () => 4 - log.length, stop: () => void log.push('stop') });
    await clock.advance(100, {
      pace(done) {
        seen.push(done);
        return done < 0.5;
      },
    });
    expect([seen, log, clock.now() - ZERO]).toEqual([[0.25, 0.5], ['a 25 until 100', 'a 50 until 100', 'stop'], 50]);
  });
});
