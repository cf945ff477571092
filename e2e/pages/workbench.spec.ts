// The workbench at the size most people have: what was just changed is in sight, and more room is one press away.
import type { Locator } from '@playwright/test';
import { expect, test } from './gatehouse.ts';

/** Wholly inside the panel that shows it, and inside the window. */
const inSight = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => {
    const box = node.getBoundingClientRect();
    const root = node.getRootNode();
    const host = root instanceof ShadowRoot ? root.host : node;
    const frame = (host.closest('.code-editor, .wb-flag-rows, .wb-panel') ?? document.body).getBoundingClientRect();
    return box.height > 0 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1 && box.bottom <= innerHeight;
  });

test('the line that was just changed stays in sight under the banner, with the lines before it', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.edit('tokens.csv', 'token1,arthur,1,"admin,dev,qa"\ntoken2,daniele,2,dev\ntoken3,errge,3,qa\ntoken4,nadia,4,dev');
  await expect(gatehouse.root.getByText('The API server has not read line 4.')).toBeVisible();
  for (const line of await page.locator('.cm-line').all()) expect(await inSight(line)).toBe(true);
  await expect(page.locator('.cm-line')).toHaveCount(4);
});

test('whom a new binding is for is in sight and can be typed over', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.tab('RBAC').click();
  await expect(gatehouse.textbox('RBAC').and(page.locator('[contenteditable]'))).toBeVisible();
  await gatehouse.button('Put in a binding for a user').click();
  expect(await inSight(page.locator('.cm-line', { hasText: /^ {2}name: arthur$/ }))).toBe(true);
  await page.keyboard.type('nadia');
  await expect(gatehouse.textbox('RBAC')).toContainText('- kind: User  name: nadia');
});

test('several flags are in sight at once, even when the server did not start; "Go to" leads to the one at fault', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.tab('API server flags').click();
  const flags = page.locator('.wb-flag');
  await expect(flags.first()).toBeVisible();
  const shown = async () => {
    let count = 0;
    for (const flag of (await flags.all()).slice(0, 12)) if (await inSight(flag)) count++;
    return count;
  };
  expect(await shown()).toBeGreaterThanOrEqual(3);
  expect(await inSight(gatehouse.textbox('Command line'))).toBe(true);
  await gatehouse.button('Taller workbench').click();
  await expect(gatehouse.button('Taller workbench')).toHaveAttribute('aria-pressed', 'true');
  expect(await shown()).toBeGreaterThanOrEqual(8);
  await gatehouse.button('Taller workbench').click();
  await gatehouse.textbox('--token-auth-file').fill('/nowhere.csv');
  await gatehouse.textbox('--secure-port').fill('banana');
  await gatehouse.root.getByRole('searchbox', { name: 'Search flags' }).fill('oidc');
  await gatehouse.button('Restart API server').first().click();
  await gatehouse.button('Go to --secure-port').click();
  await expect(gatehouse.textbox('--secure-port')).toBeFocused();
  expect(await inSight(gatehouse.textbox('--secure-port'))).toBe(true);
  await expect(gatehouse.textbox('--secure-port')).toHaveAccessibleDescription(/invalid argument "banana" for "--secure-port" flag/);
});

test('a workbench that was taller for a while gives the map back', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.tab('tokens.csv').click();
  const line = page.getByRole('separator', { name: 'Height of the workbench' });
  const before = await line.getAttribute('aria-valuenow');
  const map = page.locator('.stage-scaled');
  await expect(map).toBeVisible();
  await gatehouse.button('Taller workbench').click();
  await expect(map).toHaveCount(0);
  await gatehouse.button('Taller workbench').click();
  await expect(map).toBeVisible();
  await expect(line).toHaveAttribute('aria-valuenow', before ?? '');
});

test('a height chosen by keyboard is kept for the next visit', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  const line = page.getByRole('separator', { name: 'Height of the workbench' });
  const before = Number(await line.getAttribute('aria-valuenow'));
  await line.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(line).toHaveAttribute('aria-valuenow', String(before + 32));
  await page.reload();
  await gatehouse.ready();
  await expect(line).toHaveAttribute('aria-valuenow', String(before + 32));
});

test('the nearest misses fit beside what explains them, and offer the smallest change first', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.type('curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer token1" https://192.168.49.2:8443/api/v1/namespaces');
  await gatehouse.toTheReply();
  await gatehouse.tab('Decision').click();
  const fix = gatehouse.button('Bind ClusterRole view to User arthur in the whole cluster');
  await expect(fix).toBeVisible();
  const why = page.getByRole('heading', { name: 'Why 403 and not 401' });
  expect(await why.evaluate((node) => node.getBoundingClientRect().bottom < innerHeight)).toBe(true);
  await gatehouse.button('What would mend cluster-admin').click();
  await expect(gatehouse.button('Add User arthur to ClusterRoleBinding cluster-admin')).toBeVisible();
  await expect(fix).toHaveCount(0);
  await gatehouse.button('What would mend system:basic-user').click();
  await fix.click();
  await expect(gatehouse.terminalOutput).toContainText('NamespaceList');
  await gatehouse.toTheReply();
  await expect(gatehouse.verdict).toContainText('200');
});
