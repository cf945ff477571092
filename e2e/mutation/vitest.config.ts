// The tests that Stryker runs against each mutant: those of the API server and, unless MUTATION_TESTS names others (globs, by commas),
// the recorded answers of the real one. A directory judged by its own tests alone is judged in minutes.
import { defineConfig } from 'vitest/config';

const { MUTATION_TESTS } = process.env;

export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 60_000,
    include: MUTATION_TESTS?.split(',') ?? ['src/engine/apiserver/**/*.test.ts', 'e2e/mutation/recorded-cases.test.ts'],
    exclude: ['src/**/*.fuzz.test.ts', 'src/engine/apiserver/resources/**', 'src/engine/apiserver/discovery/**'],
  },
});
