import { describe, expect, it, vi } from 'vitest';
import { currentRun } from '../../player/player.ts';
import type { Headless, HeadlessOptions } from '../testing/headless.ts';
import { opened, player } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

describe('a prediction', () => {
  const open = (options: HeadlessOptions = {}) => opened({ query: '?lesson=static-tokens', reducedMotion: false, ...options });
  const row = (session: Headless): string => session.ports.session.getState().lesson?.lesson.steps[0]?.runs?.[0]?.command ?? '';
  const entry = (session: Headless) => session.ports.session.getState().terminal.entries.at(-1);

  it('holds output back until the playhead is at the reply', async () => {
    const session = await open();
    session.ports.run(row(session), 'row');
    await session.idle();
    expect(entry(session)).toMatchObject({ heldBack: true, exitCode: 0 });
    expect(session.get().lesson).toMatchObject({ prediction: { chosen: undefined, answered: false }, done: [false, false, false, false] });
    session.ports.player.last();
    await session.idle();
    expect(entry(session)?.heldBack).toBe(false);
    expect(session.get().lesson).toMatchObject({ prediction: { chosen: undefined, answered: true }, done: [true, false, false, false] });
  });

  it('waits before its gate while nobody has chosen, and walks on when somebody has', async () => {
    const session = await open();
    session.ports.run(row(session), 'row');
    await session.idle();
    session.pass(60_000);
    const waiting = player(session);
    expect(waiting.playing).toBe(false);
    const steps = currentRun(waiting)?.timeline.steps ?? [];
    expect(steps[waiting.step - 1]?.stage).not.toBe('reply');
    expect([steps[waiting.step - 1]?.stage, steps[waiting.step]?.stage]).toContain('authorization');
    session.ports.predict(0);
    expect(player(session).playing).toBe(true);
    session.pass(60_000);
    expect(session.get().lesson?.prediction).toEqual({ chosen: 0, answered: true });
    session.ports.predict(2);
    expect(session.get().lesson?.prediction?.chosen).toBe(0);
  });

  it('does not hold a command that it is not about', async () => {
    const session = await open();
    await session.type('kubectl auth whoami');
    expect(entry(session)?.heldBack).toBe(false);
    expect(session.get().lesson?.prediction?.answered).toBe(false);
  });

  it('lets go when the next command is typed', async () => {
    const session = await open();
    session.ports.run(row(session), 'typed');
    await session.idle();
    await session.type('echo next');
    expect(session.get().terminal.entries.map(({ heldBack }) => heldBack)).toEqual([false, false]);
    expect(session.get().lesson?.prediction?.answered).toBe(true);
  });
});

describe('a lesson', () => {
  it('offers its own commands before anything was sent, and ways to check afterwards', async () => {
    const session = await opened({ query: '?lesson=why-files-hurt' });
    expect(session.get().suggestions.map(({ label }) => label)).toEqual(['Send token2']);
    session.ports.lessonStep(1);
    expect(session.get().suggestions.map(({ label }) => label)).toEqual(['Send token3']);
    await session.type(session.get().suggestions[0]?.command ?? '');
    expect(session.get().suggestions.map(({ label }) => label)).toEqual(['Who am I?', 'May I?']);
    session.ports.openLab();
    expect(session.get().suggestions[0]?.label).toBe('Send token1');
  });

  it('types its solution and waits for Enter', async () => {
    const session = await opened({ query: '?lesson=static-tokens&step=3' });
    session.ports.showSolution();
    expect(session.get().tab).toBe('tokens.csv');
    expect(session.get().tokensCsv.text).toContain('token4,nadia,4,ops');
    session.ports.showSolution();
    expect(session.get().tab).toBe('Terminal');
    expect(session.get().terminal.draft).toContain('Bearer token4');
    expect(session.get().terminal.entries).toEqual([]);
    expect(session.get().lesson?.solutionShown).toBe(2);
  });

  it('shows the next part of its solution once the one before it was run', async () => {
    const session = await opened({ query: '?lesson=static-tokens&step=4' });
    session.ports.showSolution();
    expect(session.get().terminal.draft).toBe('restart kube-apiserver');
    await session.type('restart kube-apiserver');
    expect(session.get().terminal.draft).toContain('Bearer token4');
    expect(session.get().lesson).toMatchObject({ solutionShown: 2 });
    await session.type(session.get().terminal.draft ?? '');
    expect(session.get().lesson?.done[3]).toBe(true);
  });

  it('writes lesson and step into the address', async () => {
    const session = await opened({ query: '?lesson=static-tokens' });
    session.ports.lessonStep(2);
    expect(session.query()).toBe('?lesson=static-tokens&step=3');
    session.ports.openStart();
    expect(session.query()).toBe('');
    session.ports.openLab();
    expect(session.query()).toBe('?lab=1');
  });
});
