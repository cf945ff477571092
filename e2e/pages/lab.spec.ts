import { expect, test } from './gatehouse.ts';

const CURL = 'curl -sS --cacert ~/.minikube/ca.crt';
const NAMESPACES = 'https://192.168.49.2:8443/api/v1/namespaces';
const GATES = ['TLS', 'Authentication', 'Impersonation', 'Authorization', 'Admission', 'etcd'];
const DESKS = [
  'Front proxy headers',
  'X.509 client certificate',
  'Static token file',
  'Service account tokens',
  'Bootstrap tokens',
  'OIDC / JWT',
  'Webhook',
  'Anonymous',
];

test('a Run row sends a request through the gates and the verdict arrives', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.root.getByRole('button').filter({ hasText: /Run$/ }).first().click();
  await gatehouse.toTheReply();
  await expect(gatehouse.verdict).toContainText(/\b[2-5]\d\d\b/);
});

test('gates and authenticators are listed in the order the server asks them', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type(`${CURL} -H "Authorization: Bearer token1" ${NAMESPACES}`);
  await gatehouse.toTheReply();
  const gates = await gatehouse.gates.locator(':scope > li').allTextContents();
  expect(gates.map((text) => text.split(',')[0]?.trim())).toEqual(GATES);
  const desks = await gatehouse.authenticators.getByRole('listitem').allTextContents();
  expect(desks.map((text) => text.trim().split(',')[0])).toEqual(DESKS);
  await expect(gatehouse.gate('Authentication')).toContainText(/^Authentication, recognised: static token file, arthur/);
  await expect(gatehouse.desk('Static token file')).toContainText('Static token file, recognised: arthur, line 1');
});

test('without credentials the answer is 403 and the name is system:anonymous', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type(`${CURL} ${NAMESPACES}`);
  await gatehouse.toTheReply();
  await expect(gatehouse.verdict).toContainText('403');
  await expect(gatehouse.verdict).toContainText('Forbidden');
  await expect(gatehouse.terminalOutput).toContainText('namespaces is forbidden: User \\"system:anonymous\\" cannot list resource');
});

test('a token nobody knows is answered 401', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type(`${CURL} -H "Authorization: Bearer token9" ${NAMESPACES}`);
  await gatehouse.toTheReply();
  await expect(gatehouse.verdict).toContainText('401');
  await expect(gatehouse.gate('Authorization')).toContainText('not reached');
});

test('without the CA curl gives up at TLS, and the server hears nothing', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type(`curl -sS ${NAMESPACES}`);
  await gatehouse.toTheReply();
  await expect(gatehouse.gate('TLS')).toContainText(/^TLS, refused/);
  await expect(gatehouse.terminalOutput).toContainText('curl: (60) SSL certificate problem: unable to get local issuer certificate');
});

test('the transport steps, plays and pauses, and the slider says where it stands', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type(`${CURL} ${NAMESPACES}`);
  await gatehouse.toTheReply();
  const { of } = await gatehouse.position();
  expect(of).toBeGreaterThan(5);
  await gatehouse.button('First step').click();
  expect(await gatehouse.position()).toEqual({ step: 1, of });
  await gatehouse.button('Next step').click();
  expect(await gatehouse.position()).toEqual({ step: 2, of });
  await gatehouse.button('Previous step').click();
  expect(await gatehouse.position()).toEqual({ step: 1, of });
  await gatehouse.button('Play').click();
  await expect(gatehouse.button('Pause')).toBeVisible();
  await gatehouse.button('Pause').click();
  await expect(gatehouse.button('Play')).toBeVisible();
  await expect(gatehouse.narration).not.toBeEmpty();
});

test('the keyboard alone steps through a run', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.type(`${CURL} ${NAMESPACES}`);
  await gatehouse.toTheReply();
  const { of } = await gatehouse.position();
  await gatehouse.step.focus();
  await page.keyboard.press('Home');
  expect(await gatehouse.position()).toEqual({ step: 1, of });
  await page.keyboard.press('ArrowRight');
  expect(await gatehouse.position()).toEqual({ step: 2, of });
  await page.keyboard.press('End');
  expect(await gatehouse.position()).toEqual({ step: of, of });
  await gatehouse.terminalInput.focus();
  await page.keyboard.type(' ');
  await expect(gatehouse.button('Play')).toBeVisible();
});

test('a refusal is repaired by a binding, and taken back by its deletion', async ({ gatehouse }) => {
  await gatehouse.openLab();
  const asArthur = `${CURL} -o /dev/null -w '%{http_code}\\n' -H "Authorization: Bearer token1" ${NAMESPACES}`;
  const answer = async (line: string, code: string) => {
    await gatehouse.type(line);
    await gatehouse.toTheReply();
    await expect(gatehouse.verdict).toContainText(code);
  };
  await answer(asArthur, '403');
  await gatehouse.type('kubectl create clusterrolebinding admin --clusterrole=cluster-admin --user=arthur');
  await expect(gatehouse.terminalOutput).toContainText('clusterrolebinding.rbac.authorization.k8s.io/admin created');
  await answer(asArthur, '200');
  await gatehouse.type('kubectl delete clusterrolebinding admin');
  await expect(gatehouse.terminalOutput).toContainText('clusterrolebinding.rbac.authorization.k8s.io "admin" deleted');
  await answer(asArthur, '403');
});
