// The tabs that ask the server about itself, about everybody, and about whoever stands outside.
import { expect, test } from './gatehouse.ts';

const STRANGER = 'curl -sk https://192.168.49.2:8443/api -H "Authorization: Bearer nobody"';

test('the Log tab tells of a run what the server wrote, and its whole log of what belongs to none', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('Log').click();
  const log = gatehouse.root.getByRole('log', { name: 'Lines of the server' });
  await expect(log).toContainText('Nothing has been sent yet.');
  await gatehouse.type(STRANGER);
  await gatehouse.toTheReply();
  await gatehouse.tab('Log').click();
  const line = log.getByRole('button', { name: /authentication\.go:\d+\] "Unable to authenticate the request" err="invalid bearer token"/ });
  await expect(line).toHaveCount(1);
  await line.click();
  await expect(gatehouse.narration).toContainText('No desk knows nobody');
  await expect(log).not.toContainText('Serving securely');
  await gatehouse.root.getByRole('combobox', { name: 'About' }).selectOption('server');
  await expect(log).toContainText('Serving securely on [::]:8443');
  await expect(log).toContainText('invalid bearer token');
});

test('a choice of level makes the server write audit events once it has started anew', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('Log').click();
  await gatehouse.root.getByRole('combobox', { name: 'Level' }).selectOption('Metadata');
  await gatehouse.root.getByRole('button', { name: 'Restart API server' }).first().click();
  await expect(gatehouse.root.getByText('The API server has not read this policy.')).toHaveCount(0);
  await gatehouse.type(STRANGER);
  await gatehouse.toTheReply();
  await gatehouse.tab('Log').click();
  await gatehouse.root.getByRole('combobox', { name: 'Lines' }).selectOption('audit');
  await expect(gatehouse.root.getByRole('log', { name: 'Lines of the server' })).toContainText('Metadata: nobody get /api 401');
});

test('the Who can tab begins with somebody of tokens.csv and follows what the RBAC tab says', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('Who can').click();
  await expect(gatehouse.textbox('User')).toHaveValue('arthur');
  const person = gatehouse.root.getByRole('region', { name: 'What a person can do' });
  await expect(person.getByRole('rowheader')).toHaveText([/^selfsubjectreviews/, /^selfsubjectaccessreviews/, /^selfsubjectrulesreviews/]);
  const everybody = gatehouse.root.getByRole('region', { name: 'Who can', exact: true });
  await expect(everybody).toContainText('RBAC names');
  await expect(everybody).not.toContainText('User arthur');
  await gatehouse.type('kubectl create rolebinding arthurs --clusterrole=view --user=arthur');
  await expect(gatehouse.terminalOutput).toContainText('rolebinding.rbac.authorization.k8s.io/arthurs created');
  await gatehouse.tab('Who can').click();
  await expect(everybody).toContainText('User arthur');
  await expect(everybody).toContainText('RoleBinding default/arthurs → ClusterRole view');
  // It follows whoever asked last, until somebody is typed.
  await expect(gatehouse.textbox('User')).toHaveValue('minikube-user');
  await gatehouse.textbox('User').fill('arthur');
  await gatehouse.textbox('Groups').fill('');
  const pods = person.getByRole('row').filter({ has: gatehouse.root.getByRole('rowheader', { name: 'pods', exact: true }) });
  await expect(pods.getByRole('button')).toHaveCount(3);
  await pods.getByRole('button').first().focus();
  await expect(person).toContainText('RoleBinding "arthurs/default"');
});

test('the Parties tab puts a webhook outside that the server then asks, and that can be slow or gone', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('Parties').click();
  await gatehouse.button('Add Token webhook').click();
  await expect(gatehouse.textbox('Party tokens')).toContainText('janedoe');
  await gatehouse.root.getByRole('combobox', { name: 'reviews in' }).selectOption('v1beta1');
  await gatehouse.button('Configure the API server for it').click();
  await gatehouse.root.getByRole('button', { name: 'Restart API server' }).first().click();
  await expect(gatehouse.root.getByText(/has not read|not yet read/)).toHaveCount(0);
  const ask = (token: string) => gatehouse.type(`curl -sk https://192.168.49.2:8443/api/v1/pods -H "Authorization: Bearer ${token}"`);
  await ask('jane-key');
  await gatehouse.toTheReply();
  await expect(gatehouse.terminalOutput).toContainText('User \\"janedoe\\" cannot list resource');
  await gatehouse.tab('Parties').click();
  await gatehouse.root.getByRole('combobox', { name: 'answers after' }).selectOption({ label: '60 s' });
  await expect(gatehouse.textbox('Party tokens')).toContainText('60000');
  await ask('old-key');
  await gatehouse.toTheReply();
  await expect(gatehouse.terminalOutput).toContainText('Unauthorized');
  await gatehouse.tab('Log').click();
  await expect(gatehouse.root.getByRole('log', { name: 'Lines of the server' })).toContainText('context deadline exceeded');
});

test('a call to somebody outside is drawn as their house, not as the API server’s', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('Parties').click();
  await gatehouse.button('Add OIDC provider').click();
  await expect(gatehouse.textbox('Party login')).toBeVisible();
  await gatehouse.type('curl -sS --cacert ~/example-ca.crt https://login.example.test/keys');
  await gatehouse.toTheReply();
  await expect(gatehouse.gates.locator(':scope > li')).toHaveCount(2);
  await expect(gatehouse.gate('OIDC provider')).toContainText('answered');
});
