// The world the app opens on: minikube's one node as kubeadm sets it up, with a token file, and a laptop that holds minikube's kubeconfig.
import { KUBERNETES_VERSION } from '../kubernetes-version.about.ts';
import type { WorldSpec } from '../spec.ts';
import { SPEC_VERSION } from '../spec-version.ts';
import { clientKeyPem, minikubePki } from './minikube-pki.data.ts';

export const MINIKUBE_ADDRESS = '192.168.49.2';
/** Where the clock stands when the app opens. */
const START = '2026-05-18T10:02:11Z';
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

const ADDRESS = `https://${MINIKUBE_ADDRESS}:8443`;
const CA_FILE = '/home/learner/.minikube/ca.crt';

const KUBECONFIG = `apiVersion: v1
clusters:
- cluster:
    certificate-authority: ${CA_FILE}
    server: ${ADDRESS}
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

/** The one node, as its kubelet reports it; what changes from moment to moment (images, capacity in use) is left out. */
const node = (): WorldSpec['objects'][number] => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: 'minikube',
    labels: {
      'beta.kubernetes.io/arch': 'amd64',
      'beta.kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': 'minikube',
      'kubernetes.io/os': 'linux',
      'minikube.k8s.io/name': 'minikube',
      'minikube.k8s.io/primary': 'true',
      'node-role.kubernetes.io/control-plane': '',
      'node.kubernetes.io/exclude-from-external-load-balancers': '',
    },
  },
  spec: { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24'] },
  status: {
    addresses: [
      { type: 'InternalIP', address: MINIKUBE_ADDRESS },
      { type: 'Hostname', address: 'minikube' },
    ],
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        lastHeartbeatTime: START,
        lastTransitionTime: START,
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
      },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      machineID: '6f5c2a0e1d7b4c3f9a8e7d6c5b4a3f2e',
      systemUUID: '0b6f8c1e-3d52-4a7e-9c1b-7f2a5d8e4c60',
      bootID: '9d1c7e42-58ab-4f60-8e3d-2b7a6c9f1e05',
      kernelVersion: '6.8.0',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      containerRuntimeVersion: 'docker://28.4.0',
      kubeletVersion: `v${KUBERNETES_VERSION}`,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
  },
});

/** A fresh value each time: callers may change it. */
export function minikubeWorld(): WorldSpec {
  const { ca, client } = minikubePki;
  return {
    version: SPEC_VERSION,
    base: 'minikube',
    clock: START,
    seed: 20260518,
    server: {
      version: KUBERNETES_VERSION,
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
    objects: [node()],
    machines: {
      laptop: {
        user: 'learner',
        home: '/home/learner',
        // What the article exports before its first request, under the two names it has for the address.
        env: { API_SERVER_URL: ADDRESS, APISERVER: ADDRESS, CACERT: CA_FILE },
        files: {
          '/home/learner/.kube/config': KUBECONFIG,
          [CA_FILE]: ca.crt,
          '/home/learner/.minikube/profiles/minikube/client.crt': client.crt,
          '/home/learner/.minikube/profiles/minikube/client.key': clientKeyPem,
          '/home/learner/tokens.csv': TOKENS_CSV,
        },
      },
      minikube: { user: 'root', home: '/root', env: {}, files: { [`${CERTS}/ca.crt`]: ca.crt } },
    },
  };
}
