import { tryUntrustedInput } from './testing/untrusted-input.ts';

const { FUZZ_RUNS } = process.env;

tryUntrustedInput(Number(FUZZ_RUNS ?? 1_000_000), true);
