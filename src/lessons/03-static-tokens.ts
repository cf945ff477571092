import type { Lesson } from './lesson.ts';

const PATH = '/etc/ca-certificates/tokens.csv';
const send = (token: string): string => `curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer ${token}" https://192.168.49.2:8443/api/v1/namespaces`;
const FILE = `token1,arthur,1,"admin,dev,qa"
token2,daniele,2,dev
token3,errge,3,qa
`;

export const lesson: Lesson = {
  number: 3,
  slug: 'static-tokens',
  title: 'Static tokens',
  minutes: 5,
  part: 'Who are you?',
  idea: 'A line of a file turns a token into a name. A name is not yet a permission.',
  steps: [
    {
      title: 'A known token',
      text: [
        'The API server was started with `--token-auth-file`. Each line of that file is a token and the person it stands for: token, user, uid, groups.',
        'Nobody has bound any role to arthur yet. Send `token1` and watch which desk knows it.',
      ],
      runs: [{ label: 'Send token1', command: send('token1') }],
      prediction: {
        question: 'What will the server answer?',
        gate: 'authorization',
        choices: [
          {
            label: '200',
            meaning: 'allowed',
            because:
              'The token works, and that is all it does: it gives you the name arthur. What arthur may do is asked at another gate, and no binding names him.',
          },
          {
            label: '401',
            meaning: 'unknown',
            because: 'The file knows `token1`, so the server knows your name. 401 is for callers nobody can name.',
          },
          {
            label: '403',
            meaning: 'forbidden',
            right: true,
            because: 'The file knows the token, so you are arthur. No rule lets arthur list namespaces. Recognised is not allowed.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 403, user: 'arthur' }],
      hints: ['Two gates judge: Authentication gives the badge, Authorization reads it.'],
      solution: [{ do: 'run', command: send('token1') }],
      done: 'The badge says arthur, the stamp says no. Two questions, two gates.',
    },
    {
      title: 'A token nobody knows',
      text: [
        '`token9` stands in no line. You might expect that a caller nobody knows becomes anonymous, as one who shows nothing does.',
        'Send it and look at the last desk.',
      ],
      runs: [{ label: 'Send token9', command: send('token9') }],
      goal: [{ type: 'reply', status: 401, credential: 'bearer' }],
      hints: ['Find the row Bearer token, above Anonymous.'],
      solution: [{ do: 'run', command: send('token9') }],
      done: 'A wrong token is worse than none: it is an error, so the blank badge is never offered. And the server says only 401, never why.',
    },
    {
      title: 'A new line',
      text: [
        'nadia joins the operators. Add a line for her to `tokens.csv`: `token4,nadia,4,ops`. What you type lies on the node’s disk at once.',
        'Then send `token4`, without restarting anything.',
      ],
      runs: [{ label: 'Send token4', command: send('token4') }],
      goal: [
        { type: 'file-saved', path: PATH, contains: 'token4,nadia' },
        { type: 'file-read-without', path: PATH, contains: 'token4' },
        { type: 'reply', status: 401, credential: 'bearer' },
      ],
      hints: ['The file has a tab of its own. A new line at its end is enough.'],
      solution: [
        { do: 'edit-file', path: PATH, text: `${FILE}token4,nadia,4,ops\n` },
        { do: 'run', command: send('token4') },
      ],
      done: 'Changed on disk, not yet read: the server holds the copy it read when it started.',
      tab: 'tokens.csv',
    },
    {
      title: 'Let nadia in',
      text: ['Now make the server recognise nadia, in the group `ops`. It will still refuse her request, but by name.'],
      goal: [
        { type: 'file-read', path: PATH, contains: 'nadia' },
        { type: 'reply', user: 'nadia', group: 'ops' },
      ],
      hints: ['The server reads the file once, when it starts.', 'Restart API server stands in the banner above the file; then send `token4` again.'],
      solution: [{ do: 'restart' }, { do: 'run', command: send('token4') }],
      done: 'A person was added to a cluster by a line in a file and a restart of its API server. The next lesson takes one away again.',
      tab: 'tokens.csv',
    },
  ],
};
