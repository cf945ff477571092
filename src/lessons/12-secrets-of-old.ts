import { ACCOUNT, accountYaml, copyOf, podYaml, send } from './in-a-pod.ts';
import type { Lesson } from './lesson.ts';

const TYPE = 'kubernetes.io/service-account-token';
const USER = `${ACCOUNT}old`;
const secret = (name: string, account: string): string => `apiVersion: v1
kind: Secret
metadata:
  name: ${name}
  annotations:
    kubernetes.io/service-account.name: ${account}
type: ${TYPE}
`;
const FILES = {
  '/home/learner/old.yaml': [accountYaml('old'), secret('old-token', 'old'), podYaml('web', '  serviceAccountName: old\n')].join('---\n'),
  '/home/learner/ci.yaml': [accountYaml('ci'), secret('ci-token', 'ci')].join('---\n'),
};

const START = 'kubectl apply -f old.yaml -f ci.yaml\nkubectl wait --for=condition=Ready pod/web';
const READ = `OLD=$(kubectl get secret old-token -o jsonpath='{.data.token}' | base64 -d)`;
const SEND = send('OLD');
const YEAR = `advance 1y\n${SEND}`;
const STEAL = `${copyOf('MOUNTED', 'web')}\n${send('MOUNTED')}`;
const CLEAN_UP = `kubectl delete pod web --force --grace-period=0\nadvance 15s\n${send('MOUNTED')}\n${SEND}`;
const END = `kubectl delete secret old-token\nadvance 15s\n${SEND}`;
const LIST = `kubectl get secrets -A --field-selector type=${TYPE}`;

export const lesson: Lesson = {
  number: 12,
  slug: 'secrets-of-old',
  title: 'Secrets of old',
  minutes: 7,
  part: 'Who are your Pods?',
  idea: 'A token in a Secret has no end, no Pod and no audience. It lives until somebody thinks of it.',
  start: { laptop: FILES },
  steps: [
    {
      title: 'Filled in by somebody',
      text: [
        '`old.yaml` holds an account, an empty Secret with an annotation, and a Pod of that account. A controller sees the Secret and fills in a token.',
        'Read it out, and send it.',
      ],
      runs: [
        { label: 'Apply', command: START },
        { label: 'Read the token and send it', command: `${READ}\n${SEND}` },
      ],
      goal: [{ type: 'reply', status: 200, user: USER, from: 'laptop', credential: 'bearer' }],
      hints: ['Press the first Run, then the second.'],
      solution: [
        { do: 'run', command: START },
        { do: 'run', command: `${READ}\n${SEND}` },
      ],
      done: 'Open it in the tab Tokens: issuer `kubernetes/serviceaccount`, the Secret’s name, and neither `exp` nor `aud`.',
    },
    {
      title: 'A year later',
      text: ['Let a year go by. The Pod’s own token is renewed about eleven thousand times meanwhile. Then send the Secret’s token.'],
      runs: [{ label: 'Wait a year, and send it', command: YEAR }],
      prediction: {
        question: 'What will the server say to the Secret’s token?',
        gate: 'authentication',
        choices: [
          {
            label: '401',
            meaning: 'expired',
            because: 'There is nothing in it that could expire. A claim `exp` is what ends a token, and this one has none.',
          },
          {
            label: '401',
            meaning: 'rotated',
            because: 'Kubernetes rotates what a kubelet mounts. Nobody writes this Secret a second time, and whoever copied it holds the same letters.',
          },
          {
            label: '200',
            meaning: 'as ever',
            right: true,
            because: 'The Secret is there and holds this token, and so is the account. Nothing else is asked.',
          },
        ],
      },
      goal: [
        { type: 'time-passed', seconds: 31_000_000 },
        { type: 'reply', status: 200, user: USER, from: 'laptop', credential: 'bearer' },
      ],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: YEAR }],
      done: 'In the list of runs the renewals of the other token stand as one. This token has cost nobody a request.',
    },
    {
      title: 'Two thefts',
      text: [
        'Now a thief copies both: the Secret’s token, and the one in the Pod’s files. You notice, and delete the Pod.',
        'Fifteen seconds later both are sent once more. The same request, twice.',
      ],
      runs: [
        { label: 'Copy the mounted token, and send it', command: STEAL },
        { label: 'Delete the Pod, wait, send both', command: CLEAN_UP },
      ],
      goal: [
        { type: 'reply', status: 401 },
        { type: 'reply', status: 200, user: USER, from: 'laptop', credential: 'bearer' },
        { type: 'reply', status: 200, verb: 'delete', resource: 'pods' },
      ],
      hints: ['Press the first Run, then the second.'],
      solution: [
        { do: 'run', command: STEAL },
        { do: 'run', command: CLEAN_UP },
      ],
      done: 'The mounted token went with its Pod, and would have ended anyhow. The Secret’s token does not know of any Pod.',
    },
    {
      title: 'End it',
      text: ['One thing ends it without touching the account: delete the Secret. Do that, let fifteen seconds pass, and send the token again.'],
      goal: [
        { type: 'reply', status: 200, verb: 'delete', resource: 'secrets' },
        { type: 'reply', status: 401 },
      ],
      hints: ['`kubectl delete secret old-token`, `advance 15s`, and send `$OLD` as before.'],
      solution: [{ do: 'run', command: END }],
      done: 'The server looks the Secret up by the name in the token. Deleting the account would have done it too, for all of its tokens at once.',
    },
    {
      title: 'Find them all',
      text: ['There is another one in this cluster. List every Secret that holds a token without an end, in all namespaces, and nothing else.'],
      goal: [
        { type: 'reply', status: 200, verb: 'list', resource: 'secrets' },
        { type: 'exit', code: 0, says: `ci-token   ${TYPE}` },
      ],
      hints: [
        `Their type is \`${TYPE}\`, and \`type\` is a field that lists can be narrowed by.`,
        '`-A` is all namespaces, `--field-selector type=…` narrows the list.',
      ],
      solution: [{ do: 'run', command: LIST }],
      done: 'The label `kubernetes.io/legacy-token-last-used` on each says when it was last seen. Make none of these: `kubectl create token` gives one that ends.',
    },
  ],
};
