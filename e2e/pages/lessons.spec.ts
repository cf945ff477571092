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
