import { describe, expect, test } from 'vitest';
import { registry } from '../apiserver/resources/registry.ts';
import type { KubeObject } from '../store/object.ts';
import { toTable } from './table.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const META = { resourceVersion: '7' };

function rowOf(group: string, version: string, resource: string, object: Omit<KubeObject, 'kind' | 'apiVersion'>) {
  const type = registry.lookup(group, version, resource)!.type;
  const whole = { kind: type.kind, apiVersion: version, ...object } as KubeObject;
  const { columnDefinitions, rows } = toTable(type, [whole], META, NOW, '') as { columnDefinitions: { name: string }[]; rows: { cells: unknown[] }[] };
  expect(rows[0]?.cells.length).toBe(columnDefinitions.length);
  return rows[0]?.cells;
}

const at = { name: 'x', creationTimestamp: '2026-11-24T11:57:00Z' };
const RBAC = 'rbac.authorization.k8s.io';
const container = { name: 'c', image: 'i' };

describe('cells', () => {
  test.each<[what: string, group: string, resource: string, object: Record<string, unknown>, cells: unknown[]]>([
    ['a namespace', '', 'namespaces', { status: { phase: 'Active' } }, ['x', 'Active', '3m']],
    ['a secret', '', 'secrets', { type: 'Opaque', data: { a: '', b: '' } }, ['x', 'Opaque', 2, '3m']],
    ['a config map', '', 'configmaps', { data: { a: '' }, binaryData: { b: '' } }, ['x', 2, '3m']],
    ['a service account', '', 'serviceaccounts', {}, ['x', '3m']],
    ['a role', RBAC, 'roles', {}, ['x', '2026-11-24T11:57:00Z']],
    [
      'a binding',
      RBAC,
      'clusterrolebindings',
      {
        roleRef: { kind: 'ClusterRole', name: 'view' },
        subjects: [
          { kind: 'User', name: 'a' },
          { kind: 'User', name: 'b' },
          { kind: 'Group', name: 'g' },
          { kind: 'ServiceAccount', namespace: 'n', name: 's' },
        ],
      },
      ['x', 'ClusterRole/view', '3m', 'a, b', 'g', 'n/s'],
    ],
    [
      'a pod that waits',
      '',
      'pods',
      { spec: { containers: [container, container] }, status: { phase: 'Pending' } },
      ['x', '0/2', 'Pending', '0', '3m', '<none>', '<none>', '<none>', '<none>'],
    ],
    [
      'a pod that crashes',
      '',
      'pods',
      {
        spec: { nodeName: 'n1', containers: [container] },
        status: {
          phase: 'Running',
          podIP: '1.2.3.4',
          containerStatuses: [{ ready: false, restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
        },
      },
      ['x', '0/1', 'CrashLoopBackOff', '3', '3m', '1.2.3.4', 'n1', '<none>', '<none>'],
    ],
    [
      'a node',
      '',
      'nodes',
      { spec: { unschedulable: true }, status: { conditions: [{ type: 'Ready', status: 'True' }], nodeInfo: { kubeletVersion: 'v1.2.3' } } },
      ['x', 'Ready,SchedulingDisabled', '<none>', '3m', 'v1.2.3', '<none>', '<none>', '<unknown>', '<unknown>', '<unknown>'],
    ],
    [
      'a request for a certificate',
      'certificates.k8s.io',
      'certificatesigningrequests',
      { spec: { signerName: 's/n', username: 'jane', expirationSeconds: 3600 }, status: { conditions: [{ type: 'Approved' }], certificate: 'Yg==' } },
      ['x', '3m', 's/n', 'jane', '60m', 'Approved,Issued'],
    ],
    ['a kind without a printer', '', 'limitranges', {}, ['x', '2026-11-24T11:57:00Z']],
    ['a kind whose cells are not modelled says so', 'policy', 'poddisruptionbudgets', {}, ['x', '<unknown>', '<unknown>', '<unknown>', '3m']],
  ])('%s', (_what, group, resource, object, cells) => expect(rowOf(group, 'v1', resource, { metadata: at, ...object })).toEqual(cells));

  test('a pod that is being deleted terminates', () => {
    expect(rowOf('', 'v1', 'pods', { metadata: { ...at, deletionTimestamp: '2026-11-24T12:00:00Z' }, spec: {}, status: { phase: 'Running' } })?.[2]).toBe(
      'Terminating',
    );
  });
});

describe('what stands beside the cells', () => {
  const type = registry.lookup('', 'v1', 'namespaces')!.type;
  const object: KubeObject = { kind: 'Namespace', apiVersion: 'v1', metadata: at, status: { phase: 'Active' } };
  test.each([
    ['', { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: at }],
    ['Object', object],
    ['None', null],
  ])('includeObject=%s', (include, beside) => {
    const { rows } = toTable(type, [object], META, NOW, include) as { rows: { object: unknown }[] };
    expect(rows[0]?.object).toEqual(beside);
  });

  test('no rows are an empty list, for kinds without a printer null', () => {
    expect(toTable(type, [], META, NOW, '').rows).toEqual([]);
    expect(toTable(registry.lookup('', 'v1', 'limitranges')!.type, [], META, NOW, '').rows).toBeNull();
  });
});
