import { expect, test } from 'vitest';
import { registry } from './registry.ts';
import { virtualResources } from './virtual-resources.ts';

test.each(virtualResources.map((v) => [v.kind, v] as const))('the registry serves %s where its handler says', (_, v) => {
  const entry = registry.lookup(v.group, v.version, v.resource);
  const served = v.subresource ? entry?.subresources.get(v.subresource)?.virtual : entry?.virtual;
  const { create: _handler, ...described } = v;
  expect(served).toMatchObject(described);
});

test('the registry names no handler that is not there', () => {
  const named = registry.groupVersions.flatMap(({ group, version, types }) =>
    types.flatMap((type) => {
      const entry = registry.lookup(group, version, type.resource);
      return [entry?.virtual, ...[...(entry?.subresources.values() ?? [])].map((s) => s.virtual)].flatMap((v) => (v ? [v.kind] : []));
    }),
  );
  expect(named.sort()).toEqual(virtualResources.map((v) => v.kind).sort());
});
