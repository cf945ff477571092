// What a small window, a keyboard and a server that is down leave of the picture.
import { expect, test } from './gatehouse.ts';

const SMALLEST = 10.9;

/** The smallest letters that are shown inside an element, as they come out on the screen. */
const smallest = (stage: Element): number => {
  let least = 99;
  for (const element of stage.querySelectorAll<HTMLElement>('*')) {
    const style = getComputedStyle(element);
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    if (!text || element.closest('.gate-list, .sr, .walker.is-small') || style.visibility === 'hidden') continue;
    const box = element.getBoundingClientRect();
    const scale = element.offsetHeight ? box.height / element.offsetHeight : 1;
    least = Math.min(least, Number.parseFloat(style.fontSize) * Math.min(1, scale));
  }
  return least;
};

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 1366, height: 768 },
])
  test.describe(`${viewport.width} by ${viewport.height}`, () => {
    test.use({ viewport });

    test('nothing on the stage is smaller than 11 pixels, whatever stands open', async ({ gatehouse, page }) => {
      await gatehouse.open('?lesson=static-tokens');
      await expect(page.getByRole('heading', { name: 'Predict first' })).toBeVisible();
      await gatehouse.runRow('Send token1').first().click();
      await gatehouse.toTheReply();
      await expect(gatehouse.verdict).toBeVisible();
      const stage = page.locator('.stage');
      expect(await stage.evaluate(smallest)).toBeGreaterThanOrEqual(SMALLEST);
      await gatehouse.tab('RBAC').click();
      await page.waitForFunction(() => document.querySelector('.stage-one') !== null);
      await expect(gatehouse.verdict).toBeVisible();
      expect(await stage.evaluate(smallest)).toBeGreaterThanOrEqual(SMALLEST);
    });

    test('Escape closes the inspector from within', async ({ gatehouse, page }) => {
      await gatehouse.openLab();
      const inspector = page.getByRole('complementary', { name: 'Inspector' });
      if (!(await inspector.isVisible())) await page.keyboard.press(']');
      await inspector.getByRole('tab', { name: 'Request' }).focus();
      await page.keyboard.press('Escape');
      await expect(inspector).toBeHidden();
    });
  });

test('what is written in the last room stays inside its walls, and the stamp covers nothing on the badge', async ({ gatehouse, page }) => {
  await gatehouse.open('?lesson=static-tokens');
  await gatehouse.type('kubectl get secret nope');
  await gatehouse.toTheReply();
  await expect(gatehouse.gate('etcd')).toHaveText('etcd, not found: no such object');
  const boxOf = async (selector: string) =>
    page
      .locator(selector)
      .last()
      .evaluate((node) => node.getBoundingClientRect().toJSON() as DOMRect);
  const room = await gatehouse.gate('etcd').evaluate((node) => node.getBoundingClientRect().right);
  const word = await page
    .locator('.room-verdict')
    .last()
    .evaluate((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect().right;
    });
  expect(word).toBeLessThan(room - 5);
  await expect(page.locator('.stamp')).toHaveText('Allowed');
  const [stamp, group] = [await boxOf('.stamp'), await boxOf('.group')];
  expect(group.right <= stamp.left || group.bottom <= stamp.top).toBe(true);
  const [badge, envelope] = [await boxOf('.badge'), await boxOf('.envelope')];
  expect(badge.bottom).toBeLessThanOrEqual(envelope.bottom);
});

test('the next step of a lesson takes the focus to its heading', async ({ gatehouse, page }) => {
  await gatehouse.open('?lesson=static-tokens');
  await gatehouse.button('A token nobody knows').press('Enter');
  await expect(page.getByRole('heading', { name: 'A token nobody knows' })).toBeFocused();
});

test('a solution is led to its end, and says what it does', async ({ gatehouse, page }) => {
  await gatehouse.open('?lesson=static-tokens&step=3');
  await gatehouse.button('Show the solution').click();
  const said = page.getByRole('status', { name: 'Solution' });
  await expect(said).toContainText('tokens.csv now holds what it should');
  await gatehouse.button('Part 2 of 2').click();
  await expect(said).toContainText('Enter runs it');
  await gatehouse.button('Run it').click();
  await expect(page.getByRole('status', { name: 'Lesson' })).toContainText('Changed on disk, not yet read');
});

test('a server that did not start leaves the house standing, and a request before its door', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type('kubectl get pods');
  await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /^Step/);
  await gatehouse.tab('tokens.csv').click();
  await gatehouse.edit('tokens.csv', 'broken"line,"x\n');
  await gatehouse.button('Restart API server').first().click();
  await expect(gatehouse.narration).toHaveText('The API server did not start, so nobody answers a request.');
  await expect(gatehouse.verdict).toHaveCount(0);
  await expect(gatehouse.gate('TLS')).toHaveText('TLS, not reached');
  await gatehouse.type('kubectl get pods');
  await gatehouse.toTheReply();
  await expect(gatehouse.verdict).toContainText('connection refused');
  await expect(gatehouse.gates.locator(':scope > li')).toHaveCount(6);
  await expect(gatehouse.narration).toHaveText('Nobody answers at kube-apiserver, so nothing is sent: connection refused.');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('an open panel leaves the sentence, the transport and the panels in reach', async ({ gatehouse, page }) => {
    await gatehouse.open('?lesson=static-tokens');
    const sheet = page.getByRole('region', { name: 'Lesson' });
    // The picture comes first; what the lesson is about stands over it.
    await expect(page.getByText('A line of a file turns a token into a name.')).toBeVisible();
    await expect(sheet).toBeHidden();
    await gatehouse.button('Read the lesson').click();
    await expect(sheet).toBeVisible();
    await gatehouse.runRow('Send token1').last().click();
    await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /^Step/);
    await gatehouse.button('Next step').click();
    await page.getByRole('button', { name: 'Inspect' }).click();
    await expect(sheet).toBeHidden();
    await gatehouse.button('Full height').click();
    await gatehouse.button('Next step').click();
    await expect(gatehouse.step).toHaveAttribute('aria-valuetext', /^Step 3/);
  });
});
