import type { Lesson } from './lesson.ts';

const ISSUER = 'https://login.example.test';
const GET_TOKEN = `--oidc-issuer-url=${ISSUER} --oidc-client-id=kubernetes --certificate-authority=/home/learner/example-ca.crt --oidc-extra-scope=email`;
const ARGS = ['oidc-login', 'get-token', ...GET_TOKEN.split(' ')].map((arg) => `--exec-arg=${arg}`).join(' ');
const USER = `kubectl config set-credentials jane --exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=Never --exec-command=kubectl ${ARGS}`;
const WHOAMI = 'kubectl --user=jane auth whoami';
/** One hour after the world begins. */
const LATER = 1779102131;
const GOOD = { iss: ISSUER, aud: 'kubernetes', exp: LATER, email: 'jane@example.test', email_verified: true };

export const lesson: Lesson = {
  number: 15,
  slug: 'when-oidc-says-no',
  title: 'When OIDC says no',
  minutes: 8,
  part: 'Who says so elsewhere?',
  idea: 'Six tokens fail for six reasons, and the client is told the same 401 each time. The reason stays with the server.',
  start: {
    parties: ['oidc'],
    flags: {
      'oidc-issuer-url': ISSUER,
      'oidc-client-id': 'kubernetes',
      'oidc-ca-file': '/var/lib/minikube/certs/example-ca.crt',
      'oidc-username-claim': 'email',
      'oidc-groups-claim': 'groups',
    },
  },
  steps: [
    {
      title: 'A token that works',
      text: [
        'Log in as jane and ask the API server who you are. kubectl fetches the token from the plugin, and the tab Tokens takes it apart.',
        'In this lesson you also hold the provider’s private key, `login-key-1`, so that you can make tokens it would never make.',
      ],
      runs: [
        { label: 'A user jane', command: USER },
        { label: 'Who am I?', command: WHOAMI },
      ],
      goal: [{ type: 'stage', stage: 'authn.oidc', verdict: 'recognised' }],
      hints: ['Run both lines; in the window choose jane, then Log in and allow.'],
      solution: [
        { do: 'run', command: USER },
        { do: 'run', command: WHOAMI },
        { do: 'log-in', login: 'jane' },
      ],
      done: 'Remember what stands in it: `iss`, `aud`, `exp`, `email`, `email_verified`. Each of them can spoil it.',
    },
    {
      title: 'Made for somebody else',
      text: ['The same provider gives tokens to many programs. Set `aud` to `grafana` in the tab Tokens, sign with `login-key-1`, and send it.'],
      prediction: {
        question: 'What will the client be told?',
        about: 'any',
        gate: 'authentication',
        choices: [
          {
            label: '401',
            meaning: 'and the reason',
            because: 'A reason would help whoever tries tokens. The server keeps it: it stands on the desk here, and in its own log there.',
          },
          {
            label: '401',
            meaning: 'nothing more',
            right: true,
            because: 'Unauthorized, and that is all. Expired, wrong audience, wrong key: from outside they look the same.',
          },
          {
            label: '403',
            meaning: 'wrong audience',
            because: '403 is an answer to somebody with a name. A token for another audience gives no name here, so the request never gets so far.',
          },
        ],
      },
      goal: [{ type: 'stage', stage: 'authn.oidc', verdict: 'error', reason: 'wrong audience' }],
      hints: ['In the payload: `"aud": "grafana"`. Choose the key `login-key-1`, Sign again, Send.'],
      solution: [{ do: 'forge-token', payload: { ...GOOD, aud: 'grafana' }, key: 'login-key-1' }, { do: 'send-token' }],
      done: 'A token says for whom it was made. Without that check, any program you log in to could be you in this cluster.',
      tab: 'Tokens',
    },
    {
      title: 'Too old',
      text: ['Put `aud` back to `kubernetes`, and let it end in the past: set `exp` to `1000000000`. Sign with the same key, and send.'],
      goal: [{ type: 'stage', stage: 'authn.oidc', verdict: 'error', reason: 'expired' }],
      hints: ['`exp` counts seconds since 1970. The tab shows the moment in words.'],
      solution: [{ do: 'forge-token', payload: { ...GOOD, exp: 1_000_000_000 }, key: 'login-key-1' }, { do: 'send-token' }],
      done: 'Signature, issuer and audience were in order. The same 401 again: it does not mean expired, it means unknown.',
      tab: 'Tokens',
    },
    {
      title: 'Signed by somebody else',
      text: ['Make the payload good again, with an `exp` to come (`1779102131`), and sign it with `stranger`, a key of your own.'],
      goal: [{ type: 'stage', stage: 'authn.oidc', verdict: 'error', reason: 'signature invalid' }],
      hints: ['Choose the key `stranger`, Sign again, Send. Watch the server ask for the keys once more.'],
      solution: [{ do: 'forge-token', payload: GOOD, key: 'stranger' }, { do: 'send-token' }],
      done: 'No key it holds fits, so the server fetches the provider’s keys again, in case they have changed. They have not.',
      tab: 'Tokens',
    },
    {
      title: 'From another provider',
      text: ['Now let the token say that somebody else made it: `"iss": "https://other.example.test"`, signed with `login-key-1`.'],
      goal: [
        { type: 'stage', stage: 'authn.oidc', verdict: 'no-opinion', reason: 'issuer not ours' },
        { type: 'reply', status: 401 },
      ],
      hints: ['Only `iss` changes. Compare the desk’s word with the ones before.'],
      solution: [{ do: 'forge-token', payload: { ...GOOD, iss: 'https://other.example.test' }, key: 'login-key-1' }, { do: 'send-token' }],
      done: 'This desk did not even check the signature: not my provider, so no opinion. The others had none either, and that too is 401.',
      tab: 'Tokens',
    },
    {
      title: 'An address nobody has checked',
      text: ['The name is taken from `email`. Put `iss` back, and set `email_verified` to `false`.'],
      goal: [{ type: 'stage', stage: 'authn.oidc', verdict: 'error', reason: 'e-mail address not verified' }],
      hints: ['`"email_verified": false`, without quotes around false.'],
      solution: [{ do: 'forge-token', payload: { ...GOOD, email_verified: false }, key: 'login-key-1' }, { do: 'send-token' }],
      done: 'Anybody can type any address into a form. Only one the provider has checked may become a name.',
      tab: 'Tokens',
    },
    {
      title: 'Repair it',
      text: ['Make a token by hand that the server takes: everything as the provider would write it, and the right key.'],
      goal: [{ type: 'stage', stage: 'authn.oidc', verdict: 'recognised' }],
      hints: ['Right `iss`, right `aud`, `exp` to come, a verified `email`, signed with `login-key-1`.'],
      solution: [{ do: 'forge-token', payload: GOOD, key: 'login-key-1' }, { do: 'send-token' }],
      done: 'Whoever holds the provider’s key can be anybody. That is why providers keep it well, and rotate it.',
      tab: 'Tokens',
    },
  ],
};
