// npm test: every check of the project, one after another. Stops at the first that fails; the last line sums up what ran.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
const results = path.join(root, 'e2e', 'results');
const bin = (name) => path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const node = process.execPath;

/** Runs a command, showing what it says; resolves with its exit code and its last "N passed, N failed". */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let tail = '';
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      tail = (tail + chunk).slice(-4000);
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve({ code: 1 });
    });
    child.on('close', (code) => {
      const counted = [...tail.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
      resolve({ code: code ?? 1, ...(counted ? { passed: Number(counted[1]), failed: Number(counted[2]) } : {}) });
    });
  });
}

function report(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A check that only passes or fails counts as one. */
const whole = async (...command) => {
  const { code } = await run(...command);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
};

async function unit() {
  const file = path.join(results, 'unit.json');
  const { code } = await run(bin('vitest'), ['run', '--project', 'unit', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const counted = report(file);
  const failed = counted?.numFailedTests ?? 0;
  // A file that cannot even be loaded has no tests to fail.
  return { passed: counted?.numPassedTests ?? 0, failed: code === 0 ? failed : Math.max(1, failed) };
}

async function conformance() {
  const { code, passed = 0, failed = 0 } = await run(node, ['e2e/conformance/run.mjs', '--listed']);
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
}

/** Sizes are the same on every machine, so that they may fail a test; times are only reported, by `npm run bench`. */
async function bundle() {
  const { code, passed = 0, failed = 0 } = await run(node, ['e2e/bench/bundle.mjs', '--steady']);
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
}

async function browser() {
  const file = path.join(results, 'report.json');
  const { code } = await run(bin('playwright'), ['test', '-c', 'e2e/playwright.config.ts']);
  const stats = report(file)?.stats;
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  return { passed: stats?.expected ?? 0, failed: code === 0 ? failed : Math.max(1, failed) };
}

const CHECKS = [
  ['types', () => whole(bin('tsc'), ['-p', 'tsconfig.json'])],
  ['types of the engine, without a browser', () => whole(bin('tsc'), ['-p', 'src/engine/tsconfig.json'])],
  ['lint', () => whole(bin('biome'), ['check', '--error-on-warnings', '.'])],
  ['unit tests', unit],
  ['conformance', conformance],
  ['build', () => whole(bin('vite'), ['build'])],
  ['a browser', () => whole(node, ['e2e/browser.mjs'])],
  ['bundle sizes', bundle],
  ['browser tests', browser],
];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0 };
for (const [title, check] of CHECKS) {
  console.log(`\n== ${title}`);
  const { passed, failed } = await check();
  total.passed += passed;
  total.failed += failed;
  if (failed) break;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
