import type { Lesson } from './lesson.ts';
import { metricsClient, metricsKey, proxyCa, proxyClient, proxyServing } from './proxy-pki.data.ts';

const PODS = '/api/v1/namespaces/default/pods';
const SERVER = `https://192.168.49.2:8443${PODS}`;
const PROXY = `https://proxy.corp.example${PODS}`;
const PASSWORD = 'violet';

const THROUGH = `curl -sS --cacert ~/corp/ca.crt -u jane:${PASSWORD} ${PROXY}`;
const ALONE = `curl -sS --cacert ~/.minikube/ca.crt -H "X-Remote-User: jane" -H "X-Remote-Group: dev" ${SERVER}`;
const OTHER = `curl -sS --cacert ~/.minikube/ca.crt --cert ~/corp/metrics-proxy.crt --key ~/corp/metrics-proxy.key -H "X-Remote-User: jane" -H "X-Remote-Group: dev" ${SERVER}`;
const RBAC = 'rbac.authorization.k8s.io';

export const lesson: Lesson = {
  number: 17,
  slug: 'the-trusted-messenger',
  title: 'The trusted messenger: proxy',
  minutes: 7,
  part: 'Who says so elsewhere?',
  idea: 'A proxy signs people in and names them in headers. The headers count because of the certificate they came with.',
  start: {
    flags: {
      'requestheader-client-ca-file': '/var/lib/minikube/certs/proxy-ca.crt',
      'requestheader-allowed-names': 'corp-proxy',
    },
    pki: { 'proxy-ca': { crt: proxyCa }, 'corp-proxy': { crt: proxyClient }, 'proxy-serving': { crt: proxyServing } },
    parties: [
      {
        kind: 'front-proxy',
        name: 'corp-proxy',
        origin: 'https://proxy.corp.example',
        certificate: 'proxy-serving',
        upstream: 'https://192.168.49.2:8443',
        upstreamCa: 'ca',
        clientCertificate: 'corp-proxy',
        users: [
          { login: 'jane', password: PASSWORD, groups: ['dev'], extra: { 'corp.example/office': ['Lisbon'] } },
          { login: 'omar', password: 'amber', groups: ['qa'] },
        ],
      },
    ],
    laptop: {
      '/home/learner/corp/ca.crt': proxyCa,
      '/home/learner/corp/metrics-proxy.crt': metricsClient,
      '/home/learner/corp/metrics-proxy.key': metricsKey,
    },
    objects: [
      {
        apiVersion: `${RBAC}/v1`,
        kind: 'RoleBinding',
        metadata: { name: 'developers', namespace: 'default' },
        subjects: [{ kind: 'Group', name: 'dev', apiGroup: RBAC }],
        roleRef: { kind: 'ClusterRole', name: 'view', apiGroup: RBAC },
      },
    ],
  },
  steps: [
    {
      title: 'Ask the messenger',
      text: [
        'In this company everybody goes through `proxy.corp.example`. It asks jane for her password, and then calls the API server for her.',
        'Two runs appear: yours to the proxy, and the proxy’s to the API server. Look at the second one: which credential did it bring, and where does jane’s name stand?',
      ],
      runs: [{ label: 'Ask through the proxy', command: THROUGH }],
      goal: [
        { type: 'stage', stage: 'authn.front-proxy', verdict: 'recognised' },
        { type: 'reply', user: 'jane', status: 200 },
      ],
      hints: ['Press Run. In the list of runs choose the one from the proxy to the API server.'],
      solution: [{ do: 'run', command: THROUGH }],
      done: 'The API server never saw the password. It saw a certificate it knows, `CN=corp-proxy`, and took the proxy’s word for `X-Remote-User` and `X-Remote-Group`.',
    },
    {
      title: 'Be your own messenger',
      text: ['Headers are only text. Send the same ones yourself, straight to the API server, without any proxy.'],
      runs: [{ label: 'Send the headers alone', command: ALONE }],
      prediction: {
        question: 'What will the API server answer?',
        gate: 'authentication',
        choices: [
          {
            label: '200',
            meaning: 'as jane',
            because: 'The headers are the same, but headers are not enough. Without a certificate of the proxy’s CA the desk does not read them.',
          },
          {
            label: '403',
            meaning: 'as anonymous',
            right: true,
            because: 'The desk looks for a certificate first and finds none, so it has no opinion. Nobody else knows you, and you go on as `system:anonymous`.',
          },
          {
            label: '401',
            meaning: 'as a liar',
            because: 'Headers without a certificate are no wrong credential. To the API server they are no credential: it does not read them at all.',
          },
        ],
      },
      goal: [
        { type: 'stage', stage: 'authn.front-proxy', verdict: 'no-opinion' },
        { type: 'reply', status: 403, user: 'system:anonymous' },
      ],
      hints: ['Press Run, and follow the first desk of the authentication gate.'],
      solution: [{ do: 'run', command: ALONE }],
      done: 'A header proves nothing. That is why the desk asks for the messenger’s papers before it listens to the message.',
    },
    {
      title: 'Papers of another name',
      text: [
        'The company’s CA has signed a certificate for another program too: `metrics-proxy`. It lies on your laptop.',
        'Send the headers with that certificate. The CA is the right one; the name is not among `--requestheader-allowed-names`.',
      ],
      runs: [{ label: 'Send them with another certificate', command: OTHER }],
      goal: [
        { type: 'stage', stage: 'authn.front-proxy', verdict: 'error' },
        { type: 'reply', status: 401 },
      ],
      hints: ['Press Run. The desk says whose name it read and that it is no proxy.'],
      solution: [{ do: 'run', command: OTHER }],
      done: 'Now it is 401: a credential was shown and found wanting. A CA signs for many; the list of names says which of them may speak for others.',
    },
    {
      title: 'Become jane without a token',
      text: [
        'Whoever may speak for others can be anybody. Become jane, from your laptop, without knowing any password or token of hers.',
        'You hold a key and a certificate of the right CA. What is missing is one flag of the API server.',
      ],
      goal: [{ type: 'reply', status: 200, user: 'jane', from: 'laptop' }],
      hints: [
        'The flag is `requestheader-allowed-names`. It takes several names with commas between them.',
        'Add `metrics-proxy` to it, restart, and send the headers with that certificate once more.',
      ],
      solution: [{ do: 'set-flag', name: 'requestheader-allowed-names', value: 'corp-proxy,metrics-proxy' }, { do: 'restart' }, { do: 'run', command: OTHER }],
      done: 'The key of a proxy opens every door, for everybody’s name. Guard it like the keys of the cluster, give it a CA of its own, and keep the list short.',
      tab: 'API server flags',
    },
  ],
  fit: {
    plugin: 'Proxy',
    situations: {
      lab: { fits: false, because: 'A proxy has to be run, secured and kept up. For two people that is more work than the cluster.' },
      company: {
        fits: false,
        because: 'It can be made to work, but then every request of 500 people hangs on the proxy. A provider the API server knows by itself is less to run.',
      },
      night: {
        fits: false,
        because: 'The proxy signs people in with the same provider, and it is one more thing that can be down. Keep a certificate for that night.',
      },
      ci: { fits: false, because: 'A build system elsewhere would need an account at the proxy. It has an identity already, and OIDC can read that.' },
      legacy: { fits: false, because: 'The proxy could ask the old service, but the API server can ask it itself: that is the webhook.' },
      proxy: { fits: true, because: 'People are signed in there anyway. The gateway needs a certificate, and the API server the CA and the name.' },
    },
  },
};
