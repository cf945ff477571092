// The terminal and the editors as a person uses them: keys, pastes, and what happens before everything has loaded.
import { expect, test } from './gatehouse.ts';

test('an unfinished heredoc asks for more, and runs as a whole', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.terminalInput.focus();
  await page.keyboard.type('cat <<EOF');
  await page.keyboard.press('Enter');
  await expect(gatehouse.terminalInput).toHaveValue('cat <<EOF\n');
  await page.keyboard.type('one line');
  await page.keyboard.press('Enter');
  await expect(gatehouse.terminalInput).toHaveValue('cat <<EOF\none line\n');
  await page.keyboard.type('EOF');
  await page.keyboard.press('Enter');
  await expect(gatehouse.terminalInput).toHaveValue('');
  await expect(gatehouse.terminalOutput).toContainText('> EOFone line');
});

test('Shift and Enter begin a new line, the arrows walk through what was typed', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.type('echo first');
  await expect(gatehouse.terminalOutput).toContainText('first');
  await gatehouse.terminalInput.focus();
  await page.keyboard.type('echo second');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('echo third');
  await page.keyboard.press('Enter');
  await expect(gatehouse.terminalOutput).toContainText('second\nthird');
  await page.keyboard.type('half a li');
  await page.keyboard.press('ArrowUp');
  await expect(gatehouse.terminalInput).toHaveValue('echo second\necho third');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(gatehouse.terminalInput).toHaveValue('echo first');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
  await expect(gatehouse.terminalInput).toHaveValue('half a li');
});

test('Control-R finds an earlier line, Control-C gives a line up, Control-L clears, Escape leaves', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.type('echo needle');
  await expect(gatehouse.terminalOutput).toContainText('$ echo needleneedle');
  await gatehouse.terminalInput.focus();
  await page.keyboard.press('Control+r');
  await page.keyboard.type('eed');
  await expect(gatehouse.root.getByRole('status', { name: 'Terminal hints' })).toContainText('echo needle');
  await page.keyboard.press('Escape');
  await expect(gatehouse.terminalInput).toHaveValue('echo needle');
  await page.keyboard.press('Control+c');
  await expect(gatehouse.terminalInput).toHaveValue('');
  await page.keyboard.press('Control+l');
  await expect(gatehouse.terminalOutput).toBeEmpty();
  await page.keyboard.press('Escape');
  await expect(gatehouse.terminalInput).not.toBeFocused();
});

test('Tab completes a word, and leaves an empty line', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.terminalInput.focus();
  await page.keyboard.type('kubectl get namesp');
  await page.keyboard.press('Tab');
  await expect(gatehouse.terminalInput).toHaveValue('kubectl get namespaces ');
  await page.keyboard.press('Control+u');
  await page.keyboard.press('Tab');
  await expect(gatehouse.terminalInput).not.toBeFocused();
});

test('a paste of several lines runs them one after the other and leaves the last, unfinished one', async ({ gatehouse }) => {
  await gatehouse.openLab();
  const lines = [
    'echo one',
    '',
    'kubectl apply -f - <<EOF',
    'apiVersion: v1',
    'kind: Namespace',
    'metadata:',
    '  name: pasted',
    'EOF',
    'echo two',
    'kubectl get ns',
  ];
  await gatehouse.terminalInput.evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, lines.join('\n'));
  await expect(gatehouse.terminalOutput).toContainText('namespace/pasted created');
  await expect(gatehouse.terminalOutput).toContainText('two');
  await expect(gatehouse.terminalInput).toHaveValue('kubectl get ns');
});

test('a line typed before the engine has loaded is kept and run', async ({ gatehouse, page }) => {
  await page.route(/worker.*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await gatehouse.openLab();
  await gatehouse.type('echo patience');
  await expect(gatehouse.terminalOutput).toContainText('$ echo patiencepatience');
});

test('what was typed into the plain field is in the editor that replaces it', async ({ gatehouse, page }) => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route(/\/editor-[^/]*\.js/, async (route) => {
    await gate;
    await route.continue();
  });
  await gatehouse.openLab();
  await gatehouse.tab('tokens.csv').click();
  const file = gatehouse.textbox('tokens.csv');
  await expect(file).toHaveValue(/token3,errge/);
  await file.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('token4,nadia,4,dev');
  open();
  await expect(file.and(page.locator('[contenteditable]'))).toContainText('token4,nadia,4,dev');
  await page.keyboard.type(',x');
  await expect(file).toContainText('token4,nadia,4,dev,x');
  await page.keyboard.press('Control+z');
  await expect(file).not.toContainText('dev,x');
  await page.keyboard.press('Tab');
  await expect(file).not.toBeFocused();
});

test('a refusal ends in sight: its code stands above the prompt', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.type('curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer token1" https://192.168.49.2:8443/api/v1/namespaces');
  await gatehouse.toTheReply();
  await expect(gatehouse.terminalOutput).toContainText('"code": 403');
  const inSight = (text: string) =>
    gatehouse.terminalOutput.evaluate((log, wanted) => {
      const walker = document.createTreeWalker(log, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const box = range.getBoundingClientRect();
        const frame = log.getBoundingClientRect();
        return box.height > 0 && box.top >= frame.top && box.bottom <= frame.bottom;
      }
      return false;
    }, text);
  expect(await inSight('403')).toBe(true);
  await expect(page.getByRole('status', { name: 'Last command' })).toHaveText(
    'curl: 403 namespaces is forbidden: User "arthur" cannot list resource "namespaces" in API group "" at the cluster scope',
  );
  await expect(gatehouse.terminalOutput).toHaveAttribute('aria-live', 'off');
});

test('a long output ends in sight, and says when there is more below', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type('for i in $(seq 1 120); do echo line $i; done');
  await expect(gatehouse.terminalOutput).toContainText('line 120');
  const below = () => gatehouse.terminalOutput.evaluate((log) => Math.round(log.scrollHeight - log.clientHeight - log.scrollTop));
  expect(await below()).toBeLessThan(2);
  await expect(gatehouse.button('More below')).toHaveCount(0);
  await gatehouse.terminalOutput.evaluate((log) => log.scrollTo(0, 0));
  await expect(gatehouse.button('More below')).toBeVisible();
  await gatehouse.button('More below').click();
  expect(await below()).toBeLessThan(2);
  await expect(gatehouse.button('More below')).toHaveCount(0);
});

test('the prompt says which keys complete and leave', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await expect(gatehouse.terminalInput).toHaveAccessibleDescription(/^Tab completes, Escape leaves\./);
});

test('what kubectl asks beforehand is not said aloud', async ({ gatehouse, page }) => {
  await gatehouse.openLab();
  await gatehouse.narration.evaluate((narration) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => {
      if (narration.getAttribute('aria-live') !== 'off') said.push(narration.textContent ?? '');
    }).observe(narration, { childList: true, characterData: true, subtree: true });
  });
  await gatehouse.type('kubectl get ns');
  await expect(gatehouse.terminalOutput).toContainText('kube-system');
  await expect(gatehouse.narration).toContainText('GET /api/v1/namespaces');
  const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  expect(said.filter((sentence) => sentence.includes('timeout='))).toEqual([]);
  expect(said.some((sentence) => sentence.includes('/api/v1/namespaces'))).toBe(true);
});
