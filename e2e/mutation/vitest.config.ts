// The tests that Stryker runs against each mutant: those of the API server, and the recorded answers of the real one.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 60_000,
    include: ['src/engine/apiserver/**/*.test.ts', 'e2e/mutation/recorded-cases.test.ts'],
    exclude: ['src/**/*.fuzz.test.ts', 'src/engine/apiserver/resources/**', 'src/engine/apiserver/discovery/**'],
  },
});
