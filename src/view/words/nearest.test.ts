import { describe, expect, it } from 'vitest';
import type { NearMissRow } from '../../ports/past.ts';
import { nearest } from './nearest.ts';

const row = (name: string, namesYou: boolean, coversIt: boolean): NearMissRow => ({
  binding: { kind: 'ClusterRoleBinding', name, namespace: '' },
  namesYou,
  coversIt,
  why: '',
  fix: '',
});

describe('the binding that came nearest', () => {
  it.each([
    ['system:basic-user names this caller, but allows other things', [row('cluster-admin', false, true), row('system:basic-user', true, false)]],
    ['cluster-admin would, but does not name this caller', [row('cluster-admin', false, true), row('other', false, false)]],
    ['', []],
  ])('%s', (text, rows) => {
    expect(nearest(rows)).toBe(text);
  });
});
