import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atTheBottom, commonStart, search, step } from './line-history.ts';

const lines = ['ls', 'kubectl get ns', 'kubectl get ns', 'curl -k'];

describe('walking through history', () => {
  it('up goes to the newest line, and down comes back to what was being typed', () => {
    const up = step(lines, atTheBottom(lines, ''), -1, 'kub');
    expect(up?.text).toBe('curl -k');
    expect(up && step(lines, up.walk, 1, up.text)?.text).toBe('kub');
  });
  it('equal neighbours count once', () => {
    const first = step(lines, { at: 3, draft: '' }, -1, 'curl -k');
    expect(first?.text).toBe('kubectl get ns');
    expect(first && step(lines, first.walk, -1, first.text)?.text).toBe('ls');
  });
  it('there is nothing above the oldest line and nothing below the draft', () => {
    expect(step(lines, { at: 0, draft: '' }, -1, 'ls')).toBeUndefined();
    expect(step(lines, atTheBottom(lines, ''), 1, '')).toBeUndefined();
    expect(step([], atTheBottom([], ''), -1, '')).toBeUndefined();
  });
  it('searches from new to old, again from where it stands', () => {
    expect(search(lines, 'get')).toEqual({ at: 2, text: 'kubectl get ns' });
    expect(search(lines, 'get', 2)).toEqual({ at: 1, text: 'kubectl get ns' });
    expect(search(lines, 'get', 1)).toBeUndefined();
    expect(search(lines, '')).toBeUndefined();
  });
});

describe('the common start of completions', () => {
  it.each([
    ['none', [], ''],
    ['one is whole', ['namespaces'], 'namespaces'],
    ['several share a start', ['serviceaccounts', 'services', 'secrets'], 'se'],
    ['nothing shared', ['a', 'b'], ''],
  ])('%s', (_, candidates, start) => expect(commonStart(candidates)).toBe(start));
  it('starts every candidate', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '🙂', '🙃') }), { minLength: 1 }), (candidates) => {
        const start = commonStart(candidates);
        for (const c of candidates) expect(c.startsWith(start)).toBe(true);
        expect(start).not.toMatch(/[\ud800-\udbff]$/);
      }),
    );
  });
});
