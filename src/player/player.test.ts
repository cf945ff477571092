import { describe, expect, it } from 'vitest';
import type { Trace } from '../trace/event.ts';
import { createPlayer, currentRun, isUnderway, type Player, type Run, standsBack, stepCount } from './player.ts';

const trace = (id: string, desks = 2): Trace => ({
  version: 1,
  id,
  startedAt: '2026-05-18T10:02:11Z',
  title: 'GET /api',
  from: 'laptop',
  to: 'kube-apiserver',
  machine: { initial: 'tls', states: [] },
  snapshot: 1,
  events: [
    { kind: 'hop', at: 0, from: 'laptop', to: 'kube-apiserver', summary: 'GET /api' },
    ...Array.from({ length: desks }, (_, i) => [
      { kind: 'before' as const, at: 0, id: i + 1, stage: `gate-${i}` },
      { kind: 'after' as const, at: 0, id: i + 1, verdict: 'passed' as const, reason: '' },
    ]).flat(),
    { kind: 'hop', at: 0, from: 'kube-apiserver', to: 'laptop', summary: '200 OK' },
  ],
});

const run = (id: string, more: Partial<Run> = {}) => ({ id, trace: trace(id), command: 1, program: 'curl', background: false, ...more });

/** A player whose time is counted by hand: every step rests 100. */
function timed(): { player: Player; pass(ms: number): void; waiting(): number } {
  let timers: { at: number; run: () => void }[] = [];
  let now = 0;
  const player = createPlayer({
    rest: () => 100,
    later(callback, ms) {
      const timer = { at: now + ms, run: callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
  return {
    player,
    waiting: () => timers.length,
    pass(ms) {
      const end = now + ms;
      for (let next = timers.sort((a, b) => a.at - b.at)[0]; next && next.at <= end; next = timers.sort((a, b) => a.at - b.at)[0]) {
        now = next.at;
        timers = timers.filter((other) => other !== next);
        next.run();
      }
      now = end;
    },
  };
}

const at = ({ store }: Player) => {
  const { selected, step, playing } = store.getState();
  return { selected, step, playing };
};

describe('the player', () => {
  it('calls a run underway until its last step was seen, however often one goes back after that', () => {
    const { player } = timed();
    player.add(run('a'));
    const underway = (): boolean => isUnderway(player.store.getState(), currentRun(player.store.getState()));
    expect(underway()).toBe(true);
    player.next();
    expect(underway()).toBe(true);
    player.last();
    expect(underway()).toBe(false);
    player.first();
    expect(underway()).toBe(false);
  });

  it('calls no run underway that is not the selected one', () => {
    const { player } = timed();
    player.add(run('a'));
    player.add(run('b'));
    const { runs } = player.store.getState();
    expect(runs.map((each) => isUnderway(player.store.getState(), each))).toEqual([false, true]);
  });

  it('stands nowhere before the first run, and every button does nothing', () => {
    const { player } = timed();
    for (const press of [player.first, player.back, player.next, player.last, player.play, player.pause]) press();
    player.seek(4);
    expect(at(player)).toEqual({ selected: undefined, step: 0, playing: false });
  });

  it('selects the newest run and plays it from step 1 to its end', () => {
    const { player, pass, waiting } = timed();
    player.add(run('a'), { play: true });
    expect(stepCount(player.store.getState())).toBe(5);
    expect(at(player)).toEqual({ selected: 'a', step: 1, playing: true });
    pass(100);
    expect(at(player).step).toBe(2);
    pass(1000);
    expect(at(player)).toEqual({ selected: 'a', step: 5, playing: false });
    expect(waiting()).toBe(0);
  });

  it('rests half as long at speed 2, from the step it is on', () => {
    const { player, pass } = timed();
    player.add(run('a'), { play: true });
    player.setSpeed(2);
    pass(50);
    expect(at(player).step).toBe(2);
    player.setSpeed(0.5);
    pass(199);
    expect(at(player).step).toBe(2);
    pass(1);
    expect(at(player).step).toBe(3);
  });

  it.each([
    ['first', (p: Player) => p.first(), 1, 'jump'],
    ['back', (p: Player) => p.back(), 2, 'back'],
    ['next', (p: Player) => p.next(), 4, 'walk'],
    ['last', (p: Player) => p.last(), 5, 'jump'],
    ['seek within', (p: Player) => p.seek(2), 2, 'jump'],
    ['seek past the end', (p: Player) => p.seek(99), 5, 'jump'],
    ['seek before the start', (p: Player) => p.seek(-3), 1, 'jump'],
    ['seek to no number', (p: Player) => p.seek(Number.NaN), 1, 'jump'],
  ])('%s moves the playhead by hand and ends the playing', (_name, press, step, moved) => {
    const { player, pass, waiting } = timed();
    player.add(run('a'), { play: true });
    pass(200);
    press(player);
    expect(at(player)).toEqual({ selected: 'a', step, playing: false });
    expect(player.store.getState().moved).toBe(moved);
    expect(waiting()).toBe(0);
  });

  it('plays again from the start when it stands at the end', () => {
    const { player } = timed();
    player.add(run('a'), { at: 'last' });
    player.play();
    expect(at(player)).toEqual({ selected: 'a', step: 1, playing: true });
  });

  it('goes on from where it was paused', () => {
    const { player, pass } = timed();
    player.add(run('a'), { play: true });
    pass(100);
    player.pause();
    pass(1000);
    expect(at(player).step).toBe(2);
    player.play();
    expect(at(player).step).toBe(2);
  });

  it('leaves playhead and playing alone when a background run comes in', () => {
    const { player, pass } = timed();
    player.add(run('a'), { play: true });
    player.add(run('b', { background: true }), { play: true });
    expect(at(player)).toEqual({ selected: 'a', step: 1, playing: true });
    pass(100);
    expect(at(player).step).toBe(2);
    expect(player.store.getState().runs.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('shows a background run when there is nothing else to show', () => {
    const { player } = timed();
    player.add(run('a', { background: true }));
    expect(at(player).selected).toBe('a');
    player.add(run('b'));
    expect(at(player).selected).toBe('b');
  });

  it('shows a run chosen from the list at its end', () => {
    const { player } = timed();
    player.add(run('a'));
    player.add(run('b'));
    player.select('a');
    expect(at(player)).toEqual({ selected: 'a', step: 5, playing: false });
    player.select('no such run');
    expect(at(player).selected).toBe('a');
  });

  it('keeps a future that was left, marked as older', () => {
    const { player } = timed();
    for (const id of ['a', 'b', 'c']) player.add(run(id));
    player.leaveFuture('b');
    expect(player.store.getState().runs.map(({ id, older }) => [id, older])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ]);
  });

  it('puts a list of runs back, at rest', () => {
    const { player, waiting } = timed();
    player.add(run('a'), { play: true });
    player.next();
    const before = player.store.getState();
    player.clear();
    expect(at(player)).toEqual({ selected: undefined, step: 0, playing: false });
    player.restore(before);
    expect(at(player)).toEqual({ selected: 'a', step: 2, playing: false });
    expect(currentRun(player.store.getState())?.id).toBe('a');
    expect(waiting()).toBe(0);
  });
});

describe('standing back in time', () => {
  it.each([
    ['not when a run has just come in', (_: Player) => {}, false],
    ['not after a step forward', (p: Player) => p.next(), false],
    ['not at the end', (p: Player) => p.last(), false],
    ['after Last step and Previous step', (p: Player) => (p.last(), p.back()), true],
    ['after seeking back', (p: Player) => (p.seek(4), p.seek(2)), true],
    ['not while it plays again from the start', (p: Player) => (p.last(), p.play()), false],
    ['when that playing is paused', (p: Player) => (p.last(), p.play(), p.pause()), true],
    ['not when the run chosen from the list stands at its end', (p: Player) => p.select('a'), false],
    ['in the middle of a run chosen from the list', (p: Player) => (p.select('a'), p.back()), true],
    ['not in a future that was left', (p: Player) => (p.last(), p.back(), p.leaveFuture('a')), false],
  ])('%s', (_name, press, expected) => {
    const { player } = timed();
    player.add(run('a'));
    press(player);
    expect(standsBack(player.store.getState())).toBe(expected);
  });
});
