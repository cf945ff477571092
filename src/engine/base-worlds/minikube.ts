// The world the app opens on: minikube's one node as kubeadm sets it up, with a token file, and a laptop that holds minikube's kubeconfig.
import { SPEC_VERSION, type WorldSpec } from '../spec.ts';
import { clientKeyPem, minikubePki } from './minikube-pki.data.ts';

export const MINIKUBE_ADDRESS = '192.168.49.2';
export const TOKEN_FILE = '/etc/ca-certificates/tokens.csv';

const CERTS = '/var/lib/minikube/certs';

export const TOKENS_CSV = `token1,arthur,1,"admin,dev,qa"
token2,daniele,2,dev
token3,errge,3,qa
`;

/** kubeadm's command line as minikube writes it, with the token file of the article. */
const flags = (): WorldSpec['server']['flags'] => ({
  'advertise-address': MINIKUBE_ADDRESS,
  'allow-privileged': 'true',
  'authorization-mode': 'Node,RBAC',
  'client-ca-file': `${CERTS}/ca.crt`,
  'enable-admission-plugins':
    'NamespaceLifecycle,LimitRanger,ServiceAccount,DefaultStorageClass,DefaultTolerationSeconds,NodeRestriction,MutatingAdmissionWebhook,ValidatingAdmissionWebhook,ResourceQuota',
  'enable-bootstrap-token-auth': 'true',
  'etcd-cafile': `${CERTS}/etcd/ca.crt`,
  'etcd-certfile': `${CERTS}/apiserver-etcd-client.crt`,
  'etcd-keyfile': `${CERTS}/apiserver-etcd-client.key`,
  'etcd-servers': 'https://127.0.0.1:2379',
  'kubelet-client-certificate': `${CERTS}/apiserver-kubelet-client.crt`,
  'kubelet-client-key': `${CERTS}/apiserver-kubelet-client.key`,
  'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
  'proxy-client-cert-file': `${CERTS}/front-proxy-client.crt`,
  'proxy-client-key-file': `${CERTS}/front-proxy-client.key`,
  'requestheader-allowed-names': 'front-proxy-client',
  'requestheader-client-ca-file': `${CERTS}/front-proxy-ca.crt`,
  'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
  'requestheader-group-headers': 'X-Remote-Group',
  'requestheader-username-headers': 'X-Remote-User',
  'secure-port': '8443',
  'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
  'service-account-key-file': `${CERTS}/sa.pub`,
  'service-account-signing-key-file': `${CERTS}/sa.key`,
  'service-cluster-ip-range': '10.96.0.0/12',
  'tls-cert-file': `${CERTS}/apiserver.crt`,
  'tls-private-key-file': `${CERTS}/apiserver.key`,
  'token-auth-file': TOKEN_FILE,
});

const KUBECONFIG = `apiVersion: v1
clusters:
- cluster:
    certificate-authority: /home/learner/.minikube/ca.crt
    server: https://${MINIKUBE_ADDRESS}:8443
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
`;

/** A fresh value each time: callers may change it. */
export function minikubeWorld(): WorldSpec {
  const { ca, client } = minikubePki;
  return {
    version: SPEC_VERSION,
    base: 'minikube',
    clock: '2026-05-18T10:02:11Z',
    seed: 20260518,
    server: {
      version: '1.36.3',
      hosts: [
        MINIKUBE_ADDRESS,
        'control-plane.minikube.internal',
        'kubernetes.default.svc.cluster.local',
        'kubernetes.default.svc',
        'kubernetes.default',
        'kubernetes',
      ],
      port: 8443,
      flags: flags(),
      files: { [TOKEN_FILE]: TOKENS_CSV },
    },
    controllers: true,
    pki: structuredClone(minikubePki),
    objects: [],
    machines: {
      laptop: {
        user: 'learner',
        home: '/home/learner',
        env: {},
        files: {
          '/home/learner/.kube/config': KUBECONFIG,
          '/home/learner/.minikube/ca.crt': ca.crt,
          '/home/learner/.minikube/profiles/minikube/client.crt': client.crt,
          '/home/learner/.minikube/profiles/minikube/client.key': clientKeyPem,
          '/home/learner/tokens.csv': TOKENS_CSV,
        },
      },
      minikube: { user: 'root', home: '/root', env: {}, files: { [`${CERTS}/ca.crt`]: ca.crt } },
    },
  };
}
