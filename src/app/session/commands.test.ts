import { describe, expect, it, vi } from 'vitest';
import { currentRun } from '../../player/player.ts';
import { headless } from '../testing/headless.ts';
import { as, opened, player } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the terminal', () => {
  it('keeps a line typed before the engine has loaded, and runs it then', async () => {
    let load = (): void => {};
    const session = headless({ slowly: new Promise((resolve) => (load = resolve)) });
    session.ports.run('echo early', 'typed');
    session.ports.run('echo late', 'typed');
    const entries = () => session.ports.session.getState().terminal.entries.map(({ line, exitCode }) => [line, exitCode]);
    expect(session.ports.session.getState().engine).toBe('loading');
    expect(entries()).toEqual([
      ['echo early', undefined],
      ['echo late', undefined],
    ]);
    load();
    await session.idle();
    expect(session.ports.session.getState().engine).toBe('ready');
    expect(entries()).toEqual([
      ['echo early', 0],
      ['echo late', 0],
    ]);
    expect(session.ports.session.getState().terminal.busy).toBe(false);
  });

  it('prints a command typed by hand at once, while the stage plays from step 1', async () => {
    const session = await opened({ reducedMotion: false });
    expect(await session.type(as('token1'))).toBe('403\n');
    expect(player(session)).toMatchObject({ step: 1, playing: true });
  });

  it('ends the playing with the next command, and selects its run', async () => {
    const session = await opened({ reducedMotion: false });
    await session.type(as('token1'));
    const first = player(session).selected;
    await session.type('echo hello');
    expect(player(session)).toMatchObject({ selected: first, step: 1, playing: false });
    await session.type(as('token2'));
    expect(player(session).selected).not.toBe(first);
    expect(player(session)).toMatchObject({ step: 1, playing: true });
  });

  it('folds the discovery requests of kubectl away and selects what was asked for', async () => {
    const session = await opened();
    await session.type('kubectl get namespaces');
    const { runs } = player(session);
    expect(runs.filter(({ background }) => background).length).toBeGreaterThan(0);
    expect(currentRun(player(session))?.trace.title).toContain('/api/v1/namespaces');
    expect(new Set(runs.map(({ command }) => command)).size).toBe(1);
  });

  it('shows the reply at once when Last step is pressed before the run came in', async () => {
    const session = await opened({ reducedMotion: false });
    session.ports.run(as('token1'), 'typed');
    session.ports.player.last();
    await session.idle();
    const run = currentRun(player(session));
    expect(player(session)).toMatchObject({ step: run?.timeline.steps.length, playing: false });
  });

  it('empties on clear', async () => {
    const session = await opened();
    await session.type('echo one');
    await session.type('clear');
    expect(session.get().terminal.entries.map(({ line }) => line)).toEqual(['clear']);
  });

  it('sends the selected run again', async () => {
    const session = await opened();
    await session.type(as('token1'));
    session.ports.sendAgain();
    await session.idle();
    expect(session.get().terminal.entries.map(({ line }) => line)).toEqual([as('token1'), as('token1')]);
  });
});
