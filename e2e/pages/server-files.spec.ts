import { expect, test } from './gatehouse.ts';

const WHO = (token: string) => `curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer ${token}" https://192.168.49.2:8443/api/v1/namespaces`;

test('an edit of tokens.csv counts only after the API server was restarted', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.edit('tokens.csv', 'token1,nadia,7,ops\n');
  await expect(gatehouse.root.getByText('not yet read').first()).toBeVisible();
  await gatehouse.type(WHO('token1'));
  await gatehouse.toTheReply();
  await expect(gatehouse.gate('Authentication')).toContainText('arthur');
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.button('Restart API server').first().click();
  await expect(gatehouse.root.getByText('not yet read')).toHaveCount(0);
  await gatehouse.type(WHO('token1'));
  await gatehouse.toTheReply();
  await expect(gatehouse.gate('Authentication')).toContainText('nadia');
});

test('a file the server refuses keeps it from starting, in its own words', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.edit('tokens.csv', 'tok,"name"x,1\n');
  await gatehouse.button('Restart API server').first().click();
  await expect(gatehouse.root.getByText('parse error on line 1, column 10: extraneous or missing " in quoted-field').first()).toBeVisible();
});

test('edits are undone and redone, commands are not', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.edit('tokens.csv', 'token1,nadia,7,ops\n');
  await expect(gatehouse.textbox('tokens.csv')).toContainText('nadia');
  await gatehouse.button('Undo').click();
  await expect(gatehouse.textbox('tokens.csv')).toContainText('arthur');
  await gatehouse.button('Redo').click();
  await expect(gatehouse.textbox('tokens.csv')).toContainText('nadia');
});

test('edits survive a reload, and Reset takes them back', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.edit('tokens.csv', 'token1,nadia,7,ops\n');
  await expect(gatehouse.root.getByText('not yet read').first()).toBeVisible();
  await page.reload();
  await gatehouse.ready();
  await gatehouse.tab('tokens.csv').click();
  await expect(gatehouse.textbox('tokens.csv')).toContainText('nadia');
  await gatehouse.button('Reset').click();
  await expect(gatehouse.textbox('tokens.csv')).toContainText('arthur');
});
