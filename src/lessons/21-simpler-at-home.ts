import { awsPod, awsVariables, start } from './in-a-pod.ts';
import type { Lesson } from './lesson.ts';

const FILES = {
  '/home/learner/podapp.yaml': awsPod('podapp', 'pod-serviceaccount'),
  '/home/learner/myapp.yaml': awsPod('myapp', 'my-serviceaccount'),
};
const who = (pod: string): string => `kubectl exec ${pod} -- aws sts get-caller-identity`;
const WHO = who('podapp');
const REMOVE = 'aws eks delete-pod-identity-association --cluster-name minikube --association-id a-podexample1234567 --profile admin';
const CREATE =
  'aws eks create-pod-identity-association --cluster-name minikube --namespace default --service-account my-serviceaccount --role-arn arn:aws:iam::111122223333:role/pod-role --profile admin';

export const lesson: Lesson = {
  number: 21,
  slug: 'simpler-at-home',
  title: 'Simpler at home: Pod Identity',
  minutes: 6,
  part: 'Who says so elsewhere?',
  idea: 'EKS knows its own clusters’ keys. So it needs no public issuer, no provider and no annotation: one association does.',
  start: { aws: true, laptop: FILES },
  drawing: 'Sequence',
  steps: [
    {
      title: 'There is still a token',
      text: [
        'The account `pod-serviceaccount` has no annotation. EKS keeps an association instead: this account of this cluster may have the role `pod-role`.',
        'Start a Pod of that account, and see what came into its container.',
      ],
      runs: [
        { label: 'Start the Pod', command: start('podapp') },
        { label: 'Look for AWS', command: awsVariables('podapp') },
      ],
      goal: [
        { type: 'issued', to: 'kubelet', audience: 'pods.eks.amazonaws.com' },
        { type: 'exit', code: 0, says: 'AWS_CONTAINER_CREDENTIALS_FULL_URI=' },
      ],
      hints: ['Press the first Run, then the second.'],
      solution: [
        { do: 'run', command: start('podapp') },
        { do: 'run', command: awsVariables('podapp') },
      ],
      done: 'The token in the file is bound to the Pod like every other; only its audience is new. No variable names a role.',
    },
    {
      title: 'Ask the agent',
      text: ['An agent on each node answers at `169.254.170.23`. Ask AWS who the Pod is, and watch who is asked on the way.'],
      runs: [{ label: 'Ask who you are, in the Pod', command: WHO }],
      prediction: {
        question: 'Which of IRSA’s parts is gone?',
        about: 0,
        gate: 'tls',
        choices: [
          {
            label: 'issuer',
            meaning: 'read by AWS',
            right: true,
            because: 'EKS has the cluster’s keys already. There is no provider in IAM, and the issuer may be as private as it likes.',
          },
          {
            label: 'token',
            meaning: 'of the Pod',
            because: 'The agent is shown a token of the Pod’s account and hands it on. Without it the agent could not tell one Pod of the node from another.',
          },
          {
            label: 'role',
            meaning: 'in AWS',
            because: 'AWS knows no service accounts. There is still a role, and its trust policy names the service `pods.eks.amazonaws.com`.',
          },
        ],
      },
      goal: [
        { type: 'reply', from: 'podapp', to: 'pod-identity-agent', status: 200 },
        { type: 'reply', to: 'sts', status: 200 },
      ],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: WHO }],
      done: 'The agent asked EKS, EKS checked the token and looked the association up. The session bears tags: namespace, account and Pod.',
    },
    {
      title: 'Take the association away',
      text: ['Now remove the association and ask again. The token in the file stays the same.'],
      runs: [{ label: 'Remove it and ask again', command: `${REMOVE}\n${WHO}` }],
      goal: [{ type: 'reply', from: 'podapp', to: 'pod-identity-agent', status: 404 }],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: `${REMOVE}\n${WHO}` }],
      done: 'The token is as good as before. It says who the Pod is; what that is worth, AWS decides at every exchange.',
    },
    {
      title: 'Move a Pod over',
      text: [
        'The account `my-serviceaccount` still lives by IRSA. Give it `pod-role` by an association; then start `myapp.yaml`, a Pod of it, and ask there.',
        '`aws eks create-pod-identity-association` wants the cluster `minikube`, a namespace, the account and the ARN of the role.',
      ],
      goal: [{ type: 'reply', from: 'myapp', to: 'pod-identity-agent', status: 200 }],
      hints: [
        'The ARN is `arn:aws:iam::111122223333:role/pod-role`, and `--profile admin` may change associations.',
        `Then \`kubectl apply -f myapp.yaml\`, and \`${who('myapp')}\`.`,
      ],
      solution: [{ do: 'run', command: `${CREATE}\n${start('myapp')}\n${who('myapp')}` }],
      done: 'No line of the account has changed. When both are there, the webhook writes Pod Identity’s variables and leaves IRSA’s out.',
    },
  ],
  compare: [
    { title: 'IRSA', command: `${start('myapp')}\n${who('myapp')}` },
    { title: 'Pod Identity', command: `${start('podapp')}\n${WHO}` },
  ],
};
