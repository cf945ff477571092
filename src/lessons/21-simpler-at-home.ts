import type { Lesson } from './lesson.ts';

const tokenOf = (account: string): string => `kubectl create token ${account} --audience pods.eks.amazonaws.com > token`;
const EXPORT = 'export AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=$HOME/token';
const WHO = 'aws sts get-caller-identity';
const REMOVE = 'aws eks delete-pod-identity-association --cluster-name minikube --association-id a-podexample1234567 --profile admin';
const IRSA = [
  'kubectl create token my-serviceaccount --audience sts.amazonaws.com > token',
  'export AWS_ROLE_ARN=arn:aws:iam::111122223333:role/my-role AWS_WEB_IDENTITY_TOKEN_FILE=$HOME/token',
  WHO,
].join('\n');
const CREATE =
  'aws eks create-pod-identity-association --cluster-name minikube --namespace default --service-account my-serviceaccount --role-arn arn:aws:iam::111122223333:role/pod-role --profile admin';

export const lesson: Lesson = {
  number: 21,
  slug: 'simpler-at-home',
  title: 'Simpler at home: Pod Identity',
  minutes: 6,
  part: 'Who says so elsewhere?',
  idea: 'EKS knows its own clusters’ keys. So it needs no public issuer, no provider and no annotation: one association does.',
  start: { aws: true },
  drawing: 'Sequence',
  steps: [
    {
      title: 'There is still a token',
      text: [
        'The account `pod-serviceaccount` has no annotation. EKS keeps an association instead: this account of this cluster may have the role `pod-role`.',
        'A Pod of that account gets a token for the audience `pods.eks.amazonaws.com`. Have one made.',
      ],
      runs: [{ label: 'Create a token for Pod Identity', command: tokenOf('pod-serviceaccount') }],
      goal: [{ type: 'reply', status: 201, resource: 'serviceaccounts' }],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: tokenOf('pod-serviceaccount') }],
      done: 'It is a bound service account token like every other; only its audience is new.',
    },
    {
      title: 'Ask the agent',
      text: [
        'An agent on each node answers at `169.254.170.23`. Two variables tell the SDK of it, as the webhook would write them into a Pod.',
        'Ask AWS who you are, and watch who is asked on the way.',
      ],
      runs: [{ label: 'Ask who you are', command: `${EXPORT}\n${WHO}` }],
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
        { type: 'reply', to: 'pod-identity-agent', status: 200 },
        { type: 'reply', to: 'sts', status: 200 },
      ],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: `${EXPORT}\n${WHO}` }],
      done: 'The agent asked EKS, EKS checked the token and looked the association up. The session bears tags: namespace, account and Pod.',
    },
    {
      title: 'Take the association away',
      text: ['Now remove the association and ask again. The token in the file stays the same.'],
      runs: [{ label: 'Remove it and ask again', command: `${REMOVE}\n${WHO}` }],
      goal: [{ type: 'reply', to: 'pod-identity-agent', status: 404 }],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: `${REMOVE}\n${WHO}` }],
      done: 'The token is as good as before. It says who the Pod is; what that is worth, AWS decides at every exchange.',
    },
    {
      title: 'Move a Pod over',
      text: [
        'The account `my-serviceaccount` still lives by IRSA. Give it `pod-role` by an association, and ask with a token of that account.',
        '`aws eks create-pod-identity-association` wants the cluster `minikube`, a namespace, the account and the ARN of the role.',
      ],
      goal: [{ type: 'reply', to: 'pod-identity-agent', status: 200 }],
      hints: [
        'The ARN is `arn:aws:iam::111122223333:role/pod-role`, and `--profile admin` may change associations.',
        `Then \`${tokenOf('my-serviceaccount')}\`, and \`${WHO}\`.`,
      ],
      solution: [{ do: 'run', command: `${CREATE}\n${tokenOf('my-serviceaccount')}\n${WHO}` }],
      done: 'No line of the account has changed. When both are there, the webhook writes Pod Identity’s variables and leaves IRSA’s out.',
    },
  ],
  compare: [
    { title: 'IRSA', command: IRSA },
    { title: 'Pod Identity', command: `${tokenOf('pod-serviceaccount')}\n${EXPORT}\n${WHO}` },
  ],
};
