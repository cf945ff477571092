// A package of which something ships has its notice, however it got in: as a module, in a worker, as a font, by a style sheet, or inside another package.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notices, packageOf } from './notices.ts';

const root = mkdtempSync(path.join(tmpdir(), 'gatehouse-notices-'));
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const fake = (name: string, file: string, text: string, notice: boolean, more = {}): void => {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.2.3', license: 'X-1.0', main: './index.js', ...more }));
  write(`node_modules/${name}/${file}`, text);
  if (notice) write(`node_modules/${name}/licence.md`, `The words of ${name}.`);
};

async function licences(main: string): Promise<string> {
  write('main.js', main);
  const { page, worker } = notices(root);
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    plugins: [page],
    worker: { format: 'es', plugins: () => [worker] },
    build: { outDir: path.join(root, 'dist'), assetsInlineLimit: 0 },
  });
  return readFileSync(path.join(root, 'dist/licenses.txt'), 'utf8');
}

beforeAll(() => {
  write('index.html', '<script type="module" src="/main.js"></script>');
  write('LICENSE', 'Ours.');
  write('worker.js', 'import "in-worker"; postMessage(1);');
  write('page.css', '@import "./more.css"; @font-face { font-family: f; src: url("a-font/f.woff2"); } p { font-family: f; }');
  write('more.css', '@import "a-sheet";');
  fake('in-page', 'index.js', 'globalThis.a = 1;', true);
  fake('in-worker', 'index.js', 'globalThis.b = 1;', true);
  fake('a-font', 'f.woff2', 'font', true);
  fake('a-sheet', 'index.css', 'p { color: red; }', true, { style: './index.css', exports: './index.css' });
  fake('not-shipped', 'index.js', 'globalThis.c = 1;', true);
  fake('without-notice', 'index.js', 'globalThis.d = 1;', false);
  fake('just-bash', 'index.js', 'globalThis.e = 1;', true, { dependencies: { 'held-inside': '1' } });
  fake('held-inside', 'index.js', 'globalThis.f = 1;', true);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the notices of a build', () => {
  it('name every package of which something ships, and no other', async () => {
    const text = await licences(
      'import "in-page"; import "just-bash"; import "./page.css"; new Worker(new URL("./worker.js", import.meta.url), { type: "module" });',
    );
    expect([...text.matchAll(/^The words of (.*)\.$/gm)].map((match) => match[1])).toEqual([
      'a-font',
      'a-sheet',
      'held-inside',
      'in-page',
      'in-worker',
      'just-bash',
    ]);
    expect(text).toContain('in-page 1.2.3 (X-1.0)\n\nThe words of in-page.\n');
    expect(readFileSync(path.join(root, 'dist/LICENSE'), 'utf8')).toBe('Ours.');
  });

  it('a package without one ends the build', async () => {
    await expect(licences('import "without-notice";')).rejects.toThrow('without-notice 1.2.3 ships without a notice');
  });
});

describe('packageOf', () => {
  it.each([
    ['/x/node_modules/yaml/dist/a.js', '/x/node_modules/yaml'],
    ['/x/node_modules/@lezer/common/a.js?v=1', '/x/node_modules/@lezer/common'],
    ['/x/node_modules/a/node_modules/b/c.js', '/x/node_modules/a/node_modules/b'],
    ['node_modules/yaml/font.woff2', '/x/node_modules/yaml'],
    ['/x/src/a.js', undefined],
    ['\0rolldown/runtime.js', undefined],
  ])('%j: %s', (id, folder) => {
    expect(packageOf(id, '/x')).toBe(folder);
  });
});
