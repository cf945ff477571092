import { expect, it } from 'vitest';
import { howLong } from './how-long.ts';

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [61_000, '1 min 1 s'],
  [2_885_000, '48 min 5 s'],
  [3_600_000, '1 h'],
  [3_605_000, '1 h'],
  [183_600_000, '2 d 3 h'],
  [-5, '0 s'],
])('%i ms are %s', (milliseconds, words) => {
  expect(howLong(milliseconds)).toBe(words);
});
