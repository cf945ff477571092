import type { Lesson } from './lesson.ts';

const ROLE = 'arn:aws:iam::111122223333:role/my-role';
const tokenOf = (account: string, audience = ' --audience sts.amazonaws.com'): string => `kubectl create token ${account}${audience} > token`;
const ASSUME = `aws sts assume-role-with-web-identity --role-arn ${ROLE} --role-session-name myapp --web-identity-token file://token`;
const UPDATE = 'aws iam update-assume-role-policy --role-name my-role --policy-document file://trust.json --profile admin';

export const lesson: Lesson = {
  number: 20,
  slug: 'who-tells-aws',
  title: 'Federation: a role for a token',
  minutes: 8,
  part: 'Who says so elsewhere?',
  idea: 'Whoever can read the issuer’s public keys can check its tokens. AWS does, and never asks your cluster.',
  start: { aws: true },
  steps: [
    {
      title: 'A token for somebody else',
      text: [
        'This cluster’s issuer is public, as on EKS: anybody can read its keys. Beside it stands an AWS account with a role, `my-role`, and a bucket.',
        'Have a token made that is meant for AWS. In a Pod the kubelet would write it into a file; here you do.',
      ],
      runs: [{ label: 'Create a token for AWS', command: tokenOf('my-serviceaccount') }],
      goal: [{ type: 'reply', status: 201, resource: 'serviceaccounts' }],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: tokenOf('my-serviceaccount') }],
      done: 'Its `aud` is `sts.amazonaws.com`, so your API server would refuse it. Its `iss` is an address that AWS can reach.',
    },
    {
      title: 'Exchange it',
      text: [
        'STS is the desk of AWS that gives out temporary credentials. It wants the token and the name of a role, and no signature from you.',
        'AWS did not make this token. Somebody has to tell it that the token is good.',
      ],
      runs: [{ label: 'Ask for the role', command: ASSUME }],
      prediction: {
        question: 'Whom will AWS ask about the token?',
        about: 0,
        gate: 'tls',
        choices: [
          {
            label: 'issuer',
            meaning: 'its public keys',
            right: true,
            because: 'STS reads the discovery document and the keys at the address in `iss`, and checks the signature itself.',
          },
          {
            label: 'cluster',
            meaning: 'its API server',
            because:
              'No request reaches the API server. A service in the cluster might ask it; AWS only reads public keys, and would not notice a deleted account.',
          },
          {
            label: 'nobody',
            meaning: 'the token alone',
            because: 'Anybody can write a token. Without the issuer’s key AWS could not tell yours from a forgery.',
          },
        ],
      },
      goal: [{ type: 'reply', to: 'sts', status: 200 }],
      hints: ['Press Run, and watch where STS goes before it answers.'],
      solution: [{ do: 'run', command: ASSUME }],
      done: 'Two reads at the issuer, then the role’s trust policy: provider, `sub` and `aud` must all fit. The answer is a key pair for one hour.',
    },
    {
      title: 'Another account',
      text: ['The token of another service account bears the same cluster’s signature. Try the role with a token of `other`.'],
      runs: [{ label: 'Ask with a token of other', command: `${tokenOf('other')}\n${ASSUME}` }],
      goal: [{ type: 'reply', to: 'sts', status: 403 }],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: `${tokenOf('other')}\n${ASSUME}` }],
      done: 'The signature holds, but the trust policy names another `sub`. STS says the same when the role does not exist: it gives nothing away.',
    },
    {
      title: 'Let it in',
      text: [
        'The role’s trust policy lies in `trust.json` on your laptop. Change the account it names to `other`, and put the policy in force.',
        '`aws iam` needs an administrator: the profile `admin` is one.',
      ],
      goal: [{ type: 'reply', to: 'sts', status: 200 }],
      hints: ['The line to change ends in `:sub`. `vi trust.json` opens it, or let `sed` change it.', `Then \`${UPDATE}\`, and ask for the role once more.`],
      solution: [{ do: 'run', command: `sed -i s/my-serviceaccount/other/ trust.json\n${UPDATE}\n${ASSUME}` }],
      done: 'Who may have the role is decided in AWS, letter for letter. A `*` in `StringEquals` would be a star and no wildcard; `StringLike` has those.',
    },
    {
      title: 'A token that is not for AWS',
      text: ['Every Pod has a token for the API server already. Would that one do? Have one made without an audience, and try.'],
      runs: [{ label: 'Ask with a plain token', command: `${tokenOf('other', '')}\n${ASSUME}` }],
      goal: [{ type: 'reply', to: 'sts', status: 400 }],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: `${tokenOf('other', '')}\n${ASSUME}` }],
      done: 'AWS takes only audiences that were registered for the issuer. So a stolen token of the API server opens no bucket, and this one no cluster.',
    },
  ],
};
