import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldJson } from './fold-json.ts';

const shown = (text: string): string =>
  foldJson(text)
    .map(({ text: part, label }) => (label === undefined ? part : `«${label}»`))
    .join('');
const json = (value: unknown, space = 2): string => JSON.stringify(value, null, space);
const named = (...names: string[]): unknown => names.map((name) => ({ metadata: { name, uid: 'u' }, spec: { x: [1] } }));

describe('an answer in JSON on the terminal', () => {
  it.each([
    [
      'a refusal keeps its message and folds its details',
      json({ kind: 'Status', metadata: {}, message: 'no', details: { kind: 'namespaces' }, code: 403 }),
      '{\n  "kind": "Status",\n  "metadata": {},\n  "message": "no",\n  "details": {«kind»},\n  "code": 403\n}',
    ],
    [
      'a list names its items',
      json({ kind: 'NamespaceList', metadata: { resourceVersion: '1' }, items: named('default', 'dev') }),
      '{\n  "kind": "NamespaceList",\n  "metadata": {«resourceVersion»},\n  "items": [«default, dev»]\n}',
    ],
    ['a long list names its first items', json({ items: named('a', 'b', 'c', 'd', 'e', 'f', 'g') }), '{\n  "items": [«a, b, c, d, e and 2 more»]\n}'],
    ['a list without names says how many', json({ items: [{ a: 1 }, { a: 2 }] }), '{\n  "items": [«2 items»]\n}'],
    ['four spaces, as kubectl prints it', json({ metadata: { name: 'x' } }, 4), '{\n    "metadata": {«name»}\n}'],
    ['lines before the document stay', `HTTP/2 200\n\n${json({ metadata: { name: 'x' } })}`, 'HTTP/2 200\n\n{\n  "metadata": {«name»}\n}'],
    ['who you are is the point', json({ status: { userInfo: { username: 'arthur' } } }), json({ status: { userInfo: { username: 'arthur' } } })],
    ['metadata further in stays', json({ spec: { metadata: { a: 1 } } }), json({ spec: { metadata: { a: 1 } } })],
    ['a document that was cut stays', '{\n  "items": [\n    {', '{\n  "items": [\n    {'],
    ['what is no document stays', 'NAME   STATUS\ndev    Active', 'NAME   STATUS\ndev    Active'],
  ])('%s', (_, text, expected) => expect(shown(text)).toBe(expected));

  it('loses no character', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((value) => json({ metadata: value, items: [value], details: value })),
        ),
        (text) => {
          expect(
            foldJson(text)
              .map((part) => part.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });
});
