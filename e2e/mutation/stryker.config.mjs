// One part at a time is judged: run.mjs says which, and where the report goes.
const report = process.env.MUTATION_REPORT ?? 'e2e/results/mutation/report.json';

export default {
  mutate: ['src/engine/apiserver/authn/**/*.ts', 'src/engine/apiserver/authz/**/*.ts', '!src/**/*.test.ts', '!src/**/*.data.ts', '!src/**/testing/**'],
  testRunner: 'in-process',
  plugins: ['./e2e/mutation/test-runner.mjs'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  // Long, because a busy machine must not make a survivor look like a mutant that hangs.
  timeoutMS: 10_000,
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  ignorePatterns: ['dist', 'e2e/results', 'e2e/report', 'coverage'],
  disableTypeChecks: false,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: report },
};
