import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubeObject } from './object.ts';
import { Store } from './store.ts';

const PODS = { group: '', resource: 'pods' };
const pod = (name: string, namespace: string, more: Record<string, unknown> = {}): KubeObject => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name, namespace },
  ...more,
});
const names = (objects: readonly KubeObject[]) => objects.map((o) => `${o.metadata.namespace}/${o.metadata.name}`);

describe('store', () => {
  test('every write gets the next revision, in its place among the metadata', () => {
    const store = new Store();
    const written = store.write(PODS, 'a', 'x', { kind: 'Pod', apiVersion: 'v1', metadata: { labels: { l: 'v' }, name: 'x', uid: 'u', namespace: 'a' } });
    expect(JSON.stringify(written)).toBe(
      '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"x","namespace":"a","uid":"u","resourceVersion":"2","labels":{"l":"v"}}}',
    );
    expect(store.revision).toBe(2);
  });

  test('lists go by key: a dash comes before the slash behind a namespace', () => {
    const store = new Store();
    for (const namespace of ['a', 'a-b', 'b']) for (const name of ['y', 'x']) store.write(PODS, namespace, name, pod(name, namespace));
    expect(names(store.list(PODS))).toEqual(['a-b/x', 'a-b/y', 'a/x', 'a/y', 'b/x', 'b/y']);
    expect(names(store.list(PODS, 'a'))).toEqual(['a/x', 'a/y']);
    store.write(PODS, 'a', 'x', undefined);
    store.write(PODS, 'a', 'w', pod('w', 'a'));
    expect(names(store.list(PODS, 'a'))).toEqual(['a/w', 'a/y']);
  });

  test('deleting what is not there is a bug of ours', () => {
    expect(() => new Store().write(PODS, 'a', 'x', undefined)).toThrow('write of nothing over nothing');
  });

  test('listeners hear a rewind as the changes backwards', () => {
    const store = new Store();
    store.write(PODS, 'a', 'x', pod('x', 'a'));
    const heard: [before: boolean, after: boolean][] = [];
    store.onChange((c) => heard.push([c.before !== undefined, c.after !== undefined]));
    store.write(PODS, 'a', 'x', undefined);
    store.rewind(1);
    expect(heard).toEqual([
      [true, false],
      [false, true],
      [true, false],
    ]);
    expect(store.revision).toBe(1);
  });

  const step = fc.record({ namespace: fc.constantFrom('a', 'b'), name: fc.constantFrom('x', 'y', 'z'), remove: fc.boolean() });

  test('the past reads as it was, and a rewind brings it back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(), (steps, pick) => {
        const store = new Store();
        const states = new Map([[store.revision, JSON.stringify(store.list(PODS))]]);
        for (const [i, { namespace, name, remove }] of steps.entries()) {
          if (remove && !store.get(PODS, namespace, name)) continue;
          store.write(PODS, namespace, name, remove ? undefined : pod(name, namespace, { i }));
          states.set(store.revision, JSON.stringify(store.list(PODS)));
        }
        const [revision, state] = [...states][pick % states.size]!;
        expect(JSON.stringify(store.at(revision).list(PODS))).toBe(state);
        store.rewind(revision);
        expect(JSON.stringify(store.list(PODS))).toBe(state);
      }),
    );
  });
});
