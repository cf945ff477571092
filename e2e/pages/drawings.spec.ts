// The same trace as a map, as a sequence between its parties, and on the clock.
import { expect, type Gatehouse, test } from './gatehouse.ts';

const IRSA = [
  'kubectl create token my-serviceaccount --audience sts.amazonaws.com > token',
  'aws sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/my-role --role-session-name myapp --web-identity-token file://token',
].join('\n');

const drawing = ({ page }: Gatehouse, name: string) => page.getByRole('radio', { name, exact: true });
const messages = ({ page }: Gatehouse) =>
  page
    .getByRole('list', { name: 'Messages' })
    .getByRole('button')
    .filter({ hasNotText: /^\s*\d+\s+steps?/ });
const now = ({ page }: Gatehouse) => page.locator('[aria-current=step]');

test('a federated role is a sequence of four questions and their answers, whose rows seek', async ({ gatehouse }) => {
  await gatehouse.open('?lesson=who-tells-aws');
  await gatehouse.type(IRSA);
  await expect(gatehouse.terminalOutput).toContainText('"Audience": "sts.amazonaws.com"');
  await expect(drawing(gatehouse, 'Sequence')).toBeChecked();
  await expect(messages(gatehouse)).toContainText([
    'Laptop to API server: Make a tokenPOST /api/v1/namespaces/default/serviceaccounts/my-serviceaccount/token',
    /Authentication: recognised.*Authorization: allowed/,
    /a token.*201 Created/,
    /AssumeRoleWithWebIdentity/,
    /Audience: passed/,
    /Where are your keys\?/,
    /names jwks_uri.*200 OK/,
    /Give me the public keys/,
    /one key.*200 OK/,
    /Trust policy: allowed/,
    /temporary credentials.*200 OK/,
  ]);
  await messages(gatehouse).filter({ hasText: 'Give me the public keys' }).click();
  await expect(now(gatehouse)).toContainText('Give me the public keys');
  await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /^Step 9 of 1\d, issuer/);
  await gatehouse.button('Next step').click();
  await expect(now(gatehouse)).toContainText('one key');
  await messages(gatehouse).filter({ hasText: 'Make a token' }).click();
  await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /^Step 2 of 1\d, network/);
});

test('arrows choose the drawing and leave the step alone; an open prediction keeps the rest of the sequence back', async ({ gatehouse, page }) => {
  await gatehouse.open('?lesson=who-tells-aws&step=2');
  await gatehouse.runRow('Ask for the role').first().click();
  await expect(messages(gatehouse).last()).toContainText(/myapp to AWS STS: AssumeRoleWithWebIdentity/);
  await expect(page.getByText('What follows is shown as you play on')).toBeVisible();
  await gatehouse.button('issuer its public keys').click();
  await gatehouse.toTheReply();
  await expect(messages(gatehouse)).toContainText([
    /AssumeRoleWithWebIdentity/,
    /Where are your keys/,
    /jwks_uri/,
    /public keys/,
    /one key/,
    /temporary credentials/,
  ]);
  await page.getByRole('tab', { name: 'Decision', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Trusted' })).toBeVisible();
  await expect(page.getByRole('row', { name: /sub StringEquals/ })).toContainText('matches: ');
  const before = await gatehouse.step.getAttribute('aria-valuetext');
  await drawing(gatehouse, 'Sequence').focus();
  await page.keyboard.press('ArrowRight');
  await expect(drawing(gatehouse, 'Waterfall')).toBeChecked();
  await page.keyboard.press('ArrowRight');
  await expect(drawing(gatehouse, 'Map')).toBeChecked();
  await expect(gatehouse.step).toHaveAttribute('aria-valuetext', before ?? '');
});

test('what a server judged is folded into one row, and each of its steps can be gone to', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.type('curl -sS --cacert ~/.minikube/ca.crt https://192.168.49.2:8443/api/v1/namespaces');
  await gatehouse.toTheReply();
  await drawing(gatehouse, 'Sequence').check();
  await expect(messages(gatehouse)).toContainText([/List namespaces/, /Authentication: recognised.*Authorization: denied/, /403 Forbidden/]);
  await page.getByRole('button', { name: /steps inside API server/ }).click();
  const inside = page.getByRole('list', { name: 'Inside API server' });
  await inside.getByRole('button', { name: /^Anonymous: recognised/ }).click();
  await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /anonymous, recognised$/);
  await drawing(gatehouse, 'Map').check();
  await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /anonymous, recognised$/);
  await expect(gatehouse.desk('Anonymous')).toContainText('recognised');
});

test('on the clock a bar waits for its answer, and time that passed is a band of its own', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.type('kubectl run web --image nginx; sleep 10; kubectl get pods');
  await expect(gatehouse.terminalOutput).toContainText('Running');
  await drawing(gatehouse, 'Waterfall').check();
  const waterfall = page.getByRole('region', { name: /^Waterfall/ });
  await expect(waterfall).toContainText('10 s by the cluster’s clock. It moves only when it is told to');
  await waterfall.getByRole('button', { name: /^\+\d+ requests in the background kube-scheduler, kubelet/ }).click();
  await waterfall.getByRole('button', { name: /Kubelet asks API server.*Make a token/ }).click();
  await expect(now(gatehouse)).toContainText('Make a token');
  await waterfall
    .getByRole('button', { name: /201 Created/ })
    .last()
    .click();
  await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /reply, 201 Created$/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('every row says who speaks to whom, and nothing is wider than the screen', async ({ gatehouse, page }) => {
    await gatehouse.open('?lesson=static-tokens');
    await gatehouse.runRow('Send token1').last().click();
    await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /^Step/);
    for (const [name, region] of [
      ['Sequence', 'Laptop to API server:'],
      ['Waterfall', 'API server'],
    ] as const) {
      await page.locator('label', { hasText: name }).click();
      const drawn = page.getByRole('region', { name: new RegExp(`^${name}`) });
      await expect(drawn.getByText(region).first()).toBeVisible();
      expect(await drawn.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    }
  });
});
