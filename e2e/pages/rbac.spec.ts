import { expect, test } from './gatehouse.ts';

const AS_ARTHUR = 'curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer token1" https://192.168.49.2:8443/api/v1/namespaces';
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: readers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
- apiGroup: rbac.authorization.k8s.io
  kind: Group
  name: dev
`;

test('a binding written in the RBAC tab counts at once, and no longer when its document is removed', async ({ gatehouse }) => {
  await gatehouse.openLab();
  const answer = async (code: string) => {
    await gatehouse.type(AS_ARTHUR);
    await gatehouse.toTheReply();
    await expect(gatehouse.verdict).toContainText(code);
  };
  await answer('403');
  await gatehouse.tab('RBAC').click();
  await gatehouse.edit('RBAC', BINDING.replace('name: view', 'name: cluster-admin'));
  await expect(gatehouse.root.getByText(/in force/i).first()).toBeVisible();
  await answer('200');
  await gatehouse.tab('RBAC').click();
  await gatehouse.edit('RBAC', '');
  await answer('403');
});

test('a text that is no YAML leaves the last good state in force and says so', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.tab('RBAC').click();
  await gatehouse.edit('RBAC', 'kind: [');
  await expect(gatehouse.root.getByText(/stays? in force/i).first()).toBeVisible();
});

test('a refusal names the bindings that came nearest', async ({ gatehouse }) => {
  await gatehouse.openLab();
  await gatehouse.type('kubectl create clusterrolebinding near --clusterrole=cluster-admin --user=arthurr');
  await expect(gatehouse.terminalOutput).toContainText('clusterrolebinding.rbac.authorization.k8s.io/near created');
  await gatehouse.type(AS_ARTHUR);
  await gatehouse.toTheReply();
  await gatehouse.tab('Decision').click();
  const row = gatehouse.root.getByRole('row').filter({ hasText: 'near' }).first();
  await expect(row).toContainText(/no/i);
  await expect(row).toContainText(/yes/i);
});
