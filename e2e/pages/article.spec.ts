// The article, block by block, pasted into the terminal of the page as a reader would.
import { ARTICLE, DIFFERING } from '../../src/shell/article.data.ts';
import { expect, test } from './gatehouse.ts';

test('every block of the article answers in the page as printed', async ({ gatehouse }) => {
  test.setTimeout(180_000);
  await gatehouse.openLab();
  await gatehouse.tab('Terminal').click();
  for (const { claim, paste, exitCode, prints, lastLine, names } of ARTICLE) {
    await test.step(claim, async () => {
      await gatehouse.terminalInput.press('Control+l');
      await expect(gatehouse.terminalOutput).toBeEmpty();
      // The prompt tells the exit code of the block by a command of its own, which also says that the block is over.
      await gatehouse.terminalInput.evaluate((field, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, `${paste}\necho "exit $?"\n`);
      await expect(gatehouse.terminalOutput).toContainText(/exit \d+\s*$/, { timeout: 30_000 });
      const printed = await gatehouse.terminalOutput.locator('pre').allInnerTexts();
      const text = DIFFERING.reduce((whole, [pattern, instead]) => whole.replace(pattern, instead), printed.slice(0, -1).join('\n'));
      expect(printed.at(-1)).toBe(`exit ${exitCode}`);
      if (prints !== undefined) expect(text).toBe(prints.replace(/\n$/, ''));
      if (lastLine !== undefined) expect(text.split('\n').at(-1)).toBe(lastLine);
      if (names !== undefined) {
        const { items } = JSON.parse(text) as { items: { metadata: { name: string } }[] };
        expect(items.map((item) => item.metadata.name)).toEqual(names);
      }
    });
  }
});
