import { describe, expect, it, vi } from 'vitest';
import type { Headless } from '../testing/headless.ts';
import { as, BIND, opened, out, player } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

describe('acting in the past', () => {
  it('goes back to before that run and keeps its future as older runs', async () => {
    const session = await opened();
    await session.type(BIND);
    await session.type(as('token1'));
    expect(out(session)).toBe('200\n');
    const bind = player(session).runs.find(({ background, program }) => program === 'kubectl' && !background);
    session.ports.player.select(bind?.id ?? '');
    session.ports.player.seek(3);
    expect(await session.type(as('token1'))).toBe('403\n');
    expect(
      player(session)
        .runs.map(({ older }) => older)
        .slice(0, -1),
    ).not.toContain(false);
    expect(player(session).runs.at(-1)?.older).toBe(false);
    expect(session.get().rbac.text).toBe('');
  });

  it('forks for an edit and for a restart, too', async () => {
    const session = await opened();
    await session.type(BIND);
    session.ports.player.last();
    session.ports.player.back();
    session.ports.editTokensCsv('token1,nadia,1\n');
    await session.restart();
    expect(await session.type('kubectl get clusterrolebinding admin')).toContain('not found');
    expect(session.get().tokensCsv.text).toBe('token1,nadia,1\n');
  });

  it.each([
    ['when nobody went back', () => {}],
    ['when the playhead stands at the end of an older run', ({ ports }: Headless) => ports.player.select('run-1')],
  ])('stays in the present %s', async (_name, move) => {
    const session = await opened();
    await session.type(BIND);
    move(session);
    expect(await session.type(as('token1'))).toBe('200\n');
    expect(player(session).runs.some(({ older }) => older)).toBe(false);
  });

  it('still explains a run of a future that was left', async () => {
    const session = await opened();
    await session.type(as('token1'));
    const { id } = player(session).runs[0] ?? { id: '' };
    const before = await session.ports.nearMisses(id);
    expect(before.length).toBeGreaterThan(0);
    session.ports.player.last();
    session.ports.player.back();
    await session.type(BIND);
    expect(await session.ports.nearMisses(id)).toEqual(before);
  });
});

describe('near misses', () => {
  it('are repaired by their fix, and the refused request is sent again', async () => {
    const session = await opened();
    await session.type(as('token1'));
    const { id } = player(session).runs[0] ?? { id: '' };
    session.ports.applyFix(id, 0);
    await session.idle();
    expect(out(session)).toBe('200\n');
    expect(session.get().rbac.text === '' || session.get().rbac.text.includes('arthur')).toBe(true);
  });
  it('can be undone: what the suggested change made is gone again', async () => {
    const session = await opened();
    await session.type(as('token1'));
    const { id } = player(session).runs[0] ?? { id: '' };
    const fixes = await session.ports.nearMisses(id);
    session.ports.applyFix(id, 0);
    await session.idle();
    expect(fixes[0]?.fix).toMatch(/^bind /);
    expect(session.get().canUndo).toBe('the suggested change');
    session.ports.undo();
    session.pass(300);
    await session.idle();
    expect(session.get().rbac.text).toBe('');
    expect(await session.type(as('token1'))).toBe('403\n');
  });
});

describe('Reset', () => {
  it('goes back to the start, and Undo brings everything back', async () => {
    const session = await opened();
    await session.type(BIND);
    session.ports.editTokensCsv('token1,nadia,7\n');
    await session.idle();
    session.ports.reset();
    await session.idle();
    expect(player(session).runs).toEqual([]);
    expect(session.get().terminal.entries).toEqual([]);
    expect(session.get().tokensCsv.text).toContain('arthur');
    expect(session.get().canUndo).toBe('Reset');
    session.ports.undo();
    await session.idle();
    expect(player(session).runs.length).toBeGreaterThan(0);
    expect(session.get().tokensCsv).toMatchObject({ text: 'token1,nadia,7\n', stale: true });
    expect(session.get().rbac.text).toContain('name: admin');
    expect(await session.type(as('token1'))).toBe('200\n');
    session.ports.redo();
    await session.idle();
    expect(session.get().rbac.text).toBe('');
  });
});
