import { expect, it, vi } from 'vitest';
import { opened } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

it('looks at the first kind as soon as the tab is opened, and no sooner', async () => {
  const { ports, get, idle } = await opened();
  await idle();
  expect([get().objects.kind, get().objects.rows]).toEqual([undefined, []]);
  ports.selectTab('Objects');
  // Looking is no act, so nothing waits for it.
  await vi.waitFor(() => expect(get().objects.rows.length).toBeGreaterThan(0));
  const [first] = get().objects.kinds;
  expect([get().objects.kind, get().objects.rows.length]).toEqual([first?.id, first?.count]);
});
