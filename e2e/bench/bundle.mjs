// What a visitor loads: the JavaScript a real browser asks for, gzipped, at three moments, and all style sheets. Fails when a budget is broken, or when files ask for each other in a circle.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { findBrowser, launchArgs } from '../browser.mjs';
import { serve } from '../serve.mjs';

const KIB = 1024;
const folder = path.resolve(fileURLToPath(new URL('../../dist', import.meta.url)));
const BUDGETS = { 'before the page takes input': 120, 'until the first Run row has its trace': 245, 'all there is': 1300 };
const CSS_BUDGET = 24;

const files = (at) =>
  readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(path.join(at, entry.name)) : [path.join(at, entry.name)]));
const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const sizes = new Map(
  files(folder)
    .filter((file) => /\.m?js$/.test(file))
    .map((file) => [path.relative(folder, file).split(path.sep).join('/'), gzipped(file)]),
);

/** Files that ask for each other: whichever runs first finds the other half empty. Files of a line or two only hand on what another one has. */
function circles() {
  const HANDS_ON = 200; // bytes
  const asks = new Map();
  for (const name of sizes.keys()) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    if (text.length < HANDS_ON) continue;
    const named = text.matchAll(/(?:^|[;}\n])\s*(?:import|export)[^;("'`]*?from"\.\/([^"]+)"/g);
    asks.set(
      path.basename(name),
      [...named].map((match) => match[1]),
    );
  }
  const reaches = (from, to, seen = new Set()) =>
    (asks.get(from) ?? []).some((next) => next === to || (!seen.has(next) && (seen.add(next), reaches(next, to, seen))));
  return [...asks.keys()].filter((name) => reaches(name, name));
}

const { server, address } = await serve({ folder, port: 0 });
const browser = await chromium.launch({ executablePath: findBrowser().file, args: launchArgs });
const asked = [];
const heardAt = new Map();
/** A worker's script does not always know when it began; then it is when this process heard of it. */
const beganAt = (request) => (request.timing().startTime > 0 ? request.timing().startTime : heardAt.get(request));
const named = (requests) => new Set(requests.map((request) => new URL(request.url()).pathname.slice(1)));
const measured = {};
try {
  // Through the context, so that what a worker asks for counts as well.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.on('request', (request) => {
    if (!/\.m?js$/.test(new URL(request.url()).pathname)) return;
    asked.push(request);
    heardAt.set(request, Date.now());
  });
  const page = await context.newPage();
  // The moment is noted in the page itself: a message to this process would come too late.
  await page.addInitScript(() => {
    // The slider names a step once the first trace is complete.
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[role=slider][aria-valuetext^="Step "], input[type=range][aria-valuetext^="Step "]')) return;
      observer.disconnect();
      globalThis.traceAt = Date.now();
      globalThis.traceClock = performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-valuetext'] });
    new MutationObserver((_, observer) => {
      if (!document.documentElement.hasAttribute('data-ready')) return;
      observer.disconnect();
      globalThis.readyAt = Date.now();
      globalThis.readyClock = performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] });
  });
  /** What the page itself asked for is told apart by the page's own clock: what a moment sets off begins within a millisecond of it. */
  const askedAfter = async (clock) =>
    new Set(
      await page.evaluate(
        (clock) => performance.getEntriesByType('resource').flatMap(({ name, startTime }) => (startTime > globalThis[clock] ? [name] : [])),
        clock,
      ),
    );
  await page.goto(address);
  await page.waitForFunction(() => globalThis.readyAt, undefined, { timeout: 20_000 });
  await page.waitForLoadState('networkidle');
  // A request knows when it began only once it has ended.
  for (const request of [...asked]) await (await request.response())?.finished();
  const readyAt = await page.evaluate(() => globalThis.readyAt);
  const afterReady = await askedAfter('readyClock');
  measured['before the page takes input'] = named(asked.filter((request) => beganAt(request) <= readyAt && !afterReady.has(request.url())));

  const lab = page.getByRole('link', { name: 'Open the lab' }).or(page.getByRole('button', { name: 'Open the lab' }));
  await lab.click();
  await page.getByRole('button').filter({ hasText: /Run$/ }).first().click();
  await page.waitForFunction(() => globalThis.traceAt, undefined, { timeout: 20_000 });
  await page.waitForLoadState('networkidle');
  for (const request of [...asked]) await (await request.response())?.finished();
  const traceAt = await page.evaluate(() => globalThis.traceAt);
  const after = await askedAfter('traceClock');
  measured['until the first Run row has its trace'] = named(asked.filter((request) => beganAt(request) <= traceAt && !after.has(request.url())));
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
measured['all there is'] = new Set(sizes.keys());

const all = process.argv.includes('--all');
// What is asked for before the first trace depends a little on how busy the machine is: tests leave that one to whoever reads the report.
const steady = process.argv.includes('--steady');
let failed = 0;
let judged = 0;
for (const [moment, budget] of Object.entries(BUDGETS)) {
  const names = [...(measured[moment] ?? [])].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const unknown = names.filter((name) => !sizes.has(name));
  const kib = names.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0) / KIB;
  const broken = kib > budget || names.length === 0 || unknown.length > 0;
  if (!steady || moment !== 'until the first Run row has its trace') {
    judged++;
    if (broken) failed++;
  }
  console.log(`${broken ? 'TOO MUCH ' : ''}JavaScript ${moment}: ${kib.toFixed(1)} KiB gzipped of ${budget} (${names.length} files)`);
  for (const name of names.slice(0, all ? undefined : 12)) console.log(`    ${((sizes.get(name) ?? 0) / KIB).toFixed(1).padStart(6)}  ${name}`);
}
const css =
  files(folder)
    .filter((file) => file.endsWith('.css'))
    .reduce((sum, file) => sum + gzipped(file), 0) / KIB;
judged++;
if (css > CSS_BUDGET) failed++;
console.log(`${css > CSS_BUDGET ? 'TOO MUCH ' : ''}CSS, all there is: ${css.toFixed(1)} KiB gzipped of ${CSS_BUDGET}`);
const circle = circles();
judged++;
if (circle.length) failed++;
console.log(circle.length ? `FILES THAT ASK FOR EACH OTHER: ${circle.join(', ')}` : 'no file asks for itself through others');
console.log(`${judged - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
