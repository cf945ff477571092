import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SCHEMA } from '../../schema/tables.ts';
import { applyJsonPatch, type JsonPatchOperation } from './json-patch.ts';
import { applyMergePatch, applyStrategicPatch } from './merge-patch.ts';

const patched = (document: unknown, ...operations: JsonPatchOperation[]): unknown => applyJsonPatch(document, operations)?.value ?? 'does not fit';

describe('JSON patch', () => {
  const document = { a: { 'b/c': 1, 'd~e': 2 }, list: [1, 2, 3] };
  test.each<[claim: string, operation: JsonPatchOperation, result: unknown]>([
    ['adds a member', { op: 'add', path: '/x', value: null }, { ...document, x: null }],
    ['reads ~1 and ~0 in names', { op: 'remove', path: '/a/b~1c' }, { ...document, a: { 'd~e': 2 } }],
    ['inserts into a list', { op: 'add', path: '/list/1', value: 9 }, { ...document, list: [1, 9, 2, 3] }],
    ['appends to a list', { op: 'add', path: '/list/-', value: 9 }, { ...document, list: [1, 2, 3, 9] }],
    ['does not add beyond the end', { op: 'add', path: '/list/4', value: 9 }, 'does not fit'],
    ['counts from the end', { op: 'remove', path: '/list/-1' }, { ...document, list: [1, 2] }],
    ['moves', { op: 'move', from: '/list/0', path: '/a/n' }, { a: { ...document.a, n: 1 }, list: [2, 3] }],
    ['copies', { op: 'copy', from: '/a', path: '/list/0' }, { ...document, list: [document.a, 1, 2, 3] }],
    ['passes a test that holds', { op: 'test', path: '/list', value: [1, 2, 3] }, document],
    ['stops at a test that does not', { op: 'test', path: '/list', value: [1, 2] }, 'does not fit'],
    ['takes what is not there for null', { op: 'test', path: '/nope', value: null }, document],
    ['replaces a member that is not there', { op: 'replace', path: '/x', value: 1 }, { ...document, x: 1 }],
    ['does not replace below one that is not there', { op: 'replace', path: '/x/y', value: 1 }, 'does not fit'],
    ['does not remove what is not there', { op: 'remove', path: '/x' }, 'does not fit'],
    ['knows no other operation', { op: 'frob', path: '/a' }, 'does not fit'],
    ['needs a slash', { op: 'remove', path: 'a' }, 'does not fit'],
  ])('%s', (_claim, operation, result) => expect(patched(document, operation)).toEqual(result));

  test('leaves the document alone, and what is added can be removed again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.jsonValue(), (object, key, value) => {
        fc.pre(!Object.hasOwn(object, key) && key !== '__proto__');
        const before = structuredClone(object);
        const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        expect(patched(object, { op: 'add', path, value }, { op: 'remove', path })).toEqual(before);
        expect(object).toEqual(before);
      }),
    );
  });
});

describe('merge patch', () => {
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j and %j make %j', (target, patch, result) => expect(applyMergePatch(target, patch)).toEqual(result));
});

describe('strategic merge patch', () => {
  const known = { types: SCHEMA.types, nullDeletes: true };
  const pod = SCHEMA.types.get('Pod');
  const spec = (containers: unknown[]) => ({ spec: { containers } });
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name, image: name }));
  test.each([
    ['items are told apart by their key', spec([a, b]), spec([{ name: 'b', image: 'x' }]), spec([a, { name: 'b', image: 'x' }])],
    ['a new item goes first', spec([a, b]), spec([c]), spec([c, a, b])],
    ['an item is deleted by directive', spec([a, b]), spec([{ $patch: 'delete', name: 'a' }]), spec([b])],
    ['a list is replaced by directive', spec([a, b]), spec([c, { $patch: 'replace' }]), spec([c])],
    [
      'the order is the one that is told',
      spec([a, b, c]),
      { spec: { '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }], containers: [{ name: 'a', image: 'x' }] } },
      spec([b, c, { name: 'a', image: 'x' }]),
    ],
    [
      'an object is replaced by directive',
      { metadata: { labels: { a: '1' } } },
      { metadata: { labels: { $patch: 'replace', b: '2' } } },
      { metadata: { labels: { b: '2' } } },
    ],
    ['null deletes', { metadata: { labels: { a: '1', b: '2' } } }, { metadata: { labels: { a: null } } }, { metadata: { labels: { b: '2' } } }],
    ['sets of words grow', { metadata: { finalizers: ['a'] } }, { metadata: { finalizers: ['b', 'a'] } }, { metadata: { finalizers: ['b', 'a'] } }],
    [
      'and shrink by directive',
      { metadata: { finalizers: ['a', 'b'] } },
      { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } },
      { metadata: { finalizers: ['b'] } },
    ],
    [
      'lists without a key are replaced',
      { spec: { tolerations: [{ key: 'a' }] } },
      { spec: { tolerations: [{ key: 'b' }] } },
      { spec: { tolerations: [{ key: 'b' }] } },
    ],
  ])('%s', (_claim, target, patch, result) => expect(applyStrategicPatch(target, patch, pod, known)).toEqual(result));
});
