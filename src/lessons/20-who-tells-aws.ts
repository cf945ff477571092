import { awsPod, awsVariables, MOUNT, start } from './in-a-pod.ts';
import type { Action, Lesson } from './lesson.ts';

const ROLES = 'arn:aws:iam::111122223333:role/';
const ISSUER = 'https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E';
const FILES = {
  '/home/learner/myapp.yaml': awsPod('myapp', 'my-serviceaccount'),
  '/home/learner/other.yaml': awsPod('other', 'other'),
};
/** Asked from inside the Pod; the shell there knows the two variables. */
const assume = (pod: string, role = '$AWS_ROLE_ARN', token = '$AWS_WEB_IDENTITY_TOKEN_FILE'): string =>
  `kubectl exec ${pod} -- sh -c 'aws sts assume-role-with-web-identity --role-arn ${role} --role-session-name ${pod} --web-identity-token file://${token}'`;
const ANNOTATE = `kubectl annotate serviceaccount other eks.amazonaws.com/role-arn=${ROLES}my-role`;
const OTHER = `${ANNOTATE}\n${start('other')}\n${assume('other')}`;
const ANEW = `kubectl delete pod other --force --grace-period=0\n${start('other')}\n${assume('other')}`;
const PLAIN = assume('other', undefined, `${MOUNT}/token`);
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
  start: { aws: true, laptop: FILES },
  drawing: 'Sequence',
  steps: [
    {
      title: 'A token for somebody else',
      text: [
        'This cluster’s issuer is public, as on EKS: anybody can read its keys. Beside it stands an AWS account with a role, `my-role`, and a bucket.',
        'The account `my-serviceaccount` is annotated with that role. Start a Pod of it, and see what came into its container.',
      ],
      runs: [
        { label: 'Start the Pod', command: start('myapp') },
        { label: 'Look for AWS', command: awsVariables('myapp') },
      ],
      goal: [
        { type: 'issued', to: 'kubelet', audience: 'sts.amazonaws.com' },
        { type: 'exit', code: 0, says: 'AWS_WEB_IDENTITY_TOKEN_FILE=' },
      ],
      hints: ['Press the first Run, then the second.'],
      solution: [
        { do: 'run', command: start('myapp') },
        { do: 'run', command: awsVariables('myapp') },
      ],
      done: 'A webhook read the annotation and wrote the volume and the variables. The token’s `aud` is `sts.amazonaws.com`, so your API server would refuse it.',
    },
    {
      title: 'Exchange it',
      text: [
        'STS is the desk of AWS that gives out temporary credentials. The Pod shows it the token and names the role, and signs nothing.',
        'AWS did not make this token. Somebody has to tell it that the token is good.',
      ],
      runs: [{ label: 'Ask for the role, in the Pod', command: assume('myapp') }],
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
      goal: [{ type: 'reply', from: 'myapp', to: 'sts', status: 200 }],
      hints: ['Press Run, and watch where STS goes before it answers.'],
      solution: [{ do: 'run', command: assume('myapp') }],
      done: 'Two reads at the issuer, then the role’s trust policy: provider, `sub` and `aud` must all fit. The answer is a key pair for one hour.',
    },
    {
      title: 'Another account',
      text: [
        'Anybody who may change an account can write the annotation. Give `other` the same role, start a Pod of it, and ask there.',
        'Its token bears the same cluster’s signature.',
      ],
      runs: [{ label: 'Annotate, start, and ask', command: OTHER }],
      goal: [{ type: 'reply', from: 'other', to: 'sts', status: 403 }],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: OTHER }],
      done: 'The signature holds, but the trust policy names another `sub`: the tab Decision marks the line. STS says the same when the role does not exist.',
    },
    {
      title: 'Let it in',
      text: [
        'The role’s trust policy lies in `trust.json` on your laptop. Change the account it names to `other`, and put the policy in force.',
        '`aws iam` needs an administrator: the profile `admin` is one.',
      ],
      goal: [{ type: 'reply', from: 'other', to: 'sts', status: 200 }],
      hints: ['The line to change ends in `:sub`. `vi trust.json` opens it, or let `sed` change it.', `Then \`${UPDATE}\`, and ask in the Pod once more.`],
      solution: [{ do: 'run', command: `sed -i s/my-serviceaccount/other/ trust.json\n${UPDATE}\n${assume('other')}` }],
      done: 'Who may have the role is decided in AWS, letter for letter. A `*` in `StringEquals` would be a star and no wildcard; `StringLike` has those.',
    },
    {
      title: 'A token that is not for AWS',
      text: ['Every Pod has a token for the API server already. Would that one do? Show it to STS.'],
      runs: [{ label: 'Ask with the other token', command: PLAIN }],
      goal: [{ type: 'reply', from: 'other', to: 'sts', status: 400 }],
      hints: ['Press Run.'],
      solution: [{ do: 'run', command: PLAIN }],
      done: 'AWS takes only audiences that were registered for the issuer. So a stolen token of the API server opens no bucket, and this one no cluster.',
    },
    {
      title: 'A slash too many',
      text: [
        'AWS compares `iss` letter for letter. In the tab API server flags put a slash behind the issuer, at `--service-account-issuer`, and restart.',
        'The token in the Pod still bears the old issuer. Make the Pod anew, and ask.',
      ],
      runs: [{ label: 'Make the Pod anew, and ask', command: ANEW }],
      tab: 'API server flags',
      goal: [
        { type: 'server', status: 'running', flag: { name: 'service-account-issuer', value: `${ISSUER}/` } },
        { type: 'reply', from: 'other', to: 'sts', status: 400 },
      ],
      hints: [`The flag becomes \`${ISSUER}/\`.`, 'Restart, then press Run.'],
      solution: [{ do: 'set-flag', name: 'service-account-issuer', value: `${ISSUER}/` }, { do: 'restart' }, { do: 'run', command: ANEW }],
      done: 'Same cluster, same key, one letter more: for AWS that is an issuer nobody registered, and it does not even look for keys.',
    },
    {
      title: 'A private issuer',
      text: [
        'Take the slash away and restart. Then close the issuer to the world: in the tab Parties, at AWS, give its entry under `issuers` the member `"reachable": false`.',
        'Then make the Pod anew, and ask. The provider is registered, the policy fits.',
      ],
      runs: [{ label: 'Make the Pod anew, and ask', command: ANEW }],
      tab: 'Parties',
      goal: [
        { type: 'party', name: 'aws', member: 'issuers', value: [{ url: ISSUER, keys: ['sa'], reachable: false }] },
        { type: 'server', status: 'running', flag: { name: 'service-account-issuer', value: ISSUER } },
        { type: 'reply', from: 'other', to: 'sts', status: 400 },
      ],
      hints: [`The flag is \`${ISSUER}\` again.`, 'Once both are changed and the server runs, press Run.'],
      solution: [
        { do: 'set-flag', name: 'service-account-issuer', value: ISSUER },
        { do: 'restart' },
        { do: 'edit-party', name: 'aws', fields: { issuers: [{ url: ISSUER, keys: ['sa'], reachable: false }] } },
        { do: 'run', command: ANEW },
      ],
      done: '`IDPCommunicationError`: the token may be perfect, but AWS cannot read the key that would prove it. The keys must be public; the API server need not be.',
    },
    {
      title: 'Repair three',
      text: [
        'Open the issuer again. Three more roles wait, and nobody gets them: `reports`, `backups` and `billing`. Their trust policies lie in `reports.json`, `backups.json` and `billing.json`.',
        'Each has one mistake. Mend them, put them in force, and take all three roles in the Pod `myapp`: `--role-arn` names another one.',
      ],
      goal: REPAIRS.map(([role]) => ({ type: 'exit', code: 0, says: `assumed-role/${role}/myapp` })),
      hints: [
        'Compare them with the token: whose is it (`sub`), whom is it for (`aud`), who made it (`iss`)?',
        'One names another namespace, one the API server’s audience, one an issuer with a slash at its end, three times.',
        `\`${force('reports')}\` puts the first in force.`,
      ],
      solution: [
        { do: 'edit-party', name: 'aws', fields: { issuers: [{ url: ISSUER, keys: ['sa'] }] } },
        { do: 'run', command: start('myapp') },
        ...REPAIRS.map(([role, edit]): Action => ({ do: 'run', command: `sed -i '${edit}' ${role}.json\n${force(role)}\n${assume('myapp', ROLES + role)}` })),
      ],
      done: 'Three names must fit: the issuer in the provider’s ARN and in front of each key, `sub` for the account, `aud` for the reader. AWS calls all three mistakes AccessDenied.',
    },
  ],
};
