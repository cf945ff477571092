// What a Pod finds in its volumes, and how it changes while the cluster's clock moves.
import { expect, test } from './gatehouse.ts';

test('a Pod’s volumes grow out of their sources, fill when it starts, and the token opens in the Tokens tab', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.type('kubectl run web --image nginx');
  await expect(gatehouse.terminalOutput).toContainText('pod/web created');
  await gatehouse.tab('Objects').click();
  await page.getByRole('button', { name: /^Pod \d/ }).click();
  await page.getByRole('button', { name: 'web', exact: true }).click();
  const volume = page.getByRole('region', { name: /^Volume kube-api-access-/ });
  await expect(volume).toContainText('The kubelet fills it when it starts the Pod.');
  await expect(volume.getByRole('listitem').filter({ hasText: 'TokenRequest' }).first()).toContainText('for the API server, 3607 s');
  await gatehouse.type('sleep 10');
  await gatehouse.tab('Objects').click();
  const token = volume.getByRole('button', { name: /^token/ });
  await expect(token).toContainText(/written 10:02:1\dZ, \d+ s ago/);
  await gatehouse.type('sleep 3000');
  await gatehouse.tab('Objects').click();
  await expect(token).toContainText(/written 10:50:1\dZ/);
  await volume.getByRole('button', { name: /^namespace/ }).click();
  await expect(volume).toContainText('default');
  await token.click();
  await volume.getByRole('button', { name: 'Decode it in the Tokens tab' }).click();
  await expect(gatehouse.textbox('Token payload')).toContainText('system:serviceaccount:default:default');
  await expect(page.getByRole('tabpanel', { name: /^Tokens/ })).toContainText('kubelet renews,');
});
