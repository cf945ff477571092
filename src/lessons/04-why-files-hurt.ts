import type { Lesson } from './lesson.ts';

const PATH = '/etc/ca-certificates/tokens.csv';
const send = (token: string): string => `curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer ${token}" https://192.168.49.2:8443/api/v1/namespaces`;

export const lesson: Lesson = {
  number: 4,
  slug: 'why-files-hurt',
  title: 'Why files hurt',
  minutes: 5,
  part: 'Who are you?',
  idea: 'A file that is read once cannot take anything back, and one bad line keeps everybody out.',
  steps: [
    {
      title: 'Take a token away',
      text: [
        'daniele has lost her laptop, and `token2` with it. You do what one does: you delete her line from `tokens.csv`.',
        'Do that now. Then be the thief, and send `token2`.',
      ],
      runs: [{ label: 'Send token2', command: send('token2') }],
      prediction: {
        question: 'Her line is gone. What does the thief get?',
        gate: 'authentication',
        choices: [
          {
            label: '401',
            meaning: 'unknown',
            because: 'Gone from the file is not gone from the server. It read the file when it started and has not looked at it since.',
          },
          {
            label: '403',
            meaning: 'as daniele',
            right: true,
            because:
              'The server still holds the copy it read at start, with line 2 in it. To the server the thief is daniele; only a missing binding refuses the request.',
          },
          {
            label: '403',
            meaning: 'as anonymous',
            because: 'A token that no desk knows never becomes anonymous, it is an error. But a desk does know this one, from the copy in memory.',
          },
        ],
      },
      goal: [
        { type: 'file-saved-without', path: PATH, contains: 'token2' },
        { type: 'reply', status: 403, user: 'daniele' },
      ],
      hints: ['Delete the whole second line in the tab tokens.csv, then send the token.', 'Do not restart yet.'],
      solution: [
        { do: 'edit-file', path: PATH, text: 'token1,arthur,1,"admin,dev,qa"\ntoken3,errge,3,qa\n' },
        { do: 'run', command: send('token2') },
      ],
      done: 'The file on disk is yours, the copy in memory is the server’s. A stolen token lives until the next start.',
      tab: 'tokens.csv',
    },
    {
      title: 'Break it',
      text: [
        'So a restart is needed, and a restart reads the file again, all of it. Delete the last quote of line 1, as a slip of the finger would, and restart.',
        'Then send any request.',
      ],
      runs: [{ label: 'Send token3', command: send('token3') }],
      goal: [{ type: 'server', status: 'stopped' }, { type: 'connection-failed' }],
      hints: ['Line 1 ends in `qa"`. Without that quote the field never ends.', 'After Restart API server, send token3.'],
      solution: [
        { do: 'edit-file', path: PATH, text: 'token1,arthur,1,"admin,dev,qa\ntoken3,errge,3,qa\n' },
        { do: 'restart' },
        { do: 'run', command: send('token3') },
      ],
      done: 'One quote, and nobody gets in: not errge, not the kubelets, not you with your certificate. The server does not start on a file it cannot read.',
      tab: 'tokens.csv',
    },
    {
      title: 'Revoke it for good',
      text: ['Repair the file and make sure that `token2` really stops working, while arthur and errge keep theirs.'],
      runs: [{ label: 'Send token2', command: send('token2') }],
      goal: [
        { type: 'file-read', path: PATH, contains: 'token1' },
        { type: 'file-read', path: PATH, contains: 'token3' },
        { type: 'file-read-without', path: PATH, contains: 'token2' },
        { type: 'reply', status: 401, credential: 'bearer' },
      ],
      hints: ['The server must start, so line 1 needs its quote back.', 'Restart, then send `token2` to see it fail.'],
      solution: [
        { do: 'edit-file', path: PATH, text: 'token1,arthur,1,"admin,dev,qa"\ntoken3,errge,3,qa\n' },
        { do: 'restart' },
        { do: 'run', command: send('token2') },
      ],
      done: 'Revoked: by an edit on every node that runs an API server, and a restart of each. That is why static tokens are for a lab, and why everything that follows exists.',
      tab: 'tokens.csv',
    },
  ],
};
