import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineChanges, linesOf, namedLines } from './line-changes.ts';

const three = 'token1,arthur,1\ntoken2,daniele,2\ntoken3,errge,3\n';

describe('lines that the server has not read', () => {
  it.each([
    ['a line added at the end', three, `${three}token4,nadia,4\n`, 'line 4'],
    ['a line added without a last newline', three, `${three}token4,nadia,4`, 'line 4'],
    ['a line added in the middle', three, 'token1,arthur,1\nnew\ntoken2,daniele,2\ntoken3,errge,3\n', 'line 2'],
    ['two lines changed', three, 'x\ntoken2,daniele,2\ny\n', 'lines 1 and 3'],
    ['three lines', 'a\nb\nc\nd', '1\nb\n2\n3', 'lines 1, 3 and 4'],
    ['many lines', '', 'a\nb\nc\nd\ne\n', '5 lines'],
    ['a line removed', three, 'token1,arthur,1\ntoken3,errge,3\n', 'that a line is gone'],
    ['all removed', three, '', 'that 3 lines are gone'],
    ['nothing but the last newline', three, three.trimEnd(), 'this change'],
  ])('%s', (_, before, after, words) => expect(namedLines(lineChanges(before, after))).toBe(words));

  it('tells a changed line from an added one', () => {
    expect(lineChanges('a\nb', 'a\nc\nd').lines).toEqual([
      { line: 2, kind: 'changed' },
      { line: 3, kind: 'added' },
    ]);
  });

  it('what is left after taking changes away is the same on both sides', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { lines, removed } = lineChanges(before, after);
        const mine = new Set(lines.map((l) => l.line));
        const gone = new Set(removed.map((l) => l.line));
        expect(linesOf(after).filter((_, i) => !mine.has(i + 1))).toEqual(linesOf(before).filter((_, i) => !gone.has(i + 1)));
      }),
    );
  });
});
