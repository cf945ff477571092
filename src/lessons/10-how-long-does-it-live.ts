import { ACCOUNT, copyOf, podYaml, send } from './in-a-pod.ts';
import type { Lesson } from './lesson.ts';

const USER = `${ACCOUNT}default`;
const START = 'kubectl apply -f web.yaml\nkubectl wait --for=condition=Ready pod/web';
const COPY = copyOf('TOKEN', 'web');
const SEND = send('TOKEN');
const DELETE = 'kubectl delete pod web --force --grace-period=0';
const LATER = `advance 15s\n${SEND}`;

export const lesson: Lesson = {
  number: 10,
  slug: 'how-long-does-it-live',
  title: 'How long does it live?',
  minutes: 7,
  part: 'Who are your Pods?',
  idea: 'A mounted token ends with its Pod. What it says of its own end is only the latest moment.',
  start: { laptop: { '/home/learner/web.yaml': podYaml('web') } },
  steps: [
    {
      title: 'In your hand',
      text: ['Start a Pod, copy its token to your laptop, and send it from there. A token does not know where it is.'],
      runs: [
        { label: 'Start the Pod', command: START },
        { label: 'Copy its token and send it', command: `${COPY}\n${SEND}` },
      ],
      goal: [{ type: 'reply', status: 200, user: USER, from: 'laptop', credential: 'bearer' }],
      hints: ['Press the first Run, then the second.'],
      solution: [
        { do: 'run', command: START },
        { do: 'run', command: `${COPY}\n${SEND}` },
      ],
      done: 'Whoever holds it is that account. Look at it in the tab Tokens: it says that it ends in a year.',
    },
    {
      title: 'The Pod is gone',
      text: ['You send the token once more, delete its Pod, and send it again in the same second. It does not end before next year.'],
      runs: [{ label: 'Send, delete the Pod, send', command: `${SEND}\n${DELETE}\n${SEND}` }],
      prediction: {
        question: 'The Pod was deleted a moment ago. What will the server say?',
        gate: 'authentication',
        choices: [
          {
            label: '401',
            meaning: 'dead at once',
            because: 'Almost. The server looks whether the Pod is there, but it remembers its last answer to this token for ten seconds, and does not look.',
          },
          {
            label: '200',
            meaning: 'for ten seconds',
            right: true,
            because: 'The server remembers for ten seconds that this token was good. Only then does it look for the Pod again.',
          },
          {
            label: '403',
            meaning: 'without rights',
            because: 'Deleting a Pod changes nothing about its account or what is bound to it. Either the token is good, or there is no name at all.',
          },
        ],
      },
      goal: [
        { type: 'reply', status: 200, verb: 'delete', resource: 'pods' },
        { type: 'reply', status: 200, user: USER, from: 'laptop', credential: 'bearer' },
      ],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: `${SEND}\n${DELETE}\n${SEND}` }],
      done: 'Ten seconds is a thief’s head start, and the price of not looking everything up at every request.',
    },
    {
      title: 'Fifteen seconds later',
      text: ['Let fifteen seconds pass: by the clock in the top bar, or with `advance 15s`. Then send the token again.'],
      runs: [{ label: 'Wait, and send', command: LATER }],
      goal: [
        { type: 'reply', status: 401 },
        { type: 'stage', stage: 'authn.service-account', verdict: 'error' },
      ],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: LATER }],
      done: 'Signature, issuer and end are as good as before. The Pod that it names is not there, so it is nobody’s.',
    },
    {
      title: 'A file, and a Pod',
      text: [
        'The kubelet renews a token after four fifths of the hour it asked for. The file then holds another one; what of the old?',
        'Show a token that outlives its Pod’s file, but not its Pod: start the Pod again, copy the token, let the clock run to the next renewal, and send the copy. Then delete the Pod and send it once more when the server has forgotten.',
      ],
      goal: [
        { type: 'time-passed', seconds: 2700 },
        { type: 'reply', status: 200, user: USER, from: 'laptop', credential: 'bearer' },
        { type: 'reply', status: 401 },
      ],
      hints: [
        'The clock in the top bar has “To the next renewal”; in the terminal it is `advance next-refresh`.',
        `Delete with \`${DELETE}\`, then \`advance 15s\`.`,
      ],
      solution: [
        { do: 'run', command: `${START}\n${COPY}\nadvance next-refresh\n${SEND}` },
        { do: 'run', command: `${DELETE}\n${LATER}` },
      ],
      done: 'A renewal takes nothing back. Every copy lives on until its Pod, its account or its own end goes, whichever is first.',
    },
  ],
};
