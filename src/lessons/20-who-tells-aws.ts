import type { Action, Lesson } from './lesson.ts';

const ROLE = 'arn:aws:iam::111122223333:role/my-role';
const ISSUER = 'https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E';
const tokenOf = (account: string, audience = ' --audience sts.amazonaws.com'): string => `kubectl create token ${account}${audience} > token`;
const ASSUME = `aws sts assume-role-with-web-identity --role-arn ${ROLE} --role-session-name myapp --web-identity-token file://token`;
const assume = (role: string): string => ASSUME.replace('my-role', role);
const force = (role: string): string => `aws iam update-assume-role-policy --role-name ${role} --policy-document file://${role}.json --profile admin`;
const REPAIRS: [role: string, edit: string][] = [
  ['reports', 's/:prod:/:default:/'],
  ['backups', 's#https://kubernetes.default.svc.cluster.local#sts.amazonaws.com#'],
  ['billing', String.raw`s#/\([":]\)#\1#`],
];
const UPDATE = 'aws iam update-assume-role-policy --role-name my-role --policy-document file://trust.json --profile admin';

export const lesson: Lesson = {
  number: 20,
  slug: 'who-tells-aws',
  title: 'Federation: a role for a token',
  minutes: 10,
  part: 'Who says so elsewhere?',
  idea: 'Whoever can read the issuer’s public keys can check its tokens. AWS does, and never asks your cluster.',
  start: { aws: true },
  drawing: 'Sequence',
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
    {
      title: 'A slash too many',
      text: [
        'AWS compares `iss` letter for letter. In the tab API server flags put a slash behind the issuer, at `--service-account-issuer`, and restart.',
        'Then have a token of `other` made for AWS again, and ask for the role.',
      ],
      tab: 'API server flags',
      goal: [
        { type: 'server', status: 'running', flag: { name: 'service-account-issuer', value: `${ISSUER}/` } },
        { type: 'reply', to: 'sts', status: 400 },
      ],
      hints: [`The flag becomes \`${ISSUER}/\`.`, `Then \`${tokenOf('other')}\`, and ask as before.`],
      solution: [
        { do: 'set-flag', name: 'service-account-issuer', value: `${ISSUER}/` },
        { do: 'restart' },
        { do: 'run', command: `${tokenOf('other')}\n${ASSUME}` },
      ],
      done: 'Same cluster, same key, one letter more: for AWS that is an issuer nobody registered, and it does not even look for keys.',
    },
    {
      title: 'A private issuer',
      text: [
        'Take the slash away and restart. Then close the issuer to the world: in the tab Parties, at AWS, give its entry under `issuers` the member `"reachable": false`.',
        'Ask once more with a new token. The provider is registered, the policy fits.',
      ],
      tab: 'Parties',
      goal: [
        { type: 'party', name: 'aws', member: 'issuers', value: [{ url: ISSUER, keys: ['sa'], reachable: false }] },
        { type: 'server', status: 'running', flag: { name: 'service-account-issuer', value: ISSUER } },
        { type: 'reply', to: 'sts', status: 400 },
      ],
      hints: [`The flag is \`${ISSUER}\` again.`, `Then \`${tokenOf('other')}\`, and ask as before.`],
      solution: [
        { do: 'set-flag', name: 'service-account-issuer', value: ISSUER },
        { do: 'restart' },
        { do: 'edit-party', name: 'aws', fields: { issuers: [{ url: ISSUER, keys: ['sa'], reachable: false }] } },
        { do: 'run', command: `${tokenOf('other')}\n${ASSUME}` },
      ],
      done: '`IDPCommunicationError`: the token may be perfect, but AWS cannot read the key that would prove it. The keys must be public; the API server need not be.',
    },
    {
      title: 'Repair three',
      text: [
        'Open the issuer again. Three more roles wait, and nobody gets them: `reports`, `backups` and `billing`. Their trust policies lie in `reports.json`, `backups.json` and `billing.json`.',
        'Each has one mistake. Mend them, put them in force, and take all three roles with a token of `my-serviceaccount`.',
      ],
      goal: REPAIRS.map(([role]) => ({ type: 'exit', code: 0, says: `assumed-role/${role}/myapp` })),
      hints: [
        'Compare them with the token: whose is it (`sub`), whom is it for (`aud`), who made it (`iss`)?',
        'One names another namespace, one the API server’s audience, one an issuer with a slash at its end, three times.',
        `\`${force('reports')}\` puts the first in force.`,
      ],
      solution: [
        { do: 'edit-party', name: 'aws', fields: { issuers: [{ url: ISSUER, keys: ['sa'] }] } },
        { do: 'run', command: tokenOf('my-serviceaccount') },
        ...REPAIRS.map(([role, edit]): Action => ({ do: 'run', command: `sed -i '${edit}' ${role}.json\n${force(role)}\n${assume(role)}` })),
      ],
      done: 'Three names must fit: the issuer in the provider’s ARN and in front of each key, `sub` for the account, `aud` for the reader. AWS calls all three mistakes AccessDenied.',
    },
  ],
};
