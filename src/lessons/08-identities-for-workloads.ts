import { ACCOUNT, inside } from './in-a-pod.ts';
import type { Lesson } from './lesson.ts';

const deployment = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
      - name: main
        image: curlimages/curl
        command: ["sleep", "infinity"]
`;

const APPLY = 'kubectl apply -f apps.yaml\nkubectl wait --for=condition=Available deployment/reports deployment/shop';
const LIST = inside('deploy/reports', '/api/v1/namespaces/default/configmaps');
const PATCH = `kubectl patch deployment reports -p '{"spec":{"template":{"spec":{"serviceAccountName":"reports"}}}}'`;
const WAIT = 'kubectl wait --for=condition=Available deployment/reports';
const ROLE = 'kubectl create role configmap-reader --verb=list --resource=configmaps';
const BIND = 'kubectl create rolebinding reports --role=configmap-reader --serviceaccount=default:reports';

export const lesson: Lesson = {
  number: 8,
  slug: 'identities-for-workloads',
  title: 'Identities for workloads',
  minutes: 6,
  part: 'Who are your Pods?',
  idea: 'Pods are callers too. Each runs as a service account, and it may do what is bound to that account.',
  start: { laptop: { '/home/learner/apps.yaml': [deployment('reports'), deployment('shop')].join('---\n') } },
  steps: [
    {
      title: 'A Pod that calls',
      text: [
        'Two Deployments wait in `apps.yaml`. Neither says a word about accounts. Start them: Deployment, ReplicaSet, Pod, each made by somebody with a name.',
        'Then let the Pod of `reports` ask the API server for config maps, with whatever it finds in its own files.',
      ],
      runs: [
        { label: 'Start both', command: APPLY },
        { label: 'Ask from inside the Pod', command: LIST },
      ],
      prediction: {
        question: 'Nobody gave this Pod an account. Who is it?',
        about: 1,
        gate: 'authentication',
        choices: [
          {
            label: 'nobody',
            meaning: 'system:anonymous',
            because: 'No Pod is without an account. When it names none, admission writes `default` into it, and a token of that account lies in its files.',
          },
          {
            label: 'default',
            meaning: 'of its namespace',
            right: true,
            because: 'Every namespace has an account `default`. It is a name like every other, and nothing is bound to it, hence 403.',
          },
          {
            label: 'you',
            meaning: 'who created it',
            because: 'Who created a Pod is forgotten as soon as it is stored. It does not act in your name, and it outlives your leaving.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 403, user: `${ACCOUNT}default`, resource: 'configmaps' }],
      hints: ['Press the first Run, then the second.'],
      solution: [
        { do: 'run', command: APPLY },
        { do: 'run', command: LIST },
      ],
      done: 'The name is `system:serviceaccount:NAMESPACE:ACCOUNT`, the groups say that it is an account, and of which namespace.',
    },
    {
      title: 'An account of its own',
      text: [
        'What you bind to `default`, every careless Pod of the namespace gets. So make an account `reports`, and let the Deployment of that name use it.',
        'The account is part of the Pod, so it is set in the Deployment’s template: `spec.template.spec.serviceAccountName`. New Pods replace the old ones.',
      ],
      goal: [{ type: 'reply', status: 403, user: `${ACCOUNT}reports`, resource: 'configmaps' }],
      hints: ['`kubectl create serviceaccount reports` makes it.', `\`${PATCH}\` sets it. Wait, then ask again as before.`],
      solution: [{ do: 'run', command: `kubectl create serviceaccount reports\n${PATCH}\n${WAIT}\n${LIST}` }],
      done: 'Another name, and still 403: an account is an identity and no permission.',
    },
    {
      title: 'Exactly one',
      text: ['Now let the Pods of `reports` list config maps in their namespace, and those of `shop` not.'],
      goal: [
        { type: 'reply', status: 200, user: `${ACCOUNT}reports`, resource: 'configmaps' },
        {
          type: 'may',
          user: `${ACCOUNT}default`,
          groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
          verb: 'list',
          resource: 'configmaps',
          namespace: 'default',
          allowed: false,
        },
      ],
      hints: ['A Role with `list` on `configmaps`, and a RoleBinding whose subject is the account.', `\`${BIND}\` binds it.`],
      solution: [{ do: 'run', command: `${ROLE}\n${BIND}\n${LIST}` }],
      done: 'One Deployment, one account, one binding: who may what can be read off, and taken away from one alone.',
    },
  ],
};
