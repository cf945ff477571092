import { describe, expect, it } from 'vitest';
import { firstChange, solutionWords } from './solution.tsx';

describe('a solution that is shown', () => {
  it('says of every part what it did and what is left to do', () => {
    expect(solutionWords({ do: 'edit-file', path: '/tokens.csv', text: 'a' })).toBe('`tokens.csv` now holds what it should, on the node’s disk.');
    expect(solutionWords({ do: 'run', command: 'curl' })).toBe('The command stands in the terminal. Enter runs it.');
    expect(solutionWords({ do: 'set-flag', name: 'oidc-issuer-url', value: null })).toBe('The flag `--oidc-issuer-url` is taken away.');
  });

  it.each([
    ['a line at the end', 'a\nb\n', 'a\nb\nc\n', 3],
    ['a line in the middle', 'a\nb\nc\n', 'a\nB\nc\n', 2],
    ['nothing', 'a\n', 'a\n', 1],
    ['a line taken away at the end', 'a\nb', 'a', 1],
  ])('finds %s', (_, before, after, line) => {
    expect(firstChange(before, after)).toBe(line);
  });
});
