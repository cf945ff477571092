import { expect, type Gatehouse, test } from './gatehouse.ts';

// What holds the focus may go away; the focus goes on to where a person would look next, never to the top of the page.

const BROKEN = 'token1,arthur,1,"admin,dev,qa"\n\nab,cd"e,1\n';

async function breakTokens(gatehouse: Gatehouse): Promise<void> {
  await gatehouse.openLab();
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.edit('tokens.csv', BROKEN);
  await expect(gatehouse.root.getByText('parse error on line 3').first()).toBeVisible();
}

const workbench = (gatehouse: Gatehouse) => gatehouse.root.getByRole('region', { name: 'Workbench' });

test('Enter on the Run row of the stage leaves the focus at Play', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.root
    .getByRole('region', { name: /^Stage/ })
    .getByRole('button', { name: /Run$/ })
    .press('Enter');
  await expect(gatehouse.button('Play')).toBeFocused();
});

test('Escape leads out of the terminal to its tab, and out of the inspector to its switch', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.terminalInput.press('Escape');
  await expect(gatehouse.tab('Terminal')).toBeFocused();
  await gatehouse.tab('Identity').focus();
  await page.keyboard.press('Escape');
  await expect(gatehouse.button('Open inspector')).toBeFocused();
});

test('the last hint gets the focus of its button, and a folded lesson that of its fold', async ({ gatehouse, page }) => {
  await gatehouse.open('?lesson=static-tokens');
  const hint = gatehouse.root.getByRole('button', { name: /hint/i });
  await expect(hint).toBeVisible();
  while ((await hint.count()) > 0) await hint.press('Enter');
  await expect(gatehouse.root.getByRole('status', { name: 'Hints' }).getByRole('listitem').last()).toBeFocused();
  await gatehouse.button('Collapse lesson').press('Enter');
  await expect(gatehouse.button('Open lesson')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(gatehouse.button('Collapse lesson')).toBeFocused();
});

test('a sheet that is closed with Escape gives the focus back to what opened it', async ({ gatehouse, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await gatehouse.open('?lab=1');
  await gatehouse.button('Set-up').press('Enter');
  await expect(gatehouse.root.getByRole('region', { name: 'Set-up' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(gatehouse.button('Set-up')).toBeFocused();
});

test('on a phone, a line that is asked for comes up in its sheet', async ({ gatehouse, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await gatehouse.open('?lab=1');
  await gatehouse.button('Set-up').click();
  await gatehouse.edit('tokens.csv', BROKEN);
  await workbench(gatehouse).getByRole('button', { name: 'Restart API server' }).first().click();
  await expect(gatehouse.button('Go to line 3').first()).toBeVisible();
  await gatehouse.button('Close').click();
  await gatehouse.root.getByRole('alert').getByRole('button', { name: 'Go to line 3' }).click();
  await expect(gatehouse.textbox('tokens.csv')).toBeFocused();
});

test('a banner that goes leaves the focus to what follows it', async ({ gatehouse, page }) => {
  await breakTokens(gatehouse);
  const restart = workbench(gatehouse).getByRole('button', { name: 'Restart API server' });
  await restart.press('Enter');
  await expect(gatehouse.button('Go to line 3').first()).toBeVisible();
  await expect(restart).toBeFocused();
  await gatehouse.button('Undo').press('Enter');
  await expect(gatehouse.button('Undo')).toBeFocused();
  await restart.press('Enter');
  await expect(gatehouse.root.getByText('nothing: no server runs')).toHaveCount(0);
  await expect(restart).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('body')).not.toBeFocused();
});

test('a file that was mended after a failed start says so, and offers the restart instead of its line', async ({ gatehouse }) => {
  await breakTokens(gatehouse);
  await workbench(gatehouse).getByRole('button', { name: 'Restart API server' }).click();
  await expect(gatehouse.button('Go to line 3').first()).toBeVisible();
  await gatehouse.button('Undo').click();
  await expect(gatehouse.root.getByText('Mended, but not yet read: no API server runs.')).toBeVisible();
  await expect(gatehouse.button('Go to line 3')).toHaveCount(0);
  await gatehouse.root.getByRole('alert').getByRole('button', { name: 'Restart API server' }).click();
  await expect(gatehouse.root.getByText('nothing: no server runs')).toHaveCount(0);
});

test('neither the list of runs nor the RBAC tab tells of an answer that the stage has not shown', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('RBAC').click();
  await gatehouse.button('Put in a binding for a user').click();
  const status = gatehouse.root.getByRole('status', { name: 'RBAC status' });
  await expect(status).toContainText('Sent.');
  await gatehouse.root.getByRole('button', { name: 'Run 1 of 1' }).click();
  const runs = gatehouse.root.getByRole('list', { name: 'Runs' });
  await expect(runs).toContainText('on its way');
  await gatehouse.toTheReply();
  await expect(status).toContainText('In force.');
  await gatehouse.root.getByRole('button', { name: 'Run 1 of 1' }).click();
  await expect(runs).toContainText('201');
});

test('what came nearest is told as it stood when the request was sent', async ({ gatehouse }) => {
  await gatehouse.openLab();
  const send = (token: string) => gatehouse.type(`curl -sS --cacert $CACERT -H "Authorization: Bearer ${token}" $API_SERVER_URL/api/v1/namespaces`);
  await send('token9');
  await gatehouse.toTheReply();
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.edit('tokens.csv', 'token1,arthur,1\ntoken4,nadia,4\n');
  await expect(gatehouse.root.getByText('not yet read').first()).toBeVisible();
  const inspector = gatehouse.root.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'Nearest miss' })).toBeVisible();
  await expect(inspector).not.toContainText('token4');
  await send('token4');
  await gatehouse.toTheReply();
  await expect(inspector).toContainText('You saved line 2 after that, before this was sent.');
});

test('a mistake where a line ends has its mark at the side', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('RBAC').click();
  await gatehouse.edit('RBAC', 'kind: [');
  await expect(gatehouse.root.getByText(/stays? in force/i).first()).toBeVisible();
  await expect(gatehouse.root.locator('.cm-lint-marker-error')).toHaveCount(1);
});

test('a policy that keeps the server from starting is opened at its line', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('Log').click();
  await gatehouse.root.getByRole('combobox', { name: 'Level' }).selectOption('Metadata');
  await gatehouse.edit('Audit policy', 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Everything\n');
  await workbench(gatehouse).getByRole('button', { name: 'Restart API server' }).first().click();
  const go = gatehouse.root.getByRole('alert').getByRole('button', { name: /^Go to line/ });
  await expect(go).toBeVisible();
  const line = Number(/\d+/.exec((await go.textContent()) ?? '')?.[0]);
  const before = await workbench(gatehouse).boundingBox();
  await gatehouse.tab('Terminal').click();
  await go.click();
  await expect(gatehouse.textbox('Audit policy')).toBeFocused();
  await expect(
    gatehouse
      .textbox('Audit policy')
      .locator('.cm-line')
      .nth(line - 1),
  ).toHaveClass(/cm-activeLine/);
  // The workbench was open, so nothing else moves.
  expect(await workbench(gatehouse).boundingBox()).toEqual(before);
});
