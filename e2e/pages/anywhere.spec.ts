// The page under other roofs: any path of any host, a frame of a stranger, a phone, damaged links, no storage.
import type { Server } from 'node:http';
import { serve } from '../serve.mjs';
import { folder } from './built-page.ts';
import { expect, Gatehouse, test } from './gatehouse.ts';

const HOST_PAGE = `<!doctype html><html lang="en"><title>A course</title><body style="margin:0">
<h1>A course page</h1><input id="mine" autofocus aria-label="mine"><div style="height:1500px"></div>
<iframe title="Gatehouse" src="/some/where/deep/?embed=1" width="720" height="420"></iframe><div style="height:1500px"></div></body></html>`;

let server: Server;
let address: string;

test.beforeAll(async () => {
  ({ server, address } = await serve({ folder, port: 0, prefix: '/some/where/deep/', pages: { '/course': HOST_PAGE } }));
});
test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('the built page works from a path of its own', async ({ gatehouse }) => {
  await gatehouse.open('', address);
  await expect(gatehouse.root.getByText('Open the lab').first()).toBeVisible();
});

test('an embed plays inside a foreign page, takes no focus and scrolls nothing', async ({ page }) => {
  await page.goto(new URL('/course', address).href);
  await page.locator('#mine').focus();
  await page.locator('iframe').scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => scrollY);
  const embed = new Gatehouse(page, page.frameLocator('iframe'));
  await embed.ready();
  await expect(embed.narration).toBeVisible();
  await expect(embed.button('Play')).toBeVisible();
  await expect(embed.button('Next step')).toBeVisible();
  await expect(embed.step).toBeVisible();
  await expect(embed.root.getByRole('banner')).toHaveCount(0);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('mine');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the lists, the narration, the verdict and the transport are all there, and nothing sticks out', async ({ gatehouse, page }) => {
    await gatehouse.open('?lesson=whom-do-you-trust');
    await expect(gatehouse.gates).toBeVisible();
    await expect(gatehouse.narration).toBeAttached();
    for (const name of ['Previous step', 'Next step']) await expect(gatehouse.button(name)).toBeVisible();
    await expect(gatehouse.step).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

for (const query of ['?lesson=no-such-lesson', '?lesson=whom-do-you-trust&step=9999', '?step=-1', '?w=%%%', '?lesson=%00'])
  test(`a damaged link (${query}) never shows a blank page`, async ({ gatehouse }) => {
    await gatehouse.open(query);
    await expect(gatehouse.root.getByRole('heading').first()).toBeVisible();
  });

test('damaged stored state gives the start page with a line on top', async ({ gatehouse, page }) => {
  await page.addInitScript(() => {
    for (const key of ['gatehouse', 'gatehouse:state', 'gatehouse.state']) localStorage.setItem(key, '{"version":99,"world":[');
  });
  await gatehouse.open();
  await expect(gatehouse.root.getByText('Open the lab').first()).toBeVisible();
});

test('a browser that denies storage is told so once, and the page works', async ({ gatehouse, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await gatehouse.openLab();
  await expect(gatehouse.terminalInput).toBeVisible();
});
