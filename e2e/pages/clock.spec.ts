// The cluster's clock: moved by hand from the top bar, and what became due on the way.
import { expect, test } from './gatehouse.ts';

const CLOCK = /the cluster’s clock: advance time$/;

test('the clock is moved with the keyboard, and a Pod starts on the way', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  const clock = gatehouse.root.getByRole('button', { name: CLOCK });
  await expect(clock).toHaveAccessibleName(/^2026-05-18 10:02:11Z/);
  await gatehouse.type('kubectl run web --image=nginx');
  await expect(gatehouse.terminalOutput).toContainText('pod/web created');
  await clock.focus();
  await page.keyboard.press('Enter');
  const menu = gatehouse.root.getByRole('list', { name: 'Advance time' });
  await expect(menu.getByRole('button', { name: /^To the next renewal/ })).toBeDisabled();
  await page.keyboard.press('Tab');
  await expect(menu.getByRole('button', { name: '10 seconds' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expect(clock).toBeFocused();
  await expect(gatehouse.terminalOutput).toContainText('$ advance 10s');
  await expect(clock).toHaveAccessibleName(/^2026-05-18 10:02:2\dZ/);
  await gatehouse.type('kubectl get pods');
  await expect(gatehouse.terminalOutput).toContainText('Running');
});

test('a year passes in a moment; its renewals stand as one in the list of runs', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type('kubectl run web --image=nginx');
  await gatehouse.type('advance 10s');
  const clock = gatehouse.root.getByRole('button', { name: CLOCK });
  await clock.click();
  await gatehouse.root.getByRole('button', { name: /^To the next renewal in 4\d min/ }).click();
  await expect(clock).toHaveAccessibleName(/^2026-05-18 10:50/);
  await clock.click();
  await gatehouse.button('A year').click();
  await expect(clock).toHaveAccessibleName(/^2027-05-18/);
  await gatehouse.root.getByRole('button', { name: /^Run \d+ of \d+/ }).click();
  const runs = gatehouse.root.getByRole('list', { name: 'Runs' });
  await runs.getByRole('button', { name: /^\+109\d\d requests of kubelet$/ }).click();
  await expect(runs.getByRole('button', { name: /the last of 109\d\d alike/ })).toBeVisible();
});
