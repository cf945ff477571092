import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../store/object.ts';
import { registry } from '../registry.ts';
import { groupVersionOf } from '../resource-table.ts';
import { keyPlaces } from './json-keys.ts';
import type { Findings } from './normalize.ts';
import { base64Fault, goTimeFault } from './scalars.ts';
import { SCHEMA } from './tables.ts';

const normal = (object: unknown): { text: string; findings: Findings } => {
  const findings: Findings = { unknown: [] };
  return { text: JSON.stringify(SCHEMA.normalize(object as KubeObject, findings)), findings };
};

describe('an object is written as the server writes it', () => {
  test('fields in the order of the type, empty ones left out, needed ones written', () => {
    const { text } = normal({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      rules: [{ resources: ['pods'], verbs: ['get'], apiGroups: [''], resourceNames: [] }],
      metadata: { labels: { b: '2', a: '1' }, name: 'x', annotations: {} },
    });
    expect(text).toBe(
      '{"kind":"ClusterRole","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"x","labels":{"a":"1","b":"2"}},"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}]}',
    );
    expect(normal({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: {} }).text).toContain('"rules":null');
    expect(normal({ apiVersion: 'v1', kind: 'Namespace', metadata: {} }).text).toBe(
      '{"kind":"Namespace","apiVersion":"v1","metadata":{},"spec":{},"status":{}}',
    );
  });

  test('false behind a pointer is not nothing', () => {
    expect(normal({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: {}, automountServiceAccountToken: false }).text).toContain(
      '"automountServiceAccountToken":false',
    );
  });

  test.each([
    [{ metadata: { name: 5 } }, 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string'],
    [{ metadata: 5 }, 'json: cannot unmarshal number into Go struct field Namespace.metadata of type v1.ObjectMeta'],
    [{ metadata: { labels: { a: 5 } } }, 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string'],
    [{ metadata: { labels: ['a'] } }, 'json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string'],
    [{ spec: { finalizers: [5] } }, 'json: cannot unmarshal number into Go struct field NamespaceSpec.spec.finalizers of type v1.FinalizerName'],
    [{ metadata: { creationTimestamp: 'x' } }, 'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'],
  ])('%j is refused with Go’s words', (more, error) => {
    expect(normal({ apiVersion: 'v1', kind: 'Namespace', metadata: {}, ...more }).findings.error).toBe(error);
  });

  test('unknown fields are named with their places in lists', () => {
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { nme: 1 }, rules: [{ verb: [] }], x: 1 };
    expect(normal(role).findings.unknown).toEqual(['metadata.nme', 'rules[0].verb', 'x']);
  });

  test('every kind that can be stored has a type, and writing it twice changes nothing', () => {
    const untyped = registry.groupVersions.flatMap((gv) => gv.types).filter((t) => t.verbs.includes('create') && !SCHEMA.typeOf(groupVersionOf(t), t.kind));
    expect(untyped.map((t) => t.kind)).toEqual([]);
    const labels = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(fc.record({ name: fc.string(), labels, finalizers: fc.array(fc.string()) }), labels, (metadata, data) => {
        const once = SCHEMA.normalize({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data } as KubeObject);
        expect(JSON.stringify(SCHEMA.normalize(once))).toBe(JSON.stringify(once));
      }),
    );
  });
});

describe('keys that repeat are found', () => {
  test('with their paths, in the order of the text', () => {
    const places = keyPlaces('{"a":1,"b":{"c":[{"d":1,"d":2}],"c":3},"a":"x\\"}"}');
    expect(places.duplicates.map((d) => d.path)).toEqual(['b.c[0].d', 'b.c', 'a']);
  });

  test('JSON without repetitions has none', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(keyPlaces(JSON.stringify(JSON.parse(text))).duplicates).toEqual([]);
      }),
    );
  });
});

describe('scalars', () => {
  test.each([
    ['Yg==', undefined],
    ['Y\ng==', undefined],
    ['not base64!', 3],
    ['Y', 0],
    ['Yg', 0],
    ['Yg=', 3],
    ['Y===', 1],
    ['Yg==x', 4],
  ])('base64 %j breaks at %s', (text, at) => expect(base64Fault(text)).toBe(at));

  test('whatever Node encodes is good base64', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(base64Fault(Buffer.from(bytes).toString('base64'))).toBeUndefined();
      }),
    );
  });

  test.each([
    ['2026-01-02T03:04:05Z', undefined],
    ['2026-01-02', 'parsing time "2026-01-02" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'],
    ['2026-13-02T03:04:05Z', 'parsing time "2026-13-02T03:04:05Z": month out of range'],
    ['2026-02-30T03:04:05Z', 'parsing time "2026-02-30T03:04:05Z": day out of range'],
    ['2026-01-02T03:04:05Zx', 'parsing time "2026-01-02T03:04:05Zx": extra text: "x"'],
  ])('time %j: %s', (text, fault) => expect(goTimeFault(text)).toBe(fault));
});
