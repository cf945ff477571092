import { describe, expect, it } from 'vitest';
import type { NearMissRow } from '../ports.ts';
import { namedBy } from './named-by.ts';

const row = (name: string, namesYou: boolean, fix = ''): NearMissRow => ({
  binding: { kind: 'ClusterRoleBinding', name, namespace: '' },
  namesYou,
  coversIt: false,
  why: '',
  fix,
});

describe('how near a caller came', () => {
  it.each([
    ['no binding names this caller', [row('a', false)]],
    ['one binding names this caller, and it does not allow this', [row('a', true, 'x'), row('a', true, 'y'), row('b', false)]],
    ['two bindings name this caller, and none allows this', [row('a', true), row('b', true)]],
  ])('%s', (text, rows) => {
    expect(namedBy(rows)).toBe(text);
  });
});
