import type { Lesson } from './lesson.ts';

const CA = '--certificate-authority=/home/learner/example-ca.crt';
const ISSUER = 'https://login.example.test';
const GET_TOKEN = `--oidc-issuer-url=${ISSUER} --oidc-client-id=kubernetes ${CA} --oidc-extra-scope=email`;
const ARGS = ['oidc-login', 'get-token', ...GET_TOKEN.split(' ')].map((arg) => `--exec-arg=${arg}`).join(' ');
const USER = `kubectl config set-credentials jane --exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=Never --exec-command=kubectl ${ARGS}`;
const PODS = 'kubectl --user=jane get pods';
const RBAC = 'rbac.authorization.k8s.io';

const BINDING = `apiVersion: ${RBAC}/v1
kind: ClusterRoleBinding
metadata:
  name: dev-looks
subjects:
- kind: Group
  name: corp:dev
  apiGroup: ${RBAC}
roleRef:
  kind: ClusterRole
  name: view
  apiGroup: ${RBAC}
`;

export const lesson: Lesson = {
  number: 14,
  slug: 'somebody-elses-passport',
  title: 'Somebody else’s passport: OIDC',
  minutes: 9,
  part: 'Who says so elsewhere?',
  idea: 'A provider signs who you are. The API server needs its public keys, and nothing else, to believe it.',
  start: {
    parties: ['oidc'],
    flags: {
      'oidc-issuer-url': ISSUER,
      'oidc-client-id': 'kubernetes',
      'oidc-ca-file': '/var/lib/minikube/certs/example-ca.crt',
      'oidc-username-claim': 'email',
      'oidc-username-prefix': 'corp:',
      'oidc-groups-claim': 'groups',
      'oidc-groups-prefix': 'corp:',
    },
  },
  steps: [
    {
      title: 'Read what the provider publishes',
      text: [
        'Your company has an identity provider at `login.example.test`. Anybody may read two documents of it: what it is called and where its parts are, and the public keys it signs with.',
        'The API server was started with `--oidc-issuer-url` and fetched the first one then. Fetch it yourself.',
      ],
      runs: [
        { label: 'Its description', command: `curl -sS --cacert ~/example-ca.crt ${ISSUER}/.well-known/openid-configuration` },
        { label: 'Its keys', command: `curl -sS --cacert ~/example-ca.crt ${ISSUER}/keys` },
      ],
      goal: [{ type: 'asked', target: '/keys', status: 200 }],
      hints: ['Press both Run buttons, one after the other.'],
      solution: [
        { do: 'run', command: `curl -sS --cacert ~/example-ca.crt ${ISSUER}/.well-known/openid-configuration` },
        { do: 'run', command: `curl -sS --cacert ~/example-ca.crt ${ISSUER}/keys` },
      ],
      done: '`issuer` is the name the API server insists on, `jwks_uri` is where the keys lie. No secret was exchanged with the cluster.',
    },
    {
      title: 'Log in',
      text: [
        'The plugin `kubectl oidc-login` opens the provider’s page, you log in there, and the provider sends your browser back with a code. The plugin trades the code for a token.',
        'Log in as jane. Watch the requests: none of them goes to the API server.',
      ],
      runs: [{ label: 'Log in at the provider', command: `kubectl oidc-login setup ${GET_TOKEN}` }],
      goal: [{ type: 'asked', target: '/token', status: 200 }],
      hints: ['Press Run; a window opens. Choose jane, then Log in and allow.'],
      solution: [
        { do: 'run', command: `kubectl oidc-login setup ${GET_TOKEN}` },
        { do: 'log-in', login: 'jane' },
      ],
      done: 'The claims say who jane is: `iss` who says so, `aud` for whom, `email`, `groups`, and until when. The last lines tell how kubectl gets such a token by itself.',
    },
    {
      title: 'Show it to the cluster',
      text: [
        'Make a user of your kubeconfig that asks the plugin for its token, then list pods as that user. kubectl runs the plugin first, you log in once more, and the token goes along.',
        'Everything is set up on the server: issuer, client, CA, the claim for the name, and the prefix `corp:` before names and groups.',
      ],
      runs: [
        { label: 'A user jane', command: USER },
        { label: 'List pods as jane', command: PODS },
      ],
      prediction: {
        question: 'When does the API server ask the provider?',
        about: 1,
        gate: 'authorization',
        choices: [
          {
            label: 'every time',
            meaning: 'at each request',
            because: 'Then every kubectl call would hang when the provider is slow. The signature lets the server judge by itself, with keys it already holds.',
          },
          {
            label: 'keys only',
            meaning: 'when it lacks them',
            right: true,
            because: 'It fetches the public keys when a signature fits none it holds, and keeps them. Who you are, it never asks: the token says so.',
          },
          {
            label: 'never',
            meaning: 'a file is enough',
            because: 'No file of the server holds the provider’s keys. It fetched their address at its start, and the keys with the first token.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 403, user: 'corp:jane@example.test', group: 'corp:dev' }],
      hints: ['Run both lines, log in as jane, and look at the desk OIDC.'],
      solution: [
        { do: 'run', command: USER },
        { do: 'run', command: PODS },
        { do: 'log-in', login: 'jane' },
      ],
      done: 'Recognised as `corp:jane@example.test`, in groups `corp:dev` and `corp:oncall`. Nobody has bound those to anything yet, hence 403.',
    },
    {
      title: 'The provider changes its key',
      text: [
        'Providers rotate keys. In the tab Parties, press Rotate its key: from now on it signs with another one and publishes only that.',
        'Then log in anew and list pods. The server holds the old key.',
      ],
      runs: [{ label: 'Throw the cached token away', command: 'kubectl oidc-login clean' }],
      goal: [
        { type: 'party', name: 'login', member: 'keys', value: ['login-key-2'] },
        { type: 'stage', stage: 'authn.oidc', verdict: 'recognised' },
      ],
      hints: ['First rotate, then clean the cache, then list pods and log in as jane.'],
      solution: [
        { do: 'edit-party', name: 'login', fields: { keys: ['login-key-2'] } },
        { do: 'run', command: 'kubectl oidc-login clean' },
        { do: 'run', command: PODS },
        { do: 'log-in', login: 'jane' },
      ],
      done: 'No key the server held fitted the signature, so it fetched the keys again, once, and found the new one. Nobody restarted anything.',
      tab: 'Parties',
    },
    {
      title: 'Bind the group your token carries',
      text: [
        'Let the developers of your company look at things: bind the ClusterRole `view` to their group.',
        'The subject must be spelled as the server sees it, not as the provider writes it.',
      ],
      goal: [
        { type: 'may', user: 'someone-else', groups: ['corp:dev'], verb: 'list', resource: 'pods', namespace: 'default', allowed: true },
        { type: 'reply', status: 200, user: 'corp:jane@example.test', resource: 'pods' },
      ],
      hints: [
        '`kubectl --user=jane auth whoami` shows the groups with their prefix.',
        'In the tab RBAC: a ClusterRoleBinding for the Group `corp:dev`. Then list pods as jane.',
      ],
      solution: [
        { do: 'edit-rbac', text: BINDING },
        { do: 'run', command: PODS },
      ],
      done: 'The prefix keeps strangers’ names apart from your own: a provider cannot call anybody `system:masters` here.',
      tab: 'RBAC',
    },
  ],
  fit: {
    plugin: 'OIDC',
    situations: {
      lab: {
        fits: false,
        because: 'A provider has to be run or rented, and its claims learned, before the first request. Two people are quicker with certificates.',
      },
      company: { fits: true, because: 'People log in where they always do, and whoever leaves there leaves here too. Groups come with the token.' },
      night: { fits: false, because: 'Tokens still held work until they expire, and new ones nobody gives. Keep another way in for that night.' },
      ci: { fits: true, because: 'Its identity is a signed token of its own provider. The API server can trust a second issuer beside yours.' },
      legacy: { fits: false, because: 'Only the old service can read its tokens. OIDC needs a JWT, and keys that anybody may fetch.' },
      proxy: { fits: false, because: 'The gateway has done the login already, and it hands over headers. No ID token of the person reaches the API server.' },
    },
  },
};
