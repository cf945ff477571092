import { beforeEach, describe, expect, it } from 'vitest';
import { minikubeWorld } from '../../../engine/base-worlds/minikube.ts';
import { createWorld } from '../../../engine/create-world.ts';
import type { World } from '../../../engine/world.ts';
import { createShell, type Shell } from '../../shell.ts';

let world: World;
let shell: Shell;
beforeEach(async () => {
  world = await createWorld(minikubeWorld());
  shell = createShell({ world, machine: 'laptop' });
});

const run = async (line: string): Promise<[number, string]> => {
  const { exitCode, output } = await shell.run(line);
  return [exitCode, output.map((part) => part.text).join('')];
};

describe('advance', () => {
  it.each([
    ['10s', '2026-05-18T10:02:21Z'],
    ['1h30m', '2026-05-18T11:32:11Z'],
    ['1y', '2027-05-18T10:02:11Z'],
  ])('%s moves the clock to %s', async (amount, then) => {
    expect(await run(`advance ${amount}`)).toEqual([0, `2026-05-18T10:02:11Z → ${then}\n`]);
  });
  it.each(['', '10', '5 m', '-3s', '101y', 'tomorrow'])('says how it is used when asked for "%s"', async (amount) => {
    const [code, text] = await run(`advance ${amount}`);
    expect([code, text.split('\n')[0]]).toEqual([2, 'usage: advance AMOUNT']);
  });
  it('knows of no refresh while no pod runs', async () => {
    expect(await run('advance next-refresh')).toEqual([1, 'advance: no running pod has a token\n']);
  });
  it('goes to the next renewal, and past the end of a token', async () => {
    await run('kubectl run p --image=nginx');
    await run('advance 10s');
    const { refresh = Number.NaN } = world.moments();
    await run('advance next-refresh');
    expect(world.clock.now()).toBe(refresh);
    const { expiry = Number.NaN } = world.moments();
    await run('advance expiry');
    expect(world.clock.now()).toBe(expiry);
  });
  it('tells how far it is: a little more with every request', async () => {
    await run('kubectl run p --image=nginx');
    await run('kubectl run q --image=nginx');
    await run('advance 10s');
    const told: number[] = [];
    await shell.run('advance 1y', { onProgress: (done) => told.push(done) });
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });
});
