// The licences that travel with the page: LICENSE, and one text with the notice of every package of which something ships. What ships is read from
// the build itself: modules of the page and of its worker, fonts and other files, and style sheets that were copied into ours. Vite's own
// `build.license` sees modules of the page alone.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Packages that are published as one finished file hold their dependencies inside, where no module graph sees them. */
const HOLDS_ITS_DEPENDENCIES = ['just-bash'];
const NOTICE = /^(licen[cs]e|copying|notice)/i;

interface Manifest {
  name: string;
  version: string;
  license?: string;
  homepage?: string;
  dependencies?: Record<string, string>;
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

/** The folder of the package a file belongs to; undefined for our own files and for the few lines the bundler adds of its own. */
export function packageOf(id: string, root: string): string | undefined {
  if (id.startsWith('\0')) return undefined;
  // Files that are copied are named from the root of the project.
  const file = path.resolve(root, id.split('?')[0] ?? '').replaceAll('\\', '/');
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

/** Where Node would find a dependency of the package in this folder. */
function folderOf(dependency: string, from: string): string | undefined {
  for (let at = from; ; at = path.dirname(at)) {
    const folder = path.join(at, 'node_modules', dependency);
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (at === path.dirname(at)) return undefined;
  }
}

/** The packages a style sheet takes in by `@import`, through our own sheets too. */
export function importedBySheet(file: string): string[] {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g)].flatMap(([, name = '']) => {
    if (name.startsWith('.')) return importedBySheet(path.join(path.dirname(file), name));
    const found = folderOf(/^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name, path.dirname(file));
    return found ? [found] : [];
  });
}

function withInner(folders: ReadonlySet<string>): Set<string> {
  const all = new Set(folders);
  for (const folder of folders) {
    const { name, dependencies = {} } = manifestOf(folder);
    if (!HOLDS_ITS_DEPENDENCIES.includes(name)) continue;
    for (const dependency of Object.keys(dependencies)) {
      const inner = folderOf(dependency, folder);
      if (inner) all.add(inner);
    }
  }
  return all;
}

/** One text of all notices. Throws when a package has none: it must not ship then. */
export function noticesOf(folders: ReadonlySet<string>): string {
  const entries = [...withInner(folders)].map((folder) => {
    const { name, version, license, homepage } = manifestOf(folder);
    const files = readdirSync(folder)
      .filter((file) => NOTICE.test(file))
      .sort();
    if (!files.length) throw new Error(`${name} ${version} ships without a notice: ${folder} holds no licence file`);
    const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
    return { name, text: [`${name} ${version}${license ? ` (${license})` : ''}`, ...(homepage ? [homepage] : []), '', ...texts].join('\n') };
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  const head = 'Gatehouse is licensed under the Apache License 2.0: see LICENSE beside this file.\nIt holds work of others, under these licences.';
  return `${[head, ...new Set(entries.map(({ text }) => text))].join(line)}\n`;
}

/**
 * One pair for the page and its workers: workers are built first, and the page writes what both hold.
 * @param root The folder of the project, where its LICENSE stands.
 */
export function notices(root: string): { page: Plugin; worker: Plugin } {
  const folders = new Set<string>();
  const add = (id: string): void => {
    const folder = packageOf(id, root);
    if (folder) folders.add(folder);
  };
  const collect: Plugin['generateBundle'] = (_options, bundle) => {
    for (const output of Object.values(bundle)) for (const id of output.type === 'chunk' ? Object.keys(output.modules) : output.originalFileNames) add(id);
  };
  return {
    worker: { name: 'gatehouse:notices-of-workers', apply: 'build', generateBundle: collect },
    page: {
      name: 'gatehouse:notices',
      apply: 'build',
      generateBundle(options, bundle, isWrite) {
        if (typeof collect === 'function') collect.call(this, options, bundle, isWrite);
        // A style sheet that another one imports is no module of its own.
        for (const id of this.getModuleIds()) if (id.endsWith('.css') && !id.startsWith('\0')) for (const folder of importedBySheet(id)) folders.add(folder);
        this.emitFile({ type: 'asset', fileName: 'LICENSE', source: readFileSync(path.join(root, 'LICENSE'), 'utf8') });
        this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: noticesOf(folders) });
      },
    },
  };
}
