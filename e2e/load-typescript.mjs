// Node 20 cannot import our TypeScript. This bundles one entry of it for Node (packages stay outside) and imports the result.
// The folder stands inside node_modules, so that the bundle finds the same packages and git never sees it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

export const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Bundles a TypeScript module of this project, given relative to its root; the file is gone when this process ends. */
export async function bundleTypeScript(entry) {
  const cache = path.join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'gatehouse-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { target: 'node' },
    build: {
      ssr: path.join(root, entry),
      outDir: folder,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'entry.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return path.join(folder, 'entry.mjs');
}

export async function loadTypeScript(entry) {
  return import(pathToFileURL(await bundleTypeScript(entry)).href);
}
