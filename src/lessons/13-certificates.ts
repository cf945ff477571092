import { janeCertificate, janeExpired, janeKey, janeOtherCa, janeServer } from './jane-certificates.data.ts';
import type { Lesson } from './lesson.ts';

const SERVER = 'https://192.168.49.2:8443/api/v1/namespaces/default/pods';
const show = (name: string, key = 'jane'): string => `curl -sS --cacert ~/.minikube/ca.crt --cert ~/certs/${name}.crt --key ~/certs/${key}.key ${SERVER}`;
const READ = 'openssl x509 -in ~/certs/jane.crt -noout -subject -issuer -dates';
const RBAC = 'rbac.authorization.k8s.io';

const REQUEST = `cat <<EOF | kubectl apply -f -
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: nadia
spec:
  request: $(base64 -w0 ~/certs/nadia.csr)
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 600
  usages: [client auth]
EOF`;

export const lesson: Lesson = {
  number: 13,
  slug: 'certificates',
  title: 'Certificates',
  minutes: 8,
  part: 'Who says so elsewhere?',
  idea: 'A certificate carries your name and your groups, sealed by a CA. The cluster keeps no list of whom it was given to.',
  start: {
    laptop: {
      '/home/learner/certs/jane.crt': janeCertificate,
      '/home/learner/certs/jane.key': janeKey,
      '/home/learner/certs/jane-expired.crt': janeExpired,
      '/home/learner/certs/jane-other-ca.crt': janeOtherCa,
      '/home/learner/certs/jane-server.crt': janeServer,
    },
    objects: [
      {
        apiVersion: `${RBAC}/v1`,
        kind: 'RoleBinding',
        metadata: { name: 'qa-reads', namespace: 'default' },
        subjects: [{ kind: 'Group', name: 'qa', apiGroup: RBAC }],
        roleRef: { kind: 'ClusterRole', name: 'view', apiGroup: RBAC },
      },
    ],
  },
  steps: [
    {
      title: 'A name on paper',
      text: [
        'Jane’s certificate lies in `~/certs/jane.crt`. Its subject says `O = qa, CN = jane`, and the cluster’s CA has signed it.',
        'Nothing in this cluster is called jane. There is one RoleBinding, and it gives the group `qa` the right to look at pods.',
      ],
      runs: [
        { label: 'Show the certificate', command: show('jane') },
        { label: 'Read it first', command: READ },
      ],
      prediction: {
        question: 'What will the server answer to jane?',
        gate: 'authorization',
        choices: [
          {
            label: '200',
            meaning: 'a list',
            right: true,
            because: 'The group comes from the certificate: every `O` becomes a group, and the binding names that group. No object of jane is needed.',
          },
          {
            label: '403',
            meaning: 'no such group',
            because: 'Groups do not come from RBAC. A binding only names a group; who belongs to it is what the credential says.',
          },
          {
            label: '401',
            meaning: 'no account',
            because: 'The server keeps no list of people. It believes the paper, because it knows the CA that sealed it.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 200, user: 'jane', group: 'qa', credential: 'certificate' }],
      hints: ['Press Run on the first row.'],
      solution: [{ do: 'run', command: show('jane') }],
      done: '`CN` became the username, `O` the group. The server read them off the paper, and wrote nothing down.',
    },
    {
      title: 'Three bad papers',
      text: [
        'Three more certificates say `O = qa, CN = jane`. One is past its date, one is of another CA, one was made for servers.',
        'Show all three. Each is turned away at another check.',
      ],
      runs: [
        { label: 'Past its date', command: show('jane-expired') },
        { label: 'Of another CA', command: show('jane-other-ca') },
        { label: 'Made for servers', command: show('jane-server') },
      ],
      goal: [
        { type: 'stage', stage: 'authn.x509', verdict: 'error', reason: 'certificate expired' },
        { type: 'stage', stage: 'authn.x509', verdict: 'error', reason: 'signed by an unknown CA' },
        { type: 'stage', stage: 'authn.x509', verdict: 'error', reason: 'not a client certificate' },
      ],
      hints: ['Run the three rows one after the other, and read the desk’s reason in the Decision tab.'],
      solution: [
        { do: 'run', command: show('jane-expired') },
        { do: 'run', command: show('jane-other-ca') },
        { do: 'run', command: show('jane-server') },
      ],
      done: 'Three reasons, one answer: 401. And there is no fourth check that asks whether the paper was taken back. Deleting a person revokes nothing: it is good until its date.',
    },
    {
      title: 'One that works for ten minutes',
      text: [
        'Because nobody can take a certificate back, its life should be short. Kubernetes signs them itself, for whoever an administrator approves.',
        'Get a certificate for nadia, group `qa`, through the CSR API that works for ten minutes, and list the pods with it.',
      ],
      runs: [
        { label: 'Make a key', command: 'openssl genrsa -out ~/certs/nadia.key 2048' },
        { label: 'Write a request', command: 'openssl req -new -key ~/certs/nadia.key -subj "/O=qa/CN=nadia" -out ~/certs/nadia.csr' },
      ],
      goal: [
        { type: 'reply', status: 200, user: 'nadia', group: 'qa', credential: 'certificate' },
        { type: 'short-lived', seconds: 600 },
      ],
      hints: [
        'The request goes into a `CertificateSigningRequest` as base64, with `expirationSeconds: 600` and the signer `kubernetes.io/kube-apiserver-client`.',
        'Then `kubectl certificate approve nadia`. The certificate stands in `status.certificate`, in base64.',
      ],
      solution: [
        { do: 'run', command: 'openssl genrsa -out ~/certs/nadia.key 2048' },
        { do: 'run', command: 'openssl req -new -key ~/certs/nadia.key -subj "/O=qa/CN=nadia" -out ~/certs/nadia.csr' },
        { do: 'run', command: REQUEST },
        { do: 'run', command: 'kubectl certificate approve nadia' },
        { do: 'run', command: "kubectl get csr nadia -o jsonpath='{.status.certificate}' | base64 -d > ~/certs/nadia.crt" },
        { do: 'run', command: show('nadia', 'nadia') },
      ],
      done: 'The key never left the laptop; only the request did. In ten minutes the paper is worth nothing, and nobody has to remember it.',
    },
  ],
  fit: {
    plugin: 'Certificates',
    situations: {
      lab: { fits: true, because: 'Two requests, two approvals, nothing to run beside the cluster. Short lives keep it clean.' },
      company: {
        fits: false,
        because: 'Nobody can take a certificate back. Whoever changes teams keeps the old groups until the date on the paper.',
      },
      night: { fits: true, because: 'It needs nobody else: the CA is a file that the server has read. Keep one locked away for that night.' },
      ci: { fits: false, because: 'A key that lies in a build system for months is a key that gets lost. It has a short-lived identity already.' },
      legacy: { fits: false, because: 'The old service knows nothing of certificates, and its tokens cannot become any.' },
      proxy: { fits: false, because: 'A gateway that ends TLS keeps the certificate to itself: the server would see the gateway’s and not the person’s.' },
    },
  },
};
