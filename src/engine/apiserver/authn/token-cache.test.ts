import { describe, expect, test } from 'vitest';
import { type Remembered, TokenCache } from './token-cache.ts';

const entry = (name: string, at = 0): Remembered => ({
  at,
  answer: { verdict: 'recognised', code: 'recognised', user: { name, uid: '', groups: [], extra: {} }, reason: name },
  desk: 'Desk',
  desks: [],
});
const nameOf = (found: Remembered | undefined) => found?.answer.reason;

describe('what a server remembers of a token', () => {
  test.each<[claim: string, now: number, name: string | undefined]>([
    ['lasts from the very moment', 5000, 'ada'],
    ['lasts for ten seconds', 14_999, 'ada'],
    ['is gone then', 15_000, undefined],
    ['was not there before', 4999, undefined],
  ])('%s', (_claim, now, name) => {
    const cache = new TokenCache();
    cache.put('t', ['api'], entry('ada', 5000));
    expect(nameOf(cache.get('t', ['api'], now))).toBe(name);
  });

  test('is kept token by token and audience by audience, in their order', () => {
    const cache = new TokenCache();
    cache.put('t', ['a', 'b'], entry('ab'));
    cache.put('t', ['b', 'a'], entry('ba'));
    cache.put('u', ['a', 'b'], entry('other'));
    const of = (token: string, ...audiences: string[]) => nameOf(cache.get(token, audiences, 0));
    expect([of('t', 'a', 'b'), of('t', 'b', 'a'), of('u', 'a', 'b')]).toEqual(['ab', 'ba', 'other']);
    expect([of('t', 'a'), of('t', 'a\nb'), of('t', 'a,b'), of('u', 'b', 'a'), of('v', 'a', 'b')]).toEqual(Array.from({ length: 5 }));
  });

  test('is replaced by what is said later', () => {
    const cache = new TokenCache();
    cache.put('t', ['a'], entry('old'));
    cache.put('t', ['b'], entry('b'));
    cache.put('t', ['a'], entry('new', 9000));
    expect([nameOf(cache.get('t', ['a'], 9000)), nameOf(cache.get('t', ['b'], 9000))]).toEqual(['new', 'b']);
    expect(cache.snapshot().get('t')).toHaveLength(2);
  });

  test('comes back with a snapshot, which later tokens do not change', () => {
    const cache = new TokenCache();
    cache.put('t', [], entry('t'));
    const before = cache.snapshot();
    cache.put('u', [], entry('u'));
    expect(before.size).toBe(1);
    cache.restore(before);
    expect([nameOf(cache.get('t', [], 0)), nameOf(cache.get('u', [], 0))]).toEqual(['t', undefined]);
    cache.put('v', [], entry('v'));
    expect(before.size).toBe(1);
  });

  test('is swept when there is much of it, what lives is kept', () => {
    const cache = new TokenCache();
    cache.put('mixed', ['a'], entry('old', 0));
    cache.put('mixed', ['b'], entry('young', 5000));
    for (let i = 0; i < 999; i++) cache.put(`old${i}`, [], entry('old', 0));
    expect(cache.snapshot().size).toBe(1000);
    cache.put('late', [], entry('late', 10_000));
    expect([...cache.snapshot().keys()]).toEqual(['mixed', 'late']);
    // Nobody looks again until there is much of it again.
    for (let i = 0; i < 998; i++) cache.put(`more${i}`, [], entry('more', 30_000));
    expect(cache.snapshot().size).toBe(1000);
    cache.put('last', [], entry('last', 30_000));
    expect([cache.snapshot().size, cache.snapshot().has('mixed'), cache.snapshot().has('late')]).toEqual([999, false, false]);
  });

  test('is not swept too early', () => {
    const cache = new TokenCache();
    for (let i = 0; i < 1000; i++) cache.put(`t${i}`, [], entry('t', 1));
    cache.put('late', [], entry('late', 10_000));
    expect(cache.snapshot().size).toBe(1001);
  });
});
