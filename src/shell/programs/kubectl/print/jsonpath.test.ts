import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonPath, JsonPathError } from './jsonpath.ts';
import { JsonPathSyntaxError } from './jsonpath-parser.ts';

const object = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { 'app.kubernetes.io/name': 'web' } }, data: { x: '1' }, n: 5, ok: true },
    { metadata: { name: 'b' }, data: { y: '2' }, n: 31_536_000, ok: false },
  ],
};
const print = (template: string, floats = false, allowMissing = true): string => new JsonPath(template, { allowMissing, floats }).print(object);

describe('JSONPath templates', () => {
  it.each([
    ['a field', '{.kind}', 'List'],
    ['text around expressions stays', 'k={.kind}!', 'k=List!'],
    ['without braces it is all text', '.kind', '.kind'],
    ['every item, joined by a blank', '{.items[*].metadata.name}', 'a b'],
    ['an index, also from the end', '{.items[0].metadata.name}{.items[-1].metadata.name}', 'ab'],
    ['a slice', '{.items[0:1].metadata.name} {.items[-1:].metadata.name}', 'a b'],
    ['range and end', '{range .items[*]}{.metadata.name}{"\\n"}{end}', 'a\nb\n'],
    ['ranges in ranges', '{range .items[*]}{range .data.*}{@}{end};{end}', '1;2;'],
    ['escaped dots', '{.items[0].metadata.labels.app\\.kubernetes\\.io/name}', 'web'],
    ['a quoted name in brackets', "{.items[0]['metadata'].name}", 'a'],
    ['a union asks its members one after the other', "{.items[*]['metadata.name','n']}", 'a b 5 31536000'],
    ['maps and lists are JSON', '{.items[0].data} {.items[0].metadata.labels}', '{"x":"1"} {"app.kubernetes.io/name":"web"}'],
    ['a filter', '{.items[?(@.metadata.name=="b")].data.y}', '2'],
    ['a filter by number', '{.items[?(@.n>10)].metadata.name}', 'b'],
    ['a filter by being there', '{.items[?(@.data.x)].metadata.name}', 'a'],
    ['a filter by boolean', '{.items[?(@.ok==true)].metadata.name}', 'a'],
    ['everywhere below', '{..name}', 'a b'],
    ['what is missing is nothing', '[{.nope}]', '[]'],
    ['quoted text in an action', "{'a\\tb'}", 'a\tb'],
  ])('%s', (_claim, template, text) => {
    expect(print(template)).toBe(text);
  });

  it('numbers of typed objects are floats, others whole', () => {
    expect([print('{.items[1].n}', true), print('{.items[1].n}'), print('{.items[0].n}', true)]).toEqual(['3.1536e+07', '31536000', '5']);
  });

  it.each([
    ['{.items[0', 'unterminated array'],
    ['{.kind', 'unclosed action'],
    ['{.items[?(@.a==1]}', 'unterminated filter'],
    ['{.items[abc]}', 'invalid array index abc'],
    ['{"a}', 'unterminated quoted string'],
    ['{nope}', 'unrecognized identifier nope'],
  ])('%s: %s', (template, message) => {
    expect(() => print(template)).toThrow(new JsonPathSyntaxError(message));
  });

  it.each([
    ['an index beyond the end', '{.items[5].n}', 'array index out of bounds: index 5, length 2'],
    ['an end without a range', '{end}', 'not in range, nothing to end'],
  ])('%s is an error', (_claim, template, message) => {
    expect(() => print(template)).toThrow(new JsonPathError(message));
  });

  it('a missing key is an error where it is not allowed', () => {
    expect(() => print('{.nope}', false, false)).toThrow(new JsonPathError('nope is not found'));
  });

  it('no template fails in any other way', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`{}.[]*?@()='"\\ ,:0-1ab<>!$`) }), (template) => {
        try {
          expect(typeof print(template)).toBe('string');
        } catch (error) {
          expect(error instanceof JsonPathSyntaxError || error instanceof JsonPathError ? '' : String(error)).toBe('');
        }
      }),
      { numRuns: 3000 },
    );
  });
});
