import { expect, type Gatehouse, test } from './gatehouse.ts';

/** Makes a service account with a token that the Tokens tab then knows. */
async function withToken(gatehouse: Gatehouse): Promise<void> {
  await gatehouse.openLab();
  await gatehouse.type('kubectl create namespace authn-demo');
  await expect(gatehouse.terminalOutput).toContainText('namespace/authn-demo created');
  await gatehouse.type('kubectl -n authn-demo create serviceaccount test');
  await expect(gatehouse.terminalOutput).toContainText('serviceaccount/test created');
  await gatehouse.type('kubectl -n authn-demo create token test --duration=10m');
  await expect(gatehouse.terminalOutput).toContainText('eyJ');
  await gatehouse.tab('Tokens').click();
  await expect(gatehouse.textbox('Token payload')).toContainText('system:serviceaccount:authn-demo:test');
}

test('a token made in the terminal is decoded in the Tokens tab', async ({ gatehouse }) => {
  await withToken(gatehouse);
  await expect(gatehouse.textbox('Token header')).toContainText('RS256');
  await expect(gatehouse.textbox('Token payload')).toContainText('kubernetes.default.svc.cluster.local');
});

test('an edited claim breaks the signature, signing again mends it', async ({ gatehouse }) => {
  await withToken(gatehouse);
  const payload = await gatehouse.read('Token payload');
  await gatehouse.edit('Token payload', payload.replace('authn-demo:test', 'authn-demo:tess'));
  await expect(gatehouse.root.getByText(/signature (no longer|does not) fit/i).first()).toBeVisible();
  await gatehouse.edit('Token payload', payload);
  await gatehouse.button('Sign again').click();
  await expect(gatehouse.root.getByText(/signature (no longer|does not) fit/i)).toHaveCount(0);
});
