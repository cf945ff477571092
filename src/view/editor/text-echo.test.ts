import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replacement, TextEcho } from './text-echo.ts';

describe('texts that come back', () => {
  it('an echo of what was sent is no news', () => {
    const echo = new TextEcho();
    echo.send('a');
    expect(echo.isNews('a')).toBe(false);
  });
  it('a late echo of an older text is no news either', () => {
    const echo = new TextEcho();
    echo.send('a');
    echo.send('ab');
    expect(echo.isNews('a')).toBe(false);
    expect(echo.isNews('ab')).toBe(false);
  });
  it('a text from elsewhere is news', () => {
    const echo = new TextEcho();
    echo.send('a');
    expect(echo.isNews('undone')).toBe(true);
  });
  it('an undo back to an earlier text is news once its echo has come', () => {
    const echo = new TextEcho();
    echo.send('a');
    expect(echo.isNews('a')).toBe(false);
    echo.send('ab');
    expect(echo.isNews('ab')).toBe(false);
    expect(echo.isNews('a')).toBe(true);
  });
});

describe('the replaced stretch', () => {
  it.each([
    ['an insertion', 'ac', 'abc', { from: 1, to: 1, insert: 'b' }],
    ['a deletion', 'abc', 'ac', { from: 1, to: 2, insert: '' }],
    ['repeats do not overlap', 'aa', 'aaa', { from: 2, to: 2, insert: 'a' }],
    ['nothing', 'a', 'a', { from: 1, to: 1, insert: '' }],
  ])('%s', (_, from, to, change) => expect(replacement(from, to)).toEqual(change));
  it('applied to the first text gives the second', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '🙂') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const change = replacement(a, b);
        expect(a.slice(0, change.from) + change.insert + a.slice(change.to)).toBe(b);
      }),
    );
  });
});
