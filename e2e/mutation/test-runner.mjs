// Stryker's test runner for this project: bundles the tests of the mutated copy once and runs them in this very process, mutant by mutant.
// Vitest starts every file anew for each mutant, eight seconds a mutant here; this takes milliseconds. Mutants of module level need a fresh load and are ignored (`ignoreStatic`).
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, determineHitLimitReached, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build } from 'vite';
import { collector } from './collect-tests.mjs';

const DEFAULT_TESTS = ['src/engine/apiserver/**/*.test.ts', 'e2e/mutation/recorded-cases.test.ts', '!src/**/*.fuzz.test.ts'];
const ENTRY = 'virtual:every-test';
/** `import(…)` as Stryker leaves it. */
const IMPORT = /\bimport\((stryMutAct_9fa48\("\d+"\)) \? "" : \((stryCov_9fa48\("\d+"\)), ('[^']+'|"[^"]+")\)\)/g;
/** A test that comes by a mutant so many times more often than without it runs in circles. Counted test by test, because a worker that hangs must be made anew. */
const CIRCLES = 100;
/** Quick ones first: a mutant is done with at its first failure. */
const bySpeed = (a, b) => a.took - b.took;

/** The tests' own Vitest, and one module that imports them all. */
const bridges = (globs) => ({
  name: 'gatehouse:tests-in-process',
  enforce: 'pre',
  resolveId: (id) => (id === 'vitest' || id === ENTRY ? `\0${id}` : undefined),
  load(id) {
    if (id === '\0vitest') return 'export const { describe, it, test, expect, beforeAll, beforeEach } = globalThis.gatehouseTests;';
    if (id === `\0${ENTRY}`) return `export const files = import.meta.glob(${JSON.stringify(globs.map((glob) => glob.replace(/^(!?)/, '$1/')))});`;
    return undefined;
  },
  transform(code, id) {
    if (id.includes('/node_modules/')) return undefined;
    // Tests find their data beside their source, not beside the bundle.
    const placed = code.includes('new URL(') ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id.split('?')[0]).href)) : code;
    // A module whose mutant is named "" cannot be bundled: it is one that cannot be loaded.
    const changed = placed.replaceAll(IMPORT, '($1 ? Promise.reject(new Error("no such module")) : ($2, import($3)))');
    return changed === code ? undefined : { code: changed, map: null };
  },
});

class InProcessRunner {
  #tests = [];
  /** How often each test comes by each mutant, by their ids. */
  #hits = {};
  #folder = mkdtempSync(path.resolve('node_modules/.gatehouse-mutants-'));

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    const globs = process.env.MUTATION_TESTS?.split(',') ?? DEFAULT_TESTS;
    await build({
      configFile: false,
      root: process.cwd(),
      logLevel: 'error',
      plugins: [bridges(globs)],
      ssr: { target: 'node', noExternal: ['vitest'] },
      build: {
        ssr: true,
        outDir: this.#folder,
        target: 'node20',
        minify: false,
        rollupOptions: { input: ENTRY, output: { entryFileNames: 'entry.mjs', chunkFileNames: '[name]-[hash].mjs' } },
      },
    });
    const { api, tests, load } = collector();
    globalThis.gatehouseTests = api;
    const { files } = await import(pathToFileURL(path.join(this.#folder, 'entry.mjs')).href);
    for (const [file, importIt] of Object.entries(files)) await load(file.slice(1), importIt);
    this.#tests = tests;
    // What tests share is made before the first mutant wakes, and how long each takes is known.
    await this.#run(tests);
    this.#tests.sort(bySpeed);
    this.#hits = structuredClone(globalThis.__stryker__.mutantCoverage?.perTest ?? {});
  }

  async #run(tests) {
    const results = [];
    for (const test of tests) {
      const started = performance.now();
      globalThis.__stryker__ ??= {};
      globalThis.__stryker__.currentTestId = test.id;
      let failureMessage;
      try {
        for (const prepare of test.before()) await prepare();
        await test.run();
      } catch (error) {
        failureMessage = String(error?.message ?? error);
      }
      globalThis.__stryker__.currentTestId = undefined;
      test.took = performance.now() - started;
      results.push({
        id: test.id,
        name: test.id,
        fileName: path.resolve(test.file),
        timeSpentMs: test.took,
        ...(failureMessage === undefined ? { status: TestStatus.Success } : { status: TestStatus.Failed, failureMessage }),
      });
    }
    return results;
  }

  async dryRun() {
    // The mutated modules keep the object they first found: it is emptied, not replaced.
    const perTest = globalThis.__stryker__.mutantCoverage?.perTest ?? {};
    for (const id of Object.keys(perTest)) delete perTest[id];
    const tests = await this.#run(this.#tests);
    // A mutant that loading and a test come by is woken after loading all the same: a new worker, which Stryker would make for it, shows nothing more.
    const tested = new Set(Object.values(perTest).flatMap((hits) => Object.keys(hits)));
    const atLoad = globalThis.__stryker__.mutantCoverage?.static ?? {};
    for (const id of Object.keys(atLoad)) if (tested.has(id)) delete atLoad[id];
    return { status: DryRunStatus.Complete, tests, mutantCoverage: globalThis.__stryker__.mutantCoverage };
  }

  async mutantRun({ activeMutant: { id }, testFilter, disableBail }) {
    const wanted = testFilter && new Set(testFilter);
    const tests = [];
    let reached;
    for (const test of wanted ? this.#tests.filter((one) => wanted.has(one.id)) : this.#tests) {
      const hitLimit = CIRCLES * ((this.#hits[test.id]?.[id] ?? 0) + 10);
      Object.assign(globalThis.__stryker__, { activeMutant: id, hitCount: 0, hitLimit });
      tests.push(...(await this.#run([test])));
      reached = determineHitLimitReached(globalThis.__stryker__.hitCount, hitLimit);
      if (reached || (tests.at(-1).status === TestStatus.Failed && !disableBail)) break;
    }
    globalThis.__stryker__.activeMutant = undefined;
    return toMutantRunResult(reached ?? { status: DryRunStatus.Complete, tests });
  }

  dispose() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', () => new InProcessRunner())];
