import { expect, test } from 'vitest';
import { humanDuration } from './duration.ts';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

test.each([
  [-2 * S, '<invalid>'],
  [-S, '0s'],
  [0, '0s'],
  [119 * S, '119s'],
  [2 * M, '2m'],
  [2 * M + 5 * S, '2m5s'],
  [9 * M + 59 * S, '9m59s'],
  [10 * M + 5 * S, '10m'],
  [179 * M, '179m'],
  [3 * H, '3h'],
  [7 * H + 5 * M, '7h5m'],
  [8 * H + 5 * M, '8h'],
  [47 * H, '47h'],
  [2 * D, '2d'],
  [7 * D + 3 * H, '7d3h'],
  [8 * D + 3 * H, '8d'],
  [729 * D, '729d'],
  [730 * D, '2y'],
  [731 * D, '2y1d'],
  [8 * 365 * D + 5 * D, '8y'],
])('%d ms reads %s', (milliseconds, text) => expect(humanDuration(milliseconds)).toBe(text));
