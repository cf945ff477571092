// The blocks of the article that the course follows, pasted as printed and in order, from the identities that Kubernetes manages to its end.
import { beforeAll, describe, expect, it } from 'vitest';
import { minikubeWorld } from '../engine/base-worlds/minikube.ts';
import { createWorld } from '../engine/create-world.ts';
import { createShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = createShell({ world: await createWorld(minikubeWorld()), machine: 'laptop' });
});

const run = async (line: string): Promise<[number, string]> => {
  const { exitCode, output } = await shell.run(line);
  return [exitCode, output.map((part) => part.text).join('')];
};

/** What differs from run to run, by its shape. */
const shaped = (text: string): string =>
  text
    .replace(/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g, 'UUID')
    .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'JWT')
    .replace(/resourceVersion: "\d+"/g, 'resourceVersion: "N"')
    .replace(/kube-api-access-\w{5}\b/g, 'kube-api-access-SUFFIX');

const claimsOf = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());

const review = `kubectl create -f - -o yaml <<EOF
apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec:
  token: \${TOKEN}
EOF`;

const reviewed = (extra: string): string => `apiVersion: authentication.k8s.io/v1
kind: TokenReview
metadata: {}
spec:
  token: JWT
status:
  audiences:
  - https://kubernetes.default.svc.cluster.local
  authenticated: true
  user:
${extra}    groups:
    - system:serviceaccounts
    - system:serviceaccounts:authn-demo
    - system:authenticated
    uid: UUID
    username: system:serviceaccount:authn-demo:test
`;

describe('the article from the service accounts to its end, in its order', () => {
  it('a namespace and a service account', async () => {
    expect(await run('kubectl create namespace authn-demo')).toEqual([0, 'namespace/authn-demo created\n']);
    expect(await run("kubectl -n authn-demo apply -f - <<'EOF'\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: test\nEOF")).toEqual([
      0,
      'serviceaccount/test created\n',
    ]);
    const [code, yaml] = await run('kubectl -n authn-demo get serviceaccount test -o yaml');
    expect([code, shaped(yaml)]).toEqual([
      0,
      `apiVersion: v1
kind: ServiceAccount
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"annotations":{},"name":"test","namespace":"authn-demo"}}
  creationTimestamp: "2026-05-18T10:02:11Z"
  name: test
  namespace: authn-demo
  resourceVersion: "N"
  uid: UUID
`,
    ]);
  });

  it('a pod of it, which becomes ready', async () => {
    const pod = `kubectl -n authn-demo apply -f - <<'EOF'
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
EOF`;
    expect(await run(pod)).toEqual([0, 'pod/api-client created\n']);
    expect(await run('kubectl -n authn-demo wait --for=condition=Ready pod/api-client --timeout=120s')).toEqual([0, 'pod/api-client condition met\n']);
  });

  it('a request from inside the pod', async () => {
    expect(
      await run(`kubectl -n authn-demo exec api-client -- sh -c '
APISERVER=https://kubernetes.default.svc
SERVICEACCOUNT=/var/run/secrets/kubernetes.io/serviceaccount
CACERT=\${SERVICEACCOUNT}/ca.crt
TOKEN=$(cat \${SERVICEACCOUNT}/token)
curl -sS --cacert \${CACERT} --header "Authorization: Bearer \${TOKEN}" -X GET \${APISERVER}/api
'`),
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
  });

  it('the pod with its projected volume', async () => {
    const [code, yaml] = await run('kubectl -n authn-demo get pod api-client -o yaml');
    expect(code).toBe(0);
    const text = shaped(yaml);
    expect(text).toContain(`    volumeMounts:
    - mountPath: /var/run/secrets/kubernetes.io/serviceaccount
      name: kube-api-access-SUFFIX
      readOnly: true
`);
    expect(text).toContain(`  serviceAccountName: test
`);
    expect(text).toContain(`  volumes:
  - name: kube-api-access-SUFFIX
    projected:
      defaultMode: 420
      sources:
      - serviceAccountToken:
          expirationSeconds: 3607
          path: token
      - configMap:
          items:
          - key: ca.crt
            path: ca.crt
          name: kube-root-ca.crt
      - downwardAPI:
          items:
          - fieldRef:
              apiVersion: v1
              fieldPath: metadata.namespace
            path: namespace
`);
  });

  it('the namespace as a file', async () => {
    expect(await run('kubectl -n authn-demo exec api-client -- cat /var/run/secrets/kubernetes.io/serviceaccount/namespace')).toEqual([0, 'authn-demo']);
  });

  it('a token without a pod', async () => {
    const [code, token] = await run('kubectl -n authn-demo create token test --duration=10m');
    const now = Date.parse('2026-05-18T10:02:11Z') / 1000;
    const claims = claimsOf(token) as { iat: number };
    expect([code, claims]).toEqual([
      0,
      {
        aud: ['https://kubernetes.default.svc.cluster.local'],
        exp: claims.iat + 600,
        iat: claims.iat,
        iss: 'https://kubernetes.default.svc.cluster.local',
        jti: expect.stringMatching(/^[\da-f-]{36}$/),
        'kubernetes.io': { namespace: 'authn-demo', serviceaccount: { name: 'test', uid: expect.any(String) } },
        nbf: claims.iat,
        sub: 'system:serviceaccount:authn-demo:test',
      },
    ]);
    expect(claims.iat - now).toBeLessThan(60);
    expect((await run('kubectl -n authn-demo create token test --duration=10m'))[1]).not.toBe(token);
  });

  it("the pod's token: bound to pod and node, a year long, to be renewed within the hour", async () => {
    const [, token] = await run('kubectl -n authn-demo exec api-client -- cat /var/run/secrets/kubernetes.io/serviceaccount/token');
    const claims = claimsOf(token) as { iat: number };
    const uid = expect.stringMatching(/^[\da-f-]{36}$/);
    expect(claims).toEqual({
      aud: ['https://kubernetes.default.svc.cluster.local'],
      exp: claims.iat + 31_536_000,
      iat: claims.iat,
      iss: 'https://kubernetes.default.svc.cluster.local',
      jti: uid,
      'kubernetes.io': {
        namespace: 'authn-demo',
        node: { name: 'minikube', uid },
        pod: { name: 'api-client', uid },
        serviceaccount: { name: 'test', uid },
        warnafter: claims.iat + 3607,
      },
      nbf: claims.iat,
      sub: 'system:serviceaccount:authn-demo:test',
    });
  });

  it('the key set', async () => {
    const [code, text] = await run('kubectl get --raw /openid/v1/jwks');
    expect([code, JSON.parse(text)]).toEqual([
      0,
      { keys: [{ use: 'sig', kty: 'RSA', kid: 'vQRuGs60KZZjJZAZQ5bpDYFfKWqBYNR1_0gXMsvdqOs', alg: 'RS256', n: expect.any(String), e: 'AQAB' }] },
    ]);
  });

  it('a review of a token', async () => {
    await run('TOKEN=$(kubectl -n authn-demo create token test --duration=10m)');
    const [code, text] = await run(review);
    expect([code, shaped(text)]).toEqual([0, reviewed('    extra:\n      authentication.kubernetes.io/credential-id:\n      - JTI=UUID\n')]);
  });

  it('a secret with a token that never ends', async () => {
    expect(
      await run(`kubectl -n authn-demo apply -f - <<'EOF'
apiVersion: v1
kind: Secret
metadata:
  name: test-token
  annotations:
    kubernetes.io/service-account.name: test
type: kubernetes.io/service-account-token
EOF`),
    ).toEqual([0, 'secret/test-token created\n']);
    const [code, text] = await run('kubectl -n authn-demo describe secret test-token');
    expect([
      code,
      shaped(text)
        .replace(/ca\.crt: {5}\d+ bytes/, 'ca.crt:     N bytes')
        .replace(/^ .*last-applied.*\n.*\n/m, ''),
    ]).toEqual([
      0,
      `Name:         test-token
Namespace:    authn-demo
Labels:       <none>
Annotations:  kubernetes.io/service-account.name: test
              kubernetes.io/service-account.uid: UUID

Type:  kubernetes.io/service-account-token

Data
====
ca.crt:     N bytes
namespace:  10 bytes
token:      JWT
`,
    ]);
  });

  it('a review of that one: no credential id', async () => {
    await run("TOKEN=$(kubectl -n authn-demo get secret test-token -o jsonpath='{.data.token}' | base64 -d)");
    const [code, text] = await run(review);
    expect([code, shaped(text)]).toEqual([0, reviewed('')]);
    const [, token] = await run('echo $TOKEN');
    expect(claimsOf(token)).toEqual({
      iss: 'kubernetes/serviceaccount',
      'kubernetes.io/serviceaccount/namespace': 'authn-demo',
      'kubernetes.io/serviceaccount/secret.name': 'test-token',
      'kubernetes.io/serviceaccount/service-account.name': 'test',
      'kubernetes.io/serviceaccount/service-account.uid': expect.stringMatching(/^[\da-f-]{36}$/),
      sub: 'system:serviceaccount:authn-demo:test',
    });
  });
});
