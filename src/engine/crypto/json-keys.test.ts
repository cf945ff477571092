import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeatedKey } from './json-keys.ts';

const PATHS = new Set(['a', 'a/b']);

describe('a member named twice', () => {
  test.each<[text: string, found: string | undefined]>([
    ['{}', undefined],
    ['{"a":1,"b":2}', undefined],
    ['{"a":1,"a":2}', '.a'],
    [' { "a" : "}" , "a" : "{" } ', '.a'],
    ['{"a":{"x":1,"x":2}}', 'a.x'],
    ['{"c":{"x":1,"x":2}}', undefined],
    ['{"a":[{"x":1,"x":2}]}', undefined],
    ['{"a":{"b":{"y":[],"y":[]}}}', 'a/b.y'],
    ['{"a":1,"\\u0061":2}', '.a'],
    ['{"a":"\\"","b":"a\\\\","b":1}', '.b'],
    ['[{"a":1,"a":2}]', undefined],
    ['"a"', undefined],
    ['7', undefined],
  ])('%s', (text, found) => {
    const at = repeatedKey(text, PATHS);
    expect(at && `${at.path}.${at.key}`).toBe(found);
  });

  test('what JSON.stringify writes has none', () => {
    fc.assert(fc.property(fc.json(), (text) => repeatedKey(JSON.stringify(JSON.parse(text)), PATHS) === undefined));
  });
});
