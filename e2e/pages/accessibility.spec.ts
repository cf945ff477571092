import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Gatehouse, test } from './gatehouse.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Finding {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** Violations as "rule: element". Run through the debugger, so that the page's own policy stays as it is. */
async function violations({ page }: Gatehouse): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: { run(root: unknown, options: unknown): Promise<{ violations: Finding[] }> } };
    return (await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations;
  }, RULES);
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary ?? ''}`));
}

const SCENES: Record<string, (gatehouse: Gatehouse) => Promise<void>> = {
  'the start page': (gatehouse) => gatehouse.open(),
  'the lab before anything was sent': (gatehouse) => gatehouse.openLab(),
  'a finished run': async (gatehouse) => {
    await gatehouse.openLab();
    await gatehouse.type('curl -sS --cacert ~/.minikube/ca.crt https://192.168.49.2:8443/api/v1/namespaces');
    await gatehouse.toTheReply();
    await expect(gatehouse.verdict).toContainText('403');
  },
  'a lesson': (gatehouse) => gatehouse.open('?lesson=static-tokens'),
  'an embed': (gatehouse) => gatehouse.open('?embed=1&lesson=static-tokens'),
};

/** What makes a tab show more than it does at first. */
const FILLED: Record<string, (gatehouse: Gatehouse) => Promise<void>> = {
  Log: async (gatehouse) => {
    await gatehouse.root.getByRole('combobox', { name: 'About' }).selectOption('server');
    await gatehouse.root.getByRole('combobox', { name: 'Level' }).selectOption('Metadata');
    await expect(gatehouse.textbox('Audit policy')).toBeVisible();
  },
  'Who can': async (gatehouse) => {
    await gatehouse.textbox('Groups').fill('system:masters');
    await expect(gatehouse.root.getByRole('table')).toBeVisible();
  },
  Parties: async (gatehouse) => {
    await gatehouse.button('Add Token webhook').click();
    await expect(gatehouse.textbox('Party tokens')).toBeVisible();
  },
  Certificates: async (gatehouse) => {
    await gatehouse.button('Make the certificate').click();
    await expect(gatehouse.button('Write to the laptop')).toBeVisible();
  },
};

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    for (const [title, open] of Object.entries(SCENES))
      test(`${title} breaks no WCAG 2.2 AA rule`, async ({ gatehouse }) => {
        await open(gatehouse);
        expect(await violations(gatehouse)).toEqual([]);
      });
    test('the volumes of a Pod break no WCAG 2.2 AA rule', async ({ gatehouse, page }) => {
      await gatehouse.openLab();
      await gatehouse.type('kubectl run web --image nginx; sleep 10');
      await gatehouse.tab('Objects').click();
      await page.getByRole('button', { name: /^Pod \d/ }).click();
      await page.getByRole('button', { name: 'web', exact: true }).click();
      await page.getByRole('button', { name: /^token/ }).click();
      expect(await violations(gatehouse)).toEqual([]);
    });
    for (const name of ['Sequence', 'Waterfall'])
      test(`the ${name} breaks no WCAG 2.2 AA rule`, async ({ gatehouse, page }) => {
        await gatehouse.openLab();
        await gatehouse.type('kubectl create token default; sleep 5; kubectl get namespaces');
        await gatehouse.toTheReply();
        await page.getByRole('radio', { name }).check();
        await page
          .getByRole('region', { name: new RegExp(`^${name}`) })
          .getByRole('button', { name: /in the background/ })
          .first()
          .click();
        expect(await violations(gatehouse)).toEqual([]);
      });
    for (const name of ['tokens.csv', 'RBAC', 'API server flags', 'Tokens', 'Objects', 'Log', 'Who can', 'Parties', 'Certificates'])
      test(`the ${name} tab breaks no WCAG 2.2 AA rule`, async ({ gatehouse }) => {
        await gatehouse.openLab();
        await gatehouse.tab(name).click();
        await FILLED[name]?.(gatehouse);
        expect(await violations(gatehouse)).toEqual([]);
      });
  });
