import { expect, test } from './gatehouse.ts';

test('the start page leads into the first lesson', async ({ gatehouse, page }) => {
  await gatehouse.open();
  const start = gatehouse.root.getByRole('link', { name: /^Start .*lesson 1/ }).or(gatehouse.root.getByRole('button', { name: /^Start .*lesson 1/ }));
  await start.click();
  await expect(gatehouse.gates).toBeVisible();
  expect(new URL(page.url()).searchParams.get('lesson')).not.toBeNull();
});

test('a link opens a lesson at a step', async ({ gatehouse, page }) => {
  await gatehouse.open();
  await gatehouse.root
    .getByRole('link', { name: /^Start .*lesson 1/ })
    .or(gatehouse.root.getByRole('button', { name: /^Start .*lesson 1/ }))
    .click();
  const slug = new URL(page.url()).searchParams.get('lesson') ?? '';
  await gatehouse.open(`?lesson=${slug}&step=2`);
  await expect(gatehouse.gates).toBeVisible();
  expect(new URL(page.url()).searchParams.get('step')).toBe('2');
});

test('a lesson goes on where the browser answers scrolling with a promise', async ({ gatehouse, page }) => {
  await page.addInitScript(() => {
    for (const name of ['scrollTo', 'scroll', 'scrollBy', 'scrollIntoView'] as const) {
      const original = Element.prototype[name] as (...args: unknown[]) => unknown;
      Object.defineProperty(Element.prototype, name, {
        configurable: true,
        value(this: Element, ...args: unknown[]) {
          original.apply(this, args);
          return Promise.resolve();
        },
      });
    }
  });
  await gatehouse.open('?lesson=whom-do-you-trust&step=1');
  await expect(gatehouse.gates).toBeVisible();
  await gatehouse.root.getByRole('button', { name: 'Collapse lesson' }).click();
  await expect(gatehouse.gates).toBeVisible();
  await page.setViewportSize({ width: 780, height: 900 });
  await expect(gatehouse.gates).toBeAttached();
  await expect(page.getByText('stopped working')).toHaveCount(0);
});
