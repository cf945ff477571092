import { expect, test } from 'vitest';
import { isKubernetes, resolveInside } from './cluster-dns.ts';

test.each([
  ['kubernetes.default.svc', 'app', 'kubernetes.default'],
  ['kubernetes.default.svc.cluster.local', 'app', 'kubernetes.default'],
  ['kubernetes.default', 'app', 'kubernetes.default'],
  ['kubernetes', 'default', 'kubernetes.default'],
  ['kubernetes', 'app', 'kubernetes.app'],
  ['vault.tools', 'app', 'vault.tools'],
  ['example.com.au', 'app', undefined],
  ['192.168.49.2', 'app', undefined],
])('%s asked from namespace %s is %s', (host, namespace, expected) => {
  const found = resolveInside(host, namespace);
  expect(found && `${found.name}.${found.namespace}`).toBe(expected);
  expect(found ? isKubernetes(found) : false).toBe(expected === 'kubernetes.default');
});
