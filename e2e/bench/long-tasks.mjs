// How long the page keeps its main thread to itself: the longest tasks while the lab is laid out, and while the first Run row is played to its end.
// Beside the wall clock's time stands the time the thread really had: on a busy machine only that one says something about the page.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser, launchArgs } from '../browser.mjs';
import { serve } from '../serve.mjs';

const folder = path.resolve(fileURLToPath(new URL('../../dist', import.meta.url)));
const CATEGORIES = ['toplevel', 'devtools.timeline', 'blink.user_timing'];

/** Milliseconds of the longest task of each part: { lab: { wall, thread }, play: { wall, thread } }. Undefined when nothing was built. */
export async function longTasks() {
  if (!existsSync(path.join(folder, 'index.html'))) return undefined;
  const { server, address } = await serve({ folder, port: 0 });
  const browser = await chromium.launch({ executablePath: findBrowser().file, args: launchArgs });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address);
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    await browser.startTracing(page, { categories: CATEGORIES });
    const mark = (name) => page.evaluate((it) => performance.mark(it), name);
    await mark('part lab');
    await page
      .getByRole('link', { name: 'Open the lab' })
      .or(page.getByRole('button', { name: 'Open the lab' }))
      .click();
    await page.getByRole('textbox', { name: 'Terminal input' }).waitFor();
    await page.waitForLoadState('networkidle');
    await mark('part play');
    await page.getByRole('button').filter({ hasText: /Run$/ }).first().click();
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor({ timeout: 120_000 });
    await mark('part over');
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    return longestOf(traceEvents);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

function longestOf(events) {
  const marks = events.filter(({ name }) => /^part \w+$/.test(name));
  const [lab, play, over] = marks.map(({ ts }) => ts);
  const { pid, tid } = marks[0];
  const tasks = events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && event.name.endsWith('RunTask'));
  const longest = (from, to) => {
    const inside = tasks.filter(({ ts }) => ts >= from && ts < to);
    const most = (time) => Math.round(Math.max(0, ...inside.map((task) => task[time] ?? 0)) / 100) / 10;
    return { wall: most('dur'), thread: most('tdur') };
  };
  return { lab: longest(lab, play), play: longest(play, over) };
}
