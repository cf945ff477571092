import type { Lesson } from './lesson.ts';

const CURL = 'curl -sS --cacert ~/.minikube/ca.crt';
const SERVER = 'https://192.168.49.2:8443';
const ASK = `${CURL} ${SERVER}/api/v1/namespaces`;

export const lesson: Lesson = {
  number: 2,
  slug: 'what-does-the-server-see',
  title: 'What does the server see of you?',
  minutes: 4,
  part: 'Who are you?',
  idea: 'A request that shows nothing still gets a name: system:anonymous.',
  steps: [
    {
      title: 'Send nothing',
      text: [
        'This request carries no token and no certificate. At the authentication gate one desk after the other is asked whether it knows the caller.',
        'Send it, and watch which desk speaks.',
      ],
      runs: [{ label: 'Send nothing', command: ASK }],
      prediction: {
        question: 'What will the server answer?',
        gate: 'authentication',
        choices: [
          {
            label: '200',
            meaning: 'allowed',
            because: 'Nothing secret stands in that list, but nobody weighs that. To RBAC it is a resource, and no rule gives it to you.',
          },
          {
            label: '401',
            meaning: 'unknown',
            because: '401 means that nobody could name you. Here somebody can: whoever shows nothing is called `system:anonymous`. Anonymous is a name.',
          },
          {
            label: '403',
            meaning: 'forbidden',
            right: true,
            because: 'No desk knew you, so the last one gave you the blank badge: `system:anonymous`. A name, but one that may not list namespaces.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 403, user: 'system:anonymous' }],
      hints: ['The last desk in the row is the one to watch.'],
      solution: [{ do: 'run', command: ASK }],
      done: '403 needs a name to refuse. The server’s message says which: User "system:anonymous".',
    },
    {
      title: 'What a nobody may read',
      text: [
        'A name can stand in a binding, and this one does: `system:public-info-viewer` lets the group `system:unauthenticated` read health checks and the version.',
        'So the same empty-handed caller gets an answer elsewhere.',
      ],
      runs: [
        { label: 'Ask for the version', command: `${CURL} ${SERVER}/version` },
        { label: 'Ask whether it lives', command: `${CURL} ${SERVER}/livez` },
      ],
      goal: [{ type: 'reply', status: 200, user: 'system:anonymous' }],
      hints: ['Look at the Authorization gate: it names the binding that allowed it.'],
      solution: [{ do: 'run', command: `${CURL} ${SERVER}/version` }],
      done: 'Anonymous is not the same as locked out. What it may do is written in bindings, as for everybody else.',
    },
    {
      title: 'One flag apart',
      text: [
        'The blank badge comes from a desk, and a desk can be closed: `--anonymous-auth=false`. The server reads its flags when it starts.',
        'Get both answers from one and the same command: first the 403, then a 401, with nothing between them but this flag.',
      ],
      runs: [{ label: 'Send nothing', command: ASK }],
      goal: [
        { type: 'reply', status: 403, credential: 'none' },
        { type: 'reply', status: 401, credential: 'none' },
        { type: 'server', status: 'running', flag: { name: 'anonymous-auth', value: 'false' } },
      ],
      hints: [
        'Send the request once before you change anything: that is the 403.',
        'The flag stands in the tab API server flags. A change waits for Restart API server.',
        'Then send the very same command again.',
      ],
      solution: [{ do: 'run', command: ASK }, { do: 'set-flag', name: 'anonymous-auth', value: 'false' }, { do: 'restart' }, { do: 'run', command: ASK }],
      done: '401: unknown. 403: known, and not allowed. Which of them an empty-handed caller meets is one flag of the server.',
      tab: 'API server flags',
    },
  ],
};
