import type { Lesson } from './lesson.ts';

const RBAC = 'rbac.authorization.k8s.io';
const send = (token: string): string => `curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer ${token}" https://192.168.49.2:8443/api/v1/namespaces`;
const JANE = { status: { authenticated: true, user: { username: 'janedoe', uid: '42', groups: ['developers', 'qa'] } } };
const BINDING = `apiVersion: ${RBAC}/v1
kind: ClusterRoleBinding
metadata:
  name: developers-look
subjects:
- kind: Group
  name: developers
  apiGroup: ${RBAC}
roleRef:
  kind: ClusterRole
  name: view
  apiGroup: ${RBAC}
`;

export const lesson: Lesson = {
  number: 16,
  slug: 'ask-a-stranger',
  title: 'Ask a stranger: webhook',
  minutes: 7,
  part: 'Who says so elsewhere?',
  idea: 'The server can ask somebody else whose token this is. What that somebody says, it believes.',
  start: {
    parties: ['token-webhook'],
    flags: {
      'authentication-token-webhook-config-file': '/etc/kubernetes/token-webhook.yaml',
      'authentication-token-webhook-version': 'v1',
    },
  },
  steps: [
    {
      title: 'A token no file knows',
      text: [
        'A service of your company knows keys of its own. The API server was told where it lives, and shows it every token that no other desk knows.',
        'Send `jane-key` and watch the letter that leaves the building.',
      ],
      runs: [{ label: 'Send jane-key', command: send('jane-key') }],
      goal: [{ type: 'reply', status: 403, user: 'janedoe' }],
      hints: ['Press Run, and step to the desk Webhook.'],
      solution: [{ do: 'run', command: send('jane-key') }],
      done: 'The question is a TokenReview, the answer the same object with a status: authenticated, name, groups. The token itself went along.',
    },
    {
      title: 'The stranger is gone',
      text: [
        'In the tab Parties, make the webhook unreachable: nothing listens at `tokens.example.test` any more.',
        'Then send `token1`, which stands in the static token file.',
      ],
      runs: [{ label: 'Send token1', command: send('token1') }],
      prediction: {
        question: 'What will the server answer to token1?',
        gate: 'authentication',
        choices: [
          {
            label: '401',
            meaning: 'nobody comes in',
            because: 'A desk that cannot answer does not close the others. The static token file is asked first, and it knows this token.',
          },
          {
            label: '403',
            meaning: 'as arthur',
            right: true,
            because: 'The file knows the token, so the webhook is not even asked. arthur may do nothing yet, hence 403.',
          },
          {
            label: '500',
            meaning: 'broken server',
            because: 'The server is not broken, and it does not say so to callers. A webhook that fails is an error of one desk: 401 for its tokens only.',
          },
        ],
      },
      goal: [
        { type: 'party', name: 'tokens', member: 'down', value: true },
        { type: 'reply', user: 'arthur' },
      ],
      hints: ['Parties, tokens, the box unreachable. Then press Run.'],
      solution: [
        { do: 'edit-party', name: 'tokens', fields: { down: true } },
        { do: 'run', command: send('token1') },
      ],
      done: 'Only tokens that nobody else knows wait for the webhook. While it is gone, those are 401.',
      tab: 'Parties',
    },
    {
      title: 'It answers nonsense',
      text: [
        'Let it listen again, and let it answer rubbish for a token `mel-key`: `"mel-key": { "text": "no idea" }` among its tokens.',
        'Other answers to try: `{ "http": 500 }`, `{ "silent": true }`.',
      ],
      runs: [{ label: 'Send mel-key', command: send('mel-key') }],
      goal: [
        { type: 'stage', stage: 'authn.webhook', verdict: 'error' },
        { type: 'reply', status: 401 },
        { type: 'asked', target: '/authenticate', status: 200 },
      ],
      hints: ['Take the tick from unreachable, add the token to the text, then press Run.'],
      solution: [
        { do: 'edit-party', name: 'tokens', fields: { down: false, tokens: { 'jane-key': JANE, 'mel-key': { text: 'no idea' } } } },
        { do: 'run', command: send('mel-key') },
      ],
      done: 'An answer the server cannot read is no answer. It refuses, and says 401 and nothing else to the caller.',
      tab: 'Parties',
    },
    {
      title: 'Let janedoe in',
      text: ['janedoe comes with the groups `developers` and `qa`, as the webhook says. Let her list namespaces.'],
      goal: [{ type: 'reply', status: 200, user: 'janedoe', resource: 'namespaces' }],
      hints: ['The ClusterRole `view` is enough. Bind it to the group `developers` in the tab RBAC, then send `jane-key`.'],
      solution: [
        { do: 'edit-rbac', text: BINDING },
        { do: 'run', command: send('jane-key') },
      ],
      done: 'Look at the desk: the webhook was not asked this time. What it recognised is remembered for two minutes, so a revoked key lives on that long.',
      tab: 'RBAC',
    },
  ],
  fit: {
    plugin: 'Webhook',
    situations: {
      lab: { fits: false, because: 'A service to write, run and secure, for two people. A file they each keep is less.' },
      company: {
        fits: false,
        because: 'Every new token costs a question, and the service must never be down. A provider whose tokens the server reads by itself asks less.',
      },
      night: { fits: false, because: 'The webhook is one more service that has to answer at night, and behind it stands the provider.' },
      ci: { fits: false, because: 'Its tokens are signed and can be checked here. Nobody has to be asked about them.' },
      legacy: { fits: true, because: 'Only the old service knows its tokens, and it can be asked about one. That is what this desk does.' },
      proxy: { fits: false, because: 'The gateway knows the person already. There is no token left to ask about.' },
    },
  },
};
