import type { Lesson } from './lesson.ts';

const NAMESPACES = 'https://192.168.49.2:8443/api/v1/namespaces';

export const lesson: Lesson = {
  number: 1,
  slug: 'whom-do-you-trust',
  title: 'Whom do you trust?',
  minutes: 3,
  part: 'Who are you?',
  idea: 'Before the server asks who you are, you ask who it is. No trust, no request.',
  steps: [
    {
      title: 'Ask without the CA',
      text: [
        'You sit at a laptop. The API server listens at `192.168.49.2:8443` and shows a certificate signed by `minikubeCA`, a CA that only this cluster knows.',
        'Ask it for the namespaces, and give `curl` nothing to check that certificate with.',
      ],
      runs: [{ label: 'Ask without the CA', command: `curl -sS ${NAMESPACES}` }],
      prediction: {
        question: 'Who answers?',
        gate: 'tls',
        choices: [
          {
            label: 'TLS',
            meaning: 'curl hangs up',
            right: true,
            because: 'curl asked who the server is, could not tell, and hung up. The envelope was never opened, so no desk has seen it.',
          },
          {
            label: '401',
            meaning: 'unknown',
            because: 'A 401 is an answer, and an answer needs a request. curl hung up first: the server never heard you.',
          },
          {
            label: '403',
            meaning: 'forbidden',
            because: 'The server refuses nobody here: it never heard you. It was curl that did not trust the server.',
          },
        ],
      },
      goal: [{ type: 'connection-failed' }],
      hints: ['Press Run, then walk through the steps one at a time.'],
      solution: [{ do: 'run', command: `curl -sS ${NAMESPACES}` }],
      done: 'curl: (60) is curl speaking, not the server. Nothing in Kubernetes has refused you yet.',
    },
    {
      title: 'Do not ask',
      text: [
        'curl gave up because nobody it trusts has signed that certificate.',
        'With `-k` it stops asking: it encrypts, but to whom, it does not know. Whoever answers at this address could now read your token.',
        'Send it once and look at the first gate: encrypted, not verified.',
      ],
      runs: [{ label: 'Ask with -k', command: `curl -sSk ${NAMESPACES}` }],
      goal: [{ type: 'reply', status: 403 }],
      hints: ['The gate in question is TLS. Its reason changes from the step before.'],
      solution: [{ do: 'run', command: `curl -sSk ${NAMESPACES}` }],
      done: 'The request got through, and the answer is the server’s own. What it cost: you cannot tell whose answer it is.',
    },
    {
      title: 'Now with proof',
      text: [
        'minikube left its CA on your laptop when it made the cluster.',
        'Make curl reach the server so that it checks the certificate, and finds it good. Without `-k`.',
      ],
      goal: [{ type: 'stage', stage: 'tls', verdict: 'passed', passed: 'made out to 192.168.49.2' }, { type: 'reply' }],
      hints: ['The file is `~/.minikube/ca.crt`.', 'curl takes a CA file with `--cacert FILE`.'],
      solution: [{ do: 'run', command: `curl -sS --cacert ~/.minikube/ca.crt ${NAMESPACES}` }],
      done: 'curl checked, then spoke. The 403 is the server’s word: it heard you, and no rule lets you list namespaces. Who it thinks you are is the next lesson.',
    },
  ],
};
