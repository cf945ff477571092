import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../store/object.ts';
import { bootstrapObjects } from './bootstrap-policy.ts';

interface Listing {
  request: { path: string };
  response: { json: { items: KubeObject[] } };
}
const recorded = JSON.parse(readFileSync('e2e/conformance/cases/rbac/default-roles.json', 'utf8')) as { steps: Listing[] };

/** What a list shows of an object, without what a write adds. The gathered roles are recorded as the controller left them. */
function shown({ metadata, ...rest }: KubeObject): Record<string, unknown> {
  const { name, namespace, labels, annotations } = metadata;
  const { kind: _kind, apiVersion: _apiVersion, ...fields } = rest;
  return { metadata: { name, namespace, labels, annotations }, ...fields, ...(fields.aggregationRule ? { rules: null } : {}) };
}

describe('a fresh cluster holds the recorded', () => {
  const kinds: [plural: string, kind: string, count: number][] = [
    ['clusterroles', 'ClusterRole', 69],
    ['clusterrolebindings', 'ClusterRoleBinding', 50],
    ['roles', 'Role', 7],
    ['rolebindings', 'RoleBinding', 7],
  ];
  it.each(kinds)('%s', (plural, kind, count) => {
    const want = recorded.steps.find((s) => s.request.path.endsWith(`/${plural}`))?.response.json.items.map(shown);
    const id = (o: KubeObject) => `${o.metadata.namespace}/${o.metadata.name}`;
    const got = bootstrapObjects()
      .filter((o) => o.kind === kind)
      .sort((a, b) => (id(a) < id(b) ? -1 : 1))
      .map(shown);
    expect(got).toHaveLength(count);
    expect(got).toEqual(want);
  });
});

describe('minikube adds to it', () => {
  const names = (flavour: 'plain' | 'kubeadm' | 'minikube') =>
    bootstrapObjects(flavour).map((o) => `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`);
  it('a binding that lets anybody read cluster-info', () => {
    const role = bootstrapObjects('minikube').find((o) => o.kind === 'Role' && o.metadata.name === 'kubeadm:bootstrap-signer-clusterinfo');
    expect(role?.rules).toEqual([{ verbs: ['get'], apiGroups: [''], resources: ['configmaps'], resourceNames: ['cluster-info'] }]);
    expect(names('plain')).not.toContain('RoleBinding kube-public/kubeadm:bootstrap-signer-clusterinfo');
  });
  it('minikube-rbac, which kubeadm does not have', () => {
    expect(names('minikube')).toContain('ClusterRoleBinding /minikube-rbac');
    expect(names('kubeadm')).not.toContain('ClusterRoleBinding /minikube-rbac');
    expect(names('kubeadm')).toContain('ClusterRoleBinding /kubeadm:cluster-admins');
  });
  it('no object twice', () => {
    expect(new Set(names('minikube')).size).toBe(names('minikube').length);
  });
});
