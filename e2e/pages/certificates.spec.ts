import { expect, type Gatehouse, test } from './gatehouse.ts';

async function desk(gatehouse: Gatehouse): Promise<void> {
  await gatehouse.openLab();
  await gatehouse.tab('Certificates').click();
  await expect(gatehouse.button('Make the certificate')).toBeVisible();
}

test('a certificate is made, written to the laptop and sent, and its name is the badge', async ({ gatehouse }) => {
  await desk(gatehouse);
  await gatehouse.page.getByLabel('Username (CN)').fill('nadia');
  await gatehouse.page.getByLabel('Groups (O), one a line').fill('qa\nsystem:masters');
  await gatehouse.page.getByRole('combobox', { name: 'Key', exact: true }).selectOption('RSA 2048');
  await gatehouse.button('Make the certificate').click();
  const words = gatehouse.root.getByRole('region', { name: 'In words' });
  await expect(words).toContainText('CN=nadia,O=system:masters,O=qa');
  await expect(words).not.toContainText('does not fit');
  await gatehouse.button('Write to the laptop').click();
  await expect(gatehouse.terminalInput).toHaveValue(/--cert ~\/certs\/nadia\.crt --key ~\/certs\/nadia\.key/);
  await gatehouse.terminalInput.press('Enter');
  await gatehouse.toTheReply();
  await expect(gatehouse.desk('X.509 client certificate')).toHaveText(/recognised: nadia/);
  await expect(gatehouse.verdict).toContainText('200');
});

test('one of a CA that nobody knows says so before it is sent, and on the stage', async ({ gatehouse }) => {
  await desk(gatehouse);
  await gatehouse.page.getByLabel('Signed by').selectOption('a new CA that nobody knows');
  await gatehouse.button('Make the certificate').click();
  await expect(gatehouse.root.getByRole('region', { name: 'In words' })).toContainText('signed by a trusted CA does not fit');
  await gatehouse.button('Write to the laptop').click();
  await gatehouse.terminalInput.press('Enter');
  await gatehouse.toTheReply();
  await expect(gatehouse.desk('X.509 client certificate')).toContainText('parsed fits, in date fits, chain does not fit, usage not checked');
});

test('a request is handed in, approved and signed by what waits in the terminal', async ({ gatehouse }) => {
  await desk(gatehouse);
  await gatehouse.page.getByLabel('Signed by').selectOption('nobody yet: a request for kubectl');
  await gatehouse.button('Make the request').click();
  await expect(gatehouse.root.getByRole('region', { name: 'In words' })).toContainText('kubectl certificate approve nadia');
  await gatehouse.button('Write to the laptop').click();
  await gatehouse.terminalInput.press('Enter');
  await expect(gatehouse.terminalOutput).toContainText('certificatesigningrequest.certificates.k8s.io/nadia approved');
  await gatehouse.type('openssl x509 -in ~/certs/nadia.crt -noout -subject');
  await expect(gatehouse.terminalOutput).toContainText('subject=O = qa, CN = nadia');
});

test('a damaged PEM is read as far as it goes', async ({ gatehouse }) => {
  await desk(gatehouse);
  const paste = gatehouse.page.getByLabel('Or paste a PEM. It never leaves this page.');
  await paste.fill('-----BEGIN CERTIFICATE-----\naGVsbG8*\n-----END CERTIFICATE-----');
  const words = gatehouse.root.getByRole('region', { name: 'In words' });
  await expect(words).toContainText('line 2: “*” is none of its letters');
  await expect(words).toContainText('the bytes are no DER sequence');
  await paste.fill('hello');
  await expect(words).toContainText('no line says -----BEGIN …-----');
});
