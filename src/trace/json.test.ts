import { describe, expect, it } from 'vitest';
import { isJsonObject, membersOf } from './json.ts';

describe('JSON values', () => {
  it.each([
    ['an object', { a: 1 }, true],
    ['an empty object', {}, true],
    ['null', null, false],
    ['an array', [{ a: 1 }], false],
    ['a text', 'a', false],
    ['nothing', undefined, false],
  ])('%s is an object, or is none', (_, value, expected) => {
    expect(isJsonObject(value)).toBe(expected);
    expect(membersOf(value)).toEqual(expected ? value : {});
  });
});
