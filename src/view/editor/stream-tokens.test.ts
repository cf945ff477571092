import { StringStream } from '@codemirror/language';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEnd, indentAfter, jsonToken, type Stream, type YamlState, yamlToken } from './stream-tokens.ts';

function read(text: string, token: (stream: Stream) => string | null): string[] {
  const found: string[] = [];
  for (const line of text.split('\n')) {
    const stream = new StringStream(line, 2, 2);
    while (!stream.eol()) {
      stream.start = stream.pos;
      const name = token(stream);
      if (stream.pos === stream.start) throw new Error(`nothing was read at ${stream.pos} of ${line}`);
      if (name) found.push(`${name} ${stream.current()}`);
    }
  }
  return found;
}

function yaml(text: string): string[] {
  const state: YamlState = { block: -1, depth: 0 };
  return read(text, (stream) => yamlToken(stream, state));
}
const json = (text: string): string[] => read(text, jsonToken);

describe('YAML', () => {
  it.each([
    ['a key and its text', 'name: web one', ['propertyName name', 'separator :', 'content web one']],
    [
      'numbers and words are no text',
      'a: 10\nb: true\nc: null',
      ['propertyName a', 'separator :', 'number 10', 'propertyName b', 'separator :', 'bool true', 'propertyName c', 'separator :', 'bool null'],
    ],
    ['a colon inside of a word belongs to it', 'user: system:node:a', ['propertyName user', 'separator :', 'content system:node:a']],
    ['a list of keys', '- kind: User', ['separator -', 'propertyName kind', 'separator :', 'content User']],
    ['a key with a slash and dots', 'a.b/c: d', ['propertyName a.b/c', 'separator :', 'content d']],
    ['a comment after a value', 'a: b # why', ['propertyName a', 'separator :', 'content b', 'comment # why']],
    ['a hash inside of a word is none', 'a: b#c', ['propertyName a', 'separator :', 'content b#c']],
    ['quoted keys and values', `"a": 'it''s'`, ['propertyName "a"', 'separator :', `string 'it''s'`]],
    ['brackets', 'verbs: ["get", list]', ['propertyName verbs', 'separator :', 'brace [', 'string "get"', 'separator ,', 'content list', 'brace ]']],
    [
      'braces',
      'a: {b: 1, c: d}',
      [
        'propertyName a',
        'separator :',
        'brace {',
        'propertyName b',
        'separator :',
        'number 1',
        'separator ,',
        'propertyName c',
        'separator :',
        'content d',
        'brace }',
      ],
    ],
    ['documents are parted', '---\nkind: A', ['meta ---', 'propertyName kind', 'separator :', 'content A']],
    [
      'a block of text goes on while it is deeper',
      'a: |-\n  b: c\n\n  # d\ne: f',
      ['propertyName a', 'separator :', 'meta |-', 'content   b: c', 'content   # d', 'propertyName e', 'separator :', 'content f'],
    ],
    [
      'anchors, aliases and tags',
      'a: &x !!str b\nc: *x',
      ['propertyName a', 'separator :', 'meta &x', 'meta !!str', 'content b', 'propertyName c', 'separator :', 'meta *x'],
    ],
  ])('%s', (_claim, text, tokens) => {
    expect(yaml(text)).toEqual(tokens);
  });
});

describe('JSON', () => {
  it.each([
    [
      'keys, texts, numbers and words',
      '{"a": "b", "n": [1.5e3, true, null]}',
      [
        'brace {',
        'propertyName "a"',
        'separator :',
        'string "b"',
        'separator ,',
        'propertyName "n"',
        'separator :',
        'brace [',
        'number 1.5e3',
        'separator ,',
        'bool true',
        'separator ,',
        'bool null',
        'brace ]',
        'brace }',
      ],
    ],
    ['an escaped quote', '"a\\"b"', ['string "a\\"b"']],
    ['what is not closed ends with its line', '"a\n1', ['string "a', 'number 1']],
    ['words that JSON does not know stay plain', 'yes', []],
  ])('%s', (_claim, text, tokens) => {
    expect(json(text)).toEqual(tokens);
  });
});

it('no text stops the reader', () => {
  const pieces = fc.constantFrom('a', ': ', '- ', '"', "'", '{', '}', '[', ']', ',', '#', '|', '\n', '  ', '&', '---', '\\', '1');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      yaml(parts.join(''));
      json(parts.join(''));
    }),
  );
});

describe('a new line stands', () => {
  it.each([
    ['as deep as the one before', '  a: b', '', 2],
    ['deeper after a key without a value', '  a:', '', 4],
    ['deeper after an open bracket', '{', '"a": 1', 2],
    ['deeper where a block of text begins', 'a: |', '', 2],
    ['further out when it closes a bracket', '    "a": 1', '}', 2],
    ['level when the bracket closes at once', '  {', '}', 2],
  ])('%s', (_claim, before, after, columns) => {
    expect(indentAfter(before, after, 2)).toBe(columns);
  });
});

describe('a line folds', () => {
  it.each([
    ['all that is deeper', 'a:\n  b:\n    c: 1\nd: 2', 1, 3],
    ['the items that stand as deep as their key', 'rules:\n- a\n- b\nroleRef: c', 1, 3],
    ['blank lines between', 'a:\n  b: 1\n\n  c: 2\n', 1, 4],
    ['nothing without anything below', 'a: 1\nb: 2', 1, undefined],
    ['nothing where it is blank', '\n  a', 1, undefined],
  ])('%s', (_claim, text, from, end) => {
    const lines = text.split('\n');
    expect(foldEnd({ count: lines.length, text: (n) => lines[n - 1] ?? '' }, from)).toBe(end);
  });
});
