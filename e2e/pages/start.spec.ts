// The first page, and the first glance into a lesson where there is little room.
import { expect, test } from './gatehouse.ts';

test('every lesson stands above the fold, and the words of the page lead to what it says of itself', async ({ gatehouse, page }) => {
  await gatehouse.open();
  for (const lesson of await page.getByRole('region', { name: 'Lessons' }).getByRole('link').all()) await expect(lesson).toBeInViewport({ ratio: 1 });
  const about = page.getByRole('heading', { name: 'How we know' });
  await expect(about).not.toBeInViewport();
  await page.getByRole('link', { name: 'How we know' }).click();
  await expect(about).toBeInViewport();
});

test('the foot leads to the licences of everything that ships, fonts included', async ({ gatehouse, page }) => {
  await gatehouse.open();
  const address = await page.getByRole('link', { name: 'Licences of what it is made of' }).evaluate((link) => (link as HTMLAnchorElement).href);
  const notices = await (await page.request.get(address)).text();
  for (const notice of ['just-bash 3.4.2 (Apache-2.0)', '@fontsource-variable/inter 5.3.0 (OFL-1.1)', 'react 19.3.1 (MIT)'])
    expect(notices).toContain(`\n${notice}\n`);
});

for (const width of [1280, 1366, 1440])
  test(`at ${width} pixels the envelope covers none of the words`, async ({ gatehouse, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await gatehouse.open();
    const words = [
      page.getByRole('link', { name: /^Start with lesson/ }),
      page.getByRole('link', { name: 'Open the lab' }),
      page.getByText('No cluster, no sign-up'),
    ];
    const right = Math.max(
      ...(await Promise.all(
        words.map((word) =>
          word.evaluate((node) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return Math.max(node.matches('a') ? node.getBoundingClientRect().right : 0, range.getBoundingClientRect().right);
          }),
        ),
      )),
    );
    const left = await page.locator('.start-envelope').evaluate((node) => node.getBoundingClientRect().left);
    expect(right).toBeLessThan(left);
  });

test('the idea of an embedded lesson is whole, in two lines at most', async ({ gatehouse, page }) => {
  await page.setViewportSize({ width: 720, height: 420 });
  await gatehouse.open('?embed=1&lesson=static-tokens');
  const idea = page.getByText(/^A line of a file turns a token into a name/);
  await expect(idea).toHaveAttribute('title', /permission\.$/);
  const { height, hidden } = await idea.evaluate((node) => ({
    height: node.getBoundingClientRect().height,
    hidden: Math.max(node.scrollHeight - node.clientHeight, node.scrollWidth - node.clientWidth),
  }));
  expect(height).toBeLessThan(40);
  expect(hidden).toBeLessThan(2);
});
