import { tryUntrustedInput } from './testing/untrusted-input.ts';

tryUntrustedInput(100_000, false);
