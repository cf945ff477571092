import type { Lesson } from '../../src/lessons/lesson.ts';

/** Enough of a lesson to see the dock with something in it. */
export const lesson: Lesson = {
  number: 4,
  slug: 'static-tokens',
  title: 'Static tokens',
  minutes: 5,
  part: 'Who are you?',
  idea: 'A line in a file is a person.',
  steps: ['Read the file', 'Start the server', 'Send token1', 'Send token9', 'Edit the file', 'Restart'].map((title, i) => ({
    title,
    text: [
      'The API server was started with `--token-auth-file`. Each line of that file is a token and the person it stands for.',
      'Send `token1` and watch which desk knows it.',
    ],
    runs: [{ label: 'Send token1', command: 'curl -H "Authorization: Bearer token1" https://kube-apiserver:6443/api/v1/namespaces' }],
    solution: [],
    ...(i === 2
      ? {
          prediction: {
            question: 'What will the server answer?',
            gate: 'authentication',
            choices: [
              { label: '200', meaning: 'allowed', right: true as const, because: 'The file knows the token, and arthur is bound to cluster-admin.' },
              { label: '401', meaning: 'unknown', because: 'The file knows it.' },
              { label: '403', meaning: 'forbidden', because: 'A rule lets arthur.' },
            ],
          },
        }
      : {}),
  })),
};
