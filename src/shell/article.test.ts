// The blocks of the article that the course follows, pasted as printed, up to the service accounts and what comes right after.
import { beforeAll, describe, expect, it } from 'vitest';
import { minikubeWorld } from '../engine/base-worlds/minikube.ts';
import { createWorld } from '../engine/world.ts';
import { createShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  const loadBash = () => Promise.reject(new Error('none of this needs bash'));
  shell = createShell({ world: await createWorld(minikubeWorld()), machine: 'laptop', loadBash });
});

const run = async (line: string): Promise<[number, string]> => {
  const { exitCode, output } = await shell.run(line);
  return [exitCode, output.map((part) => part.text).join('')];
};

const forbidden = (user: string) => `{
  "kind": "Status",
  "apiVersion": "v1",
  "metadata": {},
  "status": "Failure",
  "message": "namespaces is forbidden: User \\"${user}\\" cannot list resource \\"namespaces\\" in API group \\"\\" at the cluster scope",
  "reason": "Forbidden",
  "details": {
    "kind": "namespaces"
  },
  "code": 403
}`;

describe('the article, in its order', () => {
  it('curl without the CA', async () => {
    expect(
      await run(
        "export API_SERVER_URL=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')\n\ncurl -sS $API_SERVER_URL/api/v1/namespaces",
      ),
    ).toEqual([
      60,
      `curl: (60) SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.
`,
    ]);
  });

  it('with the CA: anonymous', async () => {
    expect(
      await run(
        "export CACERT=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.certificate-authority}')\n\ncurl -sS --cacert ${CACERT} ${API_SERVER_URL}/api/v1/namespaces",
      ),
    ).toEqual([0, forbidden('system:anonymous')]);
  });

  it('the token file and minikube start', async () => {
    const [code, text] = await run(`mkdir -p ~/.minikube/files/etc/ca-certificates

cat > ~/.minikube/files/etc/ca-certificates/tokens.csv <<'EOF'
token1,arthur,1,"admin,dev,qa"
token2,daniele,2,dev
token3,errge,3,qa
EOF

minikube start \\
  --extra-config=apiserver.token-auth-file=/etc/ca-certificates/tokens.csv`);
    expect([code, text.split('\n').at(-2)]).toEqual([0, '🏄  Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default']);
  });

  it('config view', async () => {
    expect(await run('kubectl config view --minify')).toEqual([
      0,
      `apiVersion: v1
clusters:
- cluster:
    certificate-authority: /home/learner/.minikube/ca.crt
    server: https://192.168.49.2:8443
  name: minikube
contexts:
- context:
    cluster: minikube
    namespace: default
    user: minikube
  name: minikube
current-context: minikube
kind: Config
users:
- name: minikube
  user:
    client-certificate: /home/learner/.minikube/profiles/minikube/client.crt
    client-key: /home/learner/.minikube/profiles/minikube/client.key
`,
    ]);
  });

  it("arthur's token before the binding", async () => {
    const [, text] = await run(
      'export APISERVER=$(kubectl config view --minify -o jsonpath=\'{.clusters[0].cluster.server}\')\ncurl -sS --cacert ${CACERT} --header "Authorization: Bearer token1" -X GET ${APISERVER}/api/v1/namespaces',
    );
    expect(text).toBe(forbidden('arthur'));
  });

  it('a binding for arthur', async () => {
    expect(
      await run(`kubectl apply -f - <<'EOF'
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: admin
subjects:
- kind: User
  name: arthur
  apiGroup: rbac.authorization.k8s.io
roleRef:
  kind: ClusterRole
  name: cluster-admin
  apiGroup: rbac.authorization.k8s.io
EOF`),
    ).toEqual([0, 'clusterrolebinding.rbac.authorization.k8s.io/admin created\n']);
  });

  it("arthur's token after it, and daniele's", async () => {
    const [code, text] = await run('curl -sS --cacert ${CACERT} \\\n  --header "Authorization: Bearer token1" \\\n  -X GET ${APISERVER}/api/v1/namespaces');
    const list = JSON.parse(text) as { kind: string; items: { metadata: { name: string } }[] };
    expect([code, list.kind, list.items.map((item) => item.metadata.name)]).toEqual([
      0,
      'NamespaceList',
      ['default', 'kube-node-lease', 'kube-public', 'kube-system'],
    ]);
    expect(await run('curl -sS --cacert ${CACERT} -H "Authorization: Bearer token2" ${APISERVER}/api/v1/namespaces')).toEqual([0, forbidden('daniele')]);
  });

  it('a namespace and a service account', async () => {
    expect(await run('kubectl create namespace authn-demo')).toEqual([0, 'namespace/authn-demo created\n']);
    expect(await run("kubectl -n authn-demo apply -f - <<'EOF'\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: test\nEOF")).toEqual([
      0,
      'serviceaccount/test created\n',
    ]);
    const [, yaml] = await run('kubectl -n authn-demo get serviceaccount test -o yaml');
    expect(yaml.replace(/resourceVersion: "\d+"/, 'resourceVersion: "N"').replace(/uid: .*/, 'uid: U')).toBe(`apiVersion: v1
kind: ServiceAccount
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"annotations":{},"name":"test","namespace":"authn-demo"}}
  creationTimestamp: "2026-05-18T10:02:11Z"
  name: test
  namespace: authn-demo
  resourceVersion: "N"
  uid: U
`);
  });

  it('a token for it, used', async () => {
    const [code, token] = await run('kubectl -n authn-demo create token test --duration=10m');
    expect([code, /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/.test(token)]).toEqual([0, true]);
    expect(
      await run(
        'export TOKEN=$(kubectl -n authn-demo create token test --duration=10m)\ncurl -sS --cacert ${CACERT} --header "Authorization: Bearer ${TOKEN}" -X GET ${APISERVER}/api',
      ),
    ).toEqual([
      0,
      `{
  "kind": "APIVersions",
  "versions": [
    "v1"
  ],
  "serverAddressByClientCIDRs": [
    {
      "clientCIDR": "0.0.0.0/0",
      "serverAddress": "192.168.49.2:8443"
    }
  ]
}`,
    ]);
    expect(await run('curl -sS --cacert ${CACERT} -H "Authorization: Bearer ${TOKEN}" ${APISERVER}/api/v1/namespaces')).toEqual([
      0,
      forbidden('system:serviceaccount:authn-demo:test'),
    ]);
  });

  it('what is not modelled says so', async () => {
    await run(
      "kubectl -n authn-demo apply -f - <<'EOF'\napiVersion: v1\nkind: Pod\nmetadata:\n  name: api-client\nspec:\n  serviceAccountName: test\n  containers:\n  - image: curlimages/curl:8.20.0\n    name: curl\n    command: ['sleep', '3600']\nEOF",
    );
    expect(await run('kubectl -n authn-demo wait --for=condition=Ready pod/api-client --timeout=120s')).toEqual([
      1,
      'error: timed out waiting for the condition on pods/api-client (this simulator runs no containers)\n',
    ]);
  });
});
