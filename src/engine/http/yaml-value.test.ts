import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { yamlValue } from './yaml-value.ts';

test.each<[source: string, read: unknown]>([
  ['a: &x 1\nb: *x', { value: { a: 1, b: 1 } }],
  ['a: &x {c: 1}\nb:\n  <<: *x', { value: { a: { c: 1 }, b: { c: 1 } } }],
  ['a: *x', { error: "yaml: unknown anchor 'x' referenced" }],
  ['a:\n  <<: 5', { error: 'yaml: map merge requires map or sequence of maps as the value' }],
])('%j', (source, read) => {
  expect(yamlValue(parseDocument(source, { version: '1.1', merge: true }))).toEqual(read);
});
