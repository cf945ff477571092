// The blocks of the article that the course follows, as printed, up to the service accounts and what comes right after, and what they answer.
// Both the shell's test and the browser's paste them.

export interface ArticleBlock {
  claim: string;
  /** One paste; the shell keeps what the blocks before it have set. */
  paste: string;
  exitCode: number;
  /** The whole output, once what differs from run to run is evened out. */
  prints?: string;
  /** The last line, where what comes before it are signs of progress. */
  lastLine?: string;
  /** Names of the items, where the output is a list in JSON. */
  names?: readonly string[];
}

/** What differs from run to run, and what stands for it. */
export const DIFFERING: readonly (readonly [RegExp, string])[] = [
  [/resourceVersion: "\d+"/g, 'resourceVersion: "N"'],
  [/uid: [0-9a-f-]{36}/g, 'uid: U'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'TOKEN'],
];

const forbidden = (user: string): string => `{
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

export const ARTICLE: readonly ArticleBlock[] = [
  {
    claim: 'curl without the CA',
    paste: `export API_SERVER_URL=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')

curl -sS $API_SERVER_URL/api/v1/namespaces`,
    exitCode: 60,
    prints: `curl: (60) SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.
`,
  },
  {
    claim: 'with the CA: anonymous',
    paste: `export CACERT=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.certificate-authority}')

curl -sS --cacert \${CACERT} \${API_SERVER_URL}/api/v1/namespaces`,
    exitCode: 0,
    prints: forbidden('system:anonymous'),
  },
  {
    claim: 'the token file and minikube start',
    paste: `mkdir -p ~/.minikube/files/etc/ca-certificates

cat > ~/.minikube/files/etc/ca-certificates/tokens.csv <<'EOF'
token1,arthur,1,"admin,dev,qa"
token2,daniele,2,dev
token3,errge,3,qa
EOF

minikube start \\
  --extra-config=apiserver.token-auth-file=/etc/ca-certificates/tokens.csv`,
    exitCode: 0,
    lastLine: '🏄  Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default',
  },
  {
    claim: 'config view',
    paste: 'kubectl config view --minify',
    exitCode: 0,
    prints: `apiVersion: v1
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
  },
  {
    claim: "arthur's token before the binding",
    paste: `export APISERVER=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')
curl -sS --cacert \${CACERT} --header "Authorization: Bearer token1" -X GET \${APISERVER}/api/v1/namespaces`,
    exitCode: 0,
    prints: forbidden('arthur'),
  },
  {
    claim: 'a binding for arthur',
    paste: `kubectl apply -f - <<'EOF'
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
EOF`,
    exitCode: 0,
    prints: 'clusterrolebinding.rbac.authorization.k8s.io/admin created\n',
  },
  {
    claim: "arthur's token after it",
    paste: `curl -sS --cacert \${CACERT} \\
  --header "Authorization: Bearer token1" \\
  -X GET \${APISERVER}/api/v1/namespaces`,
    exitCode: 0,
    names: ['default', 'kube-node-lease', 'kube-public', 'kube-system'],
  },
  {
    claim: "daniele's token after it",
    paste: 'curl -sS --cacert ${CACERT} -H "Authorization: Bearer token2" ${APISERVER}/api/v1/namespaces',
    exitCode: 0,
    prints: forbidden('daniele'),
  },
  { claim: 'a namespace', paste: 'kubectl create namespace authn-demo', exitCode: 0, prints: 'namespace/authn-demo created\n' },
  {
    claim: 'a service account',
    paste: `kubectl -n authn-demo apply -f - <<'EOF'
apiVersion: v1
kind: ServiceAccount
metadata:
  name: test
EOF`,
    exitCode: 0,
    prints: 'serviceaccount/test created\n',
  },
  {
    claim: 'the service account as YAML',
    paste: 'kubectl -n authn-demo get serviceaccount test -o yaml',
    exitCode: 0,
    prints: `apiVersion: v1
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
`,
  },
  { claim: 'a token for it', paste: 'kubectl -n authn-demo create token test --duration=10m', exitCode: 0, prints: 'TOKEN\n' },
  {
    claim: 'its token, used',
    paste: `export TOKEN=$(kubectl -n authn-demo create token test --duration=10m)
curl -sS --cacert \${CACERT} --header "Authorization: Bearer \${TOKEN}" -X GET \${APISERVER}/api`,
    exitCode: 0,
    prints: `{
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
  },
  {
    claim: 'its token where it may not',
    paste: 'curl -sS --cacert ${CACERT} -H "Authorization: Bearer ${TOKEN}" ${APISERVER}/api/v1/namespaces',
    exitCode: 0,
    prints: forbidden('system:serviceaccount:authn-demo:test'),
  },
  {
    claim: 'a pod',
    paste: `kubectl -n authn-demo apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: api-client
spec:
  serviceAccountName: test
  containers:
  - image: curlimages/curl:8.20.0
    name: curl
    command: ['sleep', '3600']
EOF`,
    exitCode: 0,
    prints: 'pod/api-client created\n',
  },
  {
    claim: 'which becomes ready',
    paste: 'kubectl -n authn-demo wait --for=condition=Ready pod/api-client --timeout=120s',
    exitCode: 0,
    prints: 'pod/api-client condition met\n',
  },
];
