import { expect, test } from 'vitest';
import { nearlyTheIssuer } from './nearly-the-issuer.ts';

test.each<[claim: string, shown: string, ours: string[], near: string | undefined]>([
  ['a slash too many', 'https://a.example/', ['https://a.example'], 'https://a.example'],
  ['slashes too many', 'https://a.example///', ['https://a.example'], 'https://a.example'],
  ['a slash too few', 'https://a.example/x', ['https://a.example/x/'], 'https://a.example/x/'],
  ['http for https', 'http://a.example', ['https://a.example'], 'https://a.example'],
  ['no scheme', 'a.example', ['https://a.example'], 'https://a.example'],
  ['capitals', 'https://A.example', ['https://a.example'], 'https://a.example'],
  ['the second of ours', 'http://b.example', ['https://a.example', 'https://b.example'], 'https://b.example'],
  ['the same is no near miss', 'https://a.example', ['https://a.example'], undefined],
  ['another host', 'https://b.example', ['https://a.example'], undefined],
  ['a slash in the middle', 'https://a.example//x', ['https://a.example/x'], undefined],
  ['a scheme in the middle', 'https://a.example/https://', ['https://a.example/'], undefined],
  ['nobody', 'https://a.example', [], undefined],
])('%s', (_claim, shown, ours, near) => {
  expect(nearlyTheIssuer(shown, ours)).toBe(near && `the token is of ${shown}, this server believes ${near}: not one letter may differ`);
});
