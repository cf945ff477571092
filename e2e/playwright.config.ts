import { defineConfig } from '@playwright/test';
import { findBrowser, launchArgs } from './browser.mjs';

const { file, how } = findBrowser();
// Workers read this file too; only the runner itself says what it took.
if (process.env.TEST_WORKER_INDEX === undefined) console.log(`browser: ${file} (${how})`);

export default defineConfig({
  testDir: './pages',
  outputDir: './results',
  globalSetup: './pages/built-page.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: './results/report.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    // Motion is looked at by the tests that are about it; everywhere else a step is a step.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: file, args: launchArgs },
    screenshot: 'only-on-failure',
  },
});
