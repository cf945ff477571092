import { describe, expect, it, vi } from 'vitest';
import { opened, out, player } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

/** A token of an hour and seven seconds is renewed after 80 % of that: 2885.6 s. */
const START = Date.parse('2026-05-18T10:02:11Z');

async function withPod() {
  const session = await opened();
  await session.type('kubectl run p --image=nginx');
  await session.type('advance 10s');
  return session;
}

describe('time in the cluster', () => {
  it('passes as far as it is told to, and the page knows when the next token is due', async () => {
    const session = await opened();
    expect([session.get().clock, session.get().moments]).toEqual(['2026-05-18T10:02:11Z', { refresh: undefined, expiry: undefined }]);
    await session.type('kubectl run p --image=nginx');
    await session.type('advance 10s');
    const { refresh = 0, expiry = 0 } = session.get().moments;
    expect([refresh - START > 2_885_000, expiry > refresh]).toEqual([true, true]);
    await session.type('advance next-refresh');
    expect(Date.parse(session.get().clock)).toBe(Math.floor(refresh / 1000) * 1000);
    expect((session.get().moments.refresh ?? 0) - refresh).toBeGreaterThan(2_880_000);
  });
  it('leaves what components did in the list, behind the command, and the playhead where it was', async () => {
    const session = await withPod();
    const { selected, runs } = player(session);
    await session.type('advance 1y');
    const mine = player(session).runs.slice(runs.length);
    expect(player(session).selected).toBe(selected);
    expect(mine.map(({ program, background }) => [program, background])).toEqual(mine.map(() => ['kubelet', true]));
    expect(mine.reduce((sum, { folded }) => sum + (folded?.count ?? 1), 0)).toBe(Math.floor((365 * 86_400) / 2885.6));
  });
  it('can be stopped while it passes: the clock stands where it came', async () => {
    const session = await withPod();
    await session.type('kubectl run q --image=nginx');
    const seen: number[] = [];
    const stop = session.ports.session.subscribe(() => {
      const { passing } = session.get();
      if (passing === undefined || passing === seen.at(-1)) return;
      seen.push(passing);
      session.ports.interrupt();
    });
    expect(await session.type('advance 1y')).toBe('^C\n');
    stop();
    expect(seen.length).toBeGreaterThan(0);
    expect(session.get().passing).toBeUndefined();
    expect(Date.parse(session.get().clock) - START).toBeLessThan(86_400_000);
    expect(session.get().terminal.entries.at(-1)?.exitCode).toBe(130);
  });
  it('goes back when somebody acts in the past', async () => {
    const session = await withPod();
    await session.type('kubectl get pods');
    await session.type('advance 24h');
    expect(session.get().clock.slice(0, 10)).toBe('2026-05-19');
    session.ports.player.last();
    session.ports.player.back();
    await session.type('advance 5m');
    expect(out(session)).toMatch(/^2026-05-18T10:02:\d\dZ → 2026-05-18T10:07:\d\dZ\n$/);
    expect(session.get().clock.slice(0, 10)).toBe('2026-05-18');
    expect(player(session).runs.some(({ older, program }) => older && program === 'kubelet')).toBe(true);
  });
});
