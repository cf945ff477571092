import { expect, test } from 'vitest';
import { nearlyTheToken } from './nearly-the-token.ts';

const l = 'x'.repeat(40);

test.each<[claim: string, known: string, shown: string, why: string | undefined]>([
  ['a blank before it', ' token', 'token', 'blanks around the token belong to it'],
  ['blanks around a short one', ' a ', 'a', 'blanks around the token belong to it'],
  ['capitals', 'ABCdef', 'abcDEF', 'capital and small letters differ'],
  ['the end is missing', 'abcdef', 'abc', 'the token shown is cut short'],
  ['the end is missing, and it is long', `abc${l}`, 'abc', 'the token shown is cut short'],
  ['too much is missing', `abcd${l}`, 'abc', undefined],
  ['more after it', 'abc', 'abcdef', 'the token shown has more after it'],
  ['far more after it', 'abc', `abcd${l}`, undefined],
  ['a short one is near to nothing', 'ab', 'abc', undefined],
  ['nor is anything near to a short one', 'abc', 'ab', undefined],
  ['of another length', 'abcdef', 'xbcdefg', undefined],
  ['one letter', 'abcdef', 'abXdef', 'one character differs'],
  ['the last letter', 'abcdef', 'abcdeX', 'one character differs'],
  ['one of three', 'abc', 'abX', 'one character differs'],
  ['two of three', 'abc', 'aXX', undefined],
  ['two of four', 'abcd', 'aXcX', 'two characters differ'],
  ['the last two', 'abcdef', 'abcdXX', 'the last two characters differ'],
  ['two, not the last', 'abcdef', 'aXcdeX', 'two characters differ'],
  ['the last three', 'abcdef', 'abcXXX', 'the last three characters differ'],
  ['three', 'abcdef', 'XbXdXf', 'three characters differ'],
  ['four of eight', 'abcdefgh', 'abcdXXXX', undefined],
])('%s', (_claim, known, shown, why) => {
  expect(nearlyTheToken(known, shown)).toBe(why);
});
