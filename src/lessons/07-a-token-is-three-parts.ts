import type { Lesson } from './lesson.ts';

const CREATE = 'kubectl -n authn-demo create token test --duration=10m';
const SUBJECT = 'system:serviceaccount:authn-demo:test';

export const lesson: Lesson = {
  number: 7,
  slug: 'a-token-is-three-parts',
  title: 'A token is three parts',
  minutes: 6,
  part: 'Who are your Pods?',
  idea: 'Anybody can read a JWT and write one. Only the holder of the key can make the third part fit.',
  start: {
    objects: [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'authn-demo' } },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'test', namespace: 'authn-demo' } },
    ],
  },
  steps: [
    {
      title: 'Have one made',
      text: [
        'Workloads have accounts inside the cluster. Here is one: `test` in the namespace `authn-demo`.',
        'Ask the API server for a token of that account, good for ten minutes. It opens in the tab Tokens: header, payload, signature, joined by dots.',
      ],
      runs: [{ label: 'Create a token', command: CREATE }],
      goal: [{ type: 'reply', status: 201, resource: 'serviceaccounts' }],
      hints: ['Press Run, then open the tab Tokens.'],
      solution: [{ do: 'run', command: CREATE }],
      done: 'You can read every claim without any key: base64url is spelling, not secrecy. The account under `kubernetes.io` becomes the username; `sub` says it once more.',
    },
    {
      title: 'Change one letter',
      text: [
        'In the payload, `sub` ends in `test`. Make it `best`: one letter. The tab encodes your payload again, and leaves the signature as it is.',
        'Send the token from the tab.',
      ],
      prediction: {
        question: 'What will the server answer?',
        about: 'any',
        gate: 'authentication',
        choices: [
          {
            label: '401',
            meaning: 'unknown',
            right: true,
            because: 'The signature was made over the old letters and does not fit the new ones. So nothing the payload says is believed.',
          },
          {
            label: '403',
            meaning: 'as best',
            because:
              'The server believes a claim only after the signature fits, and it did not come so far. It would not have met best then, either: it takes the name from `kubernetes.io`, not from `sub`.',
          },
          {
            label: '403',
            meaning: 'as test',
            because: 'The token has not expired, but that is only one of the checks. The signature comes before the clock, and it no longer fits.',
          },
        ],
      },
      goal: [
        { type: 'stage', stage: 'authn.service-account', verdict: 'error' },
        { type: 'reply', status: 401 },
      ],
      hints: ['The tab Tokens holds the payload as text. Change the letter, then press Send.'],
      solution: [{ do: 'forge-token', payload: { sub: 'system:serviceaccount:authn-demo:best' }, key: null }, { do: 'send-token' }],
      done: 'Three parts, one seal: the third part is computed from the first two. Change a letter, and it is waste paper.',
      tab: 'Tokens',
    },
    {
      title: 'Seal it yourself',
      text: [
        'A forger makes a new signature. You have a key pair of your own in the tab: `stranger`. Sign the token with it and send it.',
        'You can also set `alg` to `none` in the header, and send it without any signature.',
      ],
      goal: [
        { type: 'stage', stage: 'authn.service-account', verdict: 'error' },
        { type: 'reply', status: 401 },
      ],
      hints: ['Choose the key `stranger`, press Sign again, then Send.'],
      solution: [{ do: 'forge-token', payload: { sub: SUBJECT }, key: 'stranger' }, { do: 'send-token' }],
      done: 'A signature that fits a key is not enough: it must be a key the server knows. And a token that asks for no check is not granted one.',
      tab: 'Tokens',
    },
    {
      title: 'Signed well, and still 401',
      text: [
        'Now take the cluster’s own key, `sa`: what you sign with it bears a signature that the server believes.',
        'Make a token that is signed well and is still answered 401. A signature is the first check, not the last.',
      ],
      goal: [
        { type: 'stage', stage: 'authn.service-account', verdict: 'error', passed: 'signature' },
        { type: 'reply', status: 401 },
      ],
      hints: [
        'Think of what else a token says: for whom it is meant, until when, and which account it speaks for.',
        'Set `aud` to `["vault"]`, or `exp` to a time that is past, sign with `sa`, and send.',
      ],
      solution: [{ do: 'forge-token', payload: { sub: SUBJECT, aud: ['vault'] }, key: 'sa' }, { do: 'send-token' }],
      done: 'The signature says who wrote it. Audience, time and account decide whether it counts here and now.',
      tab: 'Tokens',
    },
  ],
};
