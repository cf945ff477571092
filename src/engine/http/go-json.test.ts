import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goJsonKind, goJsonSyntaxError } from './go-json.ts';

describe('goJsonSyntaxError says what encoding/json says', () => {
  test.each([
    ['', 'unexpected end of JSON input'],
    ['{', 'unexpected end of JSON input'],
    ['not json', "invalid character 'o' in literal null (expecting 'u')"],
    ['x', "invalid character 'x' looking for beginning of value"],
    ['{"a":}', "invalid character '}' looking for beginning of value"],
    ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 2}', "invalid character '2' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{} {}', "invalid character '{' after top-level value"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
    ['-x', "invalid character 'x' in numeric literal"],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1e+', "invalid character ' ' in exponent of numeric literal"],
    ['tru', "invalid character ' ' in literal true (expecting 'e')"],
    ['"\\', "invalid character ' ' in string escape code"],
    ['"abc', 'unexpected end of JSON input'],
    ['\x01', "invalid character '\\x01' looking for beginning of value"],
    ['01', "invalid character '1' after top-level value"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['é', "invalid character 'Ã' looking for beginning of value"],
  ])('%j → %s', (text, error) => expect(goJsonSyntaxError(text)).toBe(error));

  test('what JSON.parse reads, it accepts, and the other way round', () => {
    const nearJson = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().chain((text) => fc.nat(text.length).map((at) => text.slice(0, at))),
      fc.array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '1', '-', '.', 'e', 'true', 'null', ' ', '\\', 'u')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(nearJson, (text) => {
        let good = true;
        try {
          JSON.parse(text);
        } catch {
          good = false;
        }
        expect(goJsonSyntaxError(text) === undefined).toBe(good);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [null, 'null'],
    [[], 'array'],
    [{}, 'object'],
    [true, 'bool'],
    [1, 'number'],
    ['', 'string'],
  ])('the kind of %j is %s', (value, kind) => expect(goJsonKind(value)).toBe(kind));
});
