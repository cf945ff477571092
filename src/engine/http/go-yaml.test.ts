import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../shell/programs/kubectl/yaml-input.ts';
import { compareKeys, toYaml } from './go-yaml.ts';

describe('YAML as kubectl writes it', () => {
  it.each<[string, unknown, string]>([
    ['keys are sorted, lists stand under their key', { b: [1, { c: 2, a: 1 }], a: 'x' }, 'a: x\nb:\n- 1\n- a: 1\n  c: 2\n'],
    [
      'text that reads as something else is quoted',
      { a: 'yes', b: '0777', c: '3600', d: 'null', e: '', f: 'y', g: '1e3', h: '2026-11-23T22:44:48Z', i: '12:30' },
      'a: "yes"\nb: "0777"\nc: "3600"\nd: "null"\ne: ""\nf: "y"\ng: "1e3"\nh: "2026-11-23T22:44:48Z"\ni: "12:30"\n',
    ],
    [
      'long text is folded at the first space behind column 80, in every style, and never at the second of two spaces',
      {
        a: 'a plain text that is quite long and so has to be folded by the writer, if it folds plain texts, at eighty columns',
        b: "it's a text with a quote: long enough to be folded by the writer, if it folds plain texts, at eighty columns",
        c: 'two  spaces:  here and there  and so long that it would have to be folded  somewhere in the middle of it all',
        d: 'tab\there and long enough to be folded by the writer, if it folds plain texts, at eighty columns or so',
        e: 'x'.repeat(100),
        f: ['word '.repeat(20)],
      },
      "a: a plain text that is quite long and so has to be folded by the writer, if it folds\n  plain texts, at eighty columns\nb: 'it''s a text with a quote: long enough to be folded by the writer, if it folds\n  plain texts, at eighty columns'\nc: 'two  spaces:  here and there  and so long that it would have to be folded  somewhere\n  in the middle of it all'\nd: \"tab\\there and long enough to be folded by the writer, if it folds plain texts,\n  at eighty columns or so\"\ne: " +
        'x'.repeat(100) +
        "\nf:\n- '" +
        'word '.repeat(15) +
        "word\n  word word word word '\n",
    ],
    ['a key that reads as a boolean is quoted', { y: '2' }, '"y": "2"\n'],
    ['text that begins with an indicator is in single quotes', { a: '*', b: '@x', c: "it's: fine", d: '- x' }, "a: '*'\nb: '@x'\nc: 'it''s: fine'\nd: '- x'\n"],
    ['a colon or hash inside a word needs no quotes', { a: 'system:masters', b: 'a#b', c: '-x' }, 'a: system:masters\nb: a#b\nc: -x\n'],
    ['text of several lines is a block', { a: 'x\ny\n', b: 'x\ny', c: 'x\n\n' }, 'a: |\n  x\n  y\nb: |-\n  x\n  y\nc: |+\n  x\n\n'],
    ['nothing in it', { a: {}, b: [], c: null }, 'a: {}\nb: []\nc: null\n'],
    ['lists in lists', { a: [[1, 2], []] }, 'a:\n- - 1\n  - 2\n- []\n'],
    ['tabs and control characters are escaped', { a: 'x\ty', b: '\u0001' }, 'a: "x\\ty"\nb: "\\x01"\n'],
    ['numbers and booleans stand bare', { a: 1, b: -1.5, c: true }, 'a: 1\nb: -1.5\nc: true\n'],
  ])('%s', (_claim, value, text) => {
    expect(toYaml(value)).toBe(text);
  });

  it('numbers in keys count by their value, letters come last', () => {
    expect(['a10', 'a9', 'ab', 'a-'].sort(compareKeys)).toEqual(['a-', 'a9', 'a10', 'ab']);
  });

  it('reads back as the same value', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab0:#-?\'" \n\\{}[]|>&*!%@`,=~.\té') });
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(text, tie('node'), { maxKeys: 3 }),
      ),
    })).node;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, value, { minKeys: 1, maxKeys: 3 }), async (object) => {
        expect(await parseYaml(toYaml(object))).toEqual({ ok: true, value: object });
      }),
      { numRuns: 300 },
    );
  });
});

describe('YAML as kubectl reads it', () => {
  it.each<[string, string, unknown]>([
    ['1.1: yes is true', 'a: yes', { a: true }],
    ['1.1: 0777 is octal', 'a: 0777', { a: 511 }],
    ['a date stays text', 'a: 2026-11-23', { a: '2026-11-23' }],
    ['JSON is YAML', '{"a": [1, "b"]}', { a: [1, 'b'] }],
    ['anchors and merges', 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 2', { a: { b: 1 }, c: { b: 1, d: 2 } }],
  ])('%s', async (_claim, text, value) => {
    expect(await parseYaml(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['a list that does not end', '[1,2\n', "error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'"],
    [
      'a tab as indentation',
      'metadata:\n  name: x\n\tdata: y\n',
      'error converting YAML to JSON: yaml: line 3: found a tab character that violates indentation',
    ],
    ['two colons in a line', 'a: b: c\n', 'error converting YAML to JSON: yaml: mapping values are not allowed in this context'],
    ['a quote that does not end', 'a: "b\n', 'error converting YAML to JSON: yaml: line 2: found unexpected end of stream'],
  ])('%s is told in its words', async (_claim, text, error) => {
    expect(await parseYaml(text)).toEqual({ ok: false, error, before: [] });
  });
});
