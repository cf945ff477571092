// The page as a person and a screen reader meet it: roles and names, no classes. Every test speaks through this object.
import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** What a page and a frame can both be asked. */
type Root = Pick<Page | FrameLocator, 'getByRole' | 'locator' | 'getByText'>;

export class Gatehouse {
  readonly page: Page;
  readonly root: Root;
  readonly violations: string[] = [];
  readonly errors: string[] = [];

  constructor(page: Page, root: Root = page) {
    this.page = page;
    this.root = root;
  }

  /** Collects what must never happen: refused by the content security policy, thrown, or logged as an error. */
  async watch(): Promise<void> {
    this.page.on('pageerror', (error) => this.errors.push(`thrown: ${error.message}`));
    this.page.on('console', (message) => {
      if (message.type() !== 'error') return;
      if (/Content Security Policy/i.test(message.text())) this.violations.push(message.text());
      else this.errors.push(`logged: ${message.text()}`);
    });
    await this.page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { policyViolations: seen });
      document.addEventListener('securitypolicyviolation', (event) => seen.push(`${event.violatedDirective}: ${event.blockedURI || event.sourceFile}`));
    });
  }

  async policyViolations(): Promise<string[]> {
    const seen = await this.page.evaluate(() => (globalThis as unknown as { policyViolations?: string[] }).policyViolations ?? []);
    return [...this.violations, ...seen];
  }

  /** Opens the page and waits until it takes input. */
  async open(query = '', address = process.env.GATEHOUSE_URL ?? ''): Promise<void> {
    await this.page.goto(`${address}${query}`);
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.root.locator('html[data-ready]')).toBeAttached();
  }

  /** The lab with nothing sent yet. */
  async openLab(): Promise<void> {
    await this.open();
    await this.root
      .getByRole('link', { name: 'Open the lab' })
      .or(this.root.getByRole('button', { name: 'Open the lab' }))
      .click();
    await expect(this.gates).toBeVisible();
  }

  get gates(): Locator {
    return this.root.getByRole('list', { name: 'Gates' });
  }
  get authenticators(): Locator {
    return this.root.getByRole('list', { name: 'Authenticators' });
  }
  gate(name: string): Locator {
    return this.gates.locator(':scope > li').filter({ hasText: new RegExp(`^${name}`) });
  }
  desk(name: string): Locator {
    return this.authenticators.getByRole('listitem').filter({ hasText: name });
  }
  get narration(): Locator {
    return this.root.getByRole('status', { name: 'Narration' });
  }
  get verdict(): Locator {
    return this.root.getByRole('region', { name: 'Verdict' });
  }
  get step(): Locator {
    return this.root.getByRole('slider', { name: 'Step' });
  }
  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }
  tab(name: string): Locator {
    // A tab may say more than its name, such as that its file is not read yet; "Tokens" is not "tokens.csv".
    return this.root.getByRole('tab', { name: new RegExp(`^${name.replaceAll('.', '\\.')}(?![.\\w])`) });
  }
  textbox(name: string): Locator {
    return this.root.getByRole('textbox', { name, exact: true });
  }
  get terminalInput(): Locator {
    return this.textbox('Terminal input');
  }
  get terminalOutput(): Locator {
    return this.root.getByRole('log', { name: 'Terminal output' });
  }
  /** Run rows: what it does, its command, and the word Run. */
  runRow(label: string | RegExp): Locator {
    return this.root.getByRole('button', { name: label }).filter({ hasText: /Run$/ });
  }

  /** Types a line as a person would and sends it. */
  async type(line: string): Promise<void> {
    await this.tab('Terminal').click();
    await this.terminalInput.fill(line);
    await this.terminalInput.press('Enter');
  }

  /** Replaces the text of an editor, keystrokes and all. */
  async edit(name: string, text: string): Promise<void> {
    const editor = this.textbox(name);
    await editor.click();
    await editor.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** The text of an editor; until the real one has loaded, a plain field stands in its place. */
  async read(name: string): Promise<string> {
    return this.textbox(name).evaluate((editor) => (editor instanceof HTMLTextAreaElement ? editor.value : (editor as HTMLElement).innerText));
  }

  async toTheReply(): Promise<void> {
    await this.button('Last step').click();
  }

  /** "Step 8 of 15, …" as numbers. */
  async position(): Promise<{ step: number; of: number }> {
    const text = (await this.step.getAttribute('aria-valuetext')) ?? '';
    const [, step, of] = /^Step (\d+) of (\d+)/.exec(text) ?? [];
    expect(step, `the slider's value text is "Step n of m, …": ${text}`).toBeDefined();
    return { step: Number(step), of: Number(of) };
  }
}

/** Tests get an opened page; whatever was thrown or refused by the policy meanwhile fails them. */
export const test = base.extend<{ gatehouse: Gatehouse }>({
  gatehouse: async ({ page }, use) => {
    const gatehouse = new Gatehouse(page);
    await gatehouse.watch();
    await use(gatehouse);
    expect(gatehouse.errors, 'nothing was thrown or logged as an error').toEqual([]);
    expect(await gatehouse.policyViolations(), 'the content security policy was kept').toEqual([]);
  },
});

export { expect };
