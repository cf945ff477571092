// Finds a Chromium to test in, fetching one only when the machine has none. Prints one line saying which it took, and remembers it
// in the git-ignored file .browser-path. Order: GATEHOUSE_BROWSER, the remembered one, Playwright's own, the system's, Playwright's
// download, the system's package manager. It never skips silently: without a browser it says what to install and exits with 1.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const remembered = fileURLToPath(new URL('../.browser-path', import.meta.url));
const isRoot = process.getuid?.() === 0;

/** A name on the PATH or an absolute path; undefined unless it really answers `--version` (Ubuntu's `chromium` may be an empty stub). */
function working(candidate) {
  if (!candidate) return undefined;
  const file = path.isAbsolute(candidate) ? candidate : onPath(candidate);
  if (!file || !existsSync(file)) return undefined;
  if (process.platform === 'win32') return file;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /chrom|edge/i.test(stdout) ? file : undefined;
}

function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder && existsSync(file)) return file;
  }
  return undefined;
}

function system() {
  const names = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((base) => [`${base}\\Google\\Chrome\\Application\\chrome.exe`, `${base}\\Microsoft\\Edge\\Application\\msedge.exe`]),
  }[process.platform] ?? ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome'];
  for (const name of names) {
    const file = working(name);
    if (file) return file;
  }
  return undefined;
}

function playwrightOwn() {
  try {
    return working(chromium.executablePath());
  } catch {
    return undefined;
  }
}

function download() {
  const cli = fileURLToPath(new URL('../node_modules/playwright-core/cli.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'ignore'], timeout: 600_000 });
  return status === 0 ? playwrightOwn() : undefined;
}

function apt() {
  if (process.platform !== 'linux' || !isRoot || !onPath('apt-get')) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env, timeout: 300_000 });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env, timeout: 900_000 });
  } catch {
    return undefined;
  }
  return working('chromium');
}

const WAYS = [
  ['named by GATEHOUSE_BROWSER', () => working(process.env.GATEHOUSE_BROWSER)],
  ['remembered from the last run', () => (existsSync(remembered) ? working(readFileSync(remembered, 'utf8').trim()) : undefined)],
  ["Playwright's own", playwrightOwn],
  ["the system's", system],
  ["Playwright's download", download],
  ['installed by apt-get', apt],
];

/** The browser's path, and in which way it was found. Throws when there is none. */
export function findBrowser() {
  for (const [how, find] of WAYS) {
    const file = find();
    if (!file) continue;
    writeFileSync(remembered, `${file}\n`);
    return { file, how };
  }
  throw new Error('No Chromium was found and none could be fetched. Install Chromium or Google Chrome, or set GATEHOUSE_BROWSER to the path of one.');
}

/** Root has no sandbox to stand in; everything else only keeps the browser quiet. */
export const launchArgs = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { file, how } = findBrowser();
    console.log(`browser: ${file} (${how})`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
