import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeJson, tintJson, tintOutput } from './json-tint.ts';

const compact = (text: string): string =>
  tintJson(text)
    .filter((t) => t.tint !== 'plain')
    .map((t) => `${t.tint} ${t.text}`)
    .join(' | ');

describe('tinted JSON', () => {
  it.each([
    ['a key and a string', '{ "kind": "Status" }', 'key "kind" | string "Status"'],
    ['a number', '"code": 403', 'key "code" | number 403'],
    ['negative and exponent', '[-1, 2.5e+3]', 'number -1 | number 2.5e+3'],
    ['words', '{"a": true, "b": null}', 'key "a" | word true | key "b" | word null'],
    ['an escaped quote does not end a string', '"User \\"ada\\" cannot"', 'string "User \\"ada\\" cannot"'],
    ['a colon inside a string makes no key', '["a: b"]', 'string "a: b"'],
    ['numbers inside names are not numbers', 'v1 x2', ''],
  ])('%s', (_, text, tinted) => expect(compact(text)).toBe(tinted));

  it.each([
    ['an object', '{\n  "kind": "Status"', true],
    ['an empty object', '{}', true],
    ['a list', '[1]', true],
    ['a shell group', '{ echo; }', false],
    ['a table', 'NAME   STATUS', false],
    ['a log line', '[klog] x', false],
    ['nothing', '', false],
  ])('looks like JSON: %s', (_, text, answer) => expect(looksLikeJson(text)).toBe(answer));

  it('tints the body after the headers of curl -i', () => {
    expect(tintOutput('HTTP/2 403\n\n{\n  "code": 403\n}')).toEqual([
      { text: 'HTTP/2 403\n\n', tint: 'plain' },
      { text: '{\n  ', tint: 'plain' },
      { text: '"code"', tint: 'key' },
      { text: ': ', tint: 'plain' },
      { text: '403', tint: 'number' },
      { text: '\n}', tint: 'plain' },
    ]);
  });

  it('changes no character of any text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('"', '\\', '{', '[', '\n', ':', '1', '-', 'e', '.', 'true', ' ') }));
    fc.assert(
      fc.property(
        text,
        (t) =>
          tintOutput(t)
            .map((p) => p.text)
            .join('') === t,
      ),
    );
    fc.assert(
      fc.property(
        text,
        (t) =>
          tintJson(t)
            .map((p) => p.text)
            .join('') === t,
      ),
    );
  });
});
