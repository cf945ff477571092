import { accountYaml, inside, podYaml, VAULT_MOUNT, VAULT_VOLUME } from './in-a-pod.ts';
import type { Lesson } from './lesson.ts';

const TOKEN = '/var/run/secrets/vault/token';
const caller = (name: string): string => `${accountYaml(name)}---\n${podYaml(name, `  serviceAccountName: ${name}\n${VAULT_VOLUME}`, VAULT_MOUNT)}`;
const VAULT = `apiVersion: v1
kind: Namespace
metadata:
  name: vault
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: vault-may-ask
subjects:
- kind: ServiceAccount
  name: default
  namespace: vault
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:auth-delegator
---
${podYaml('vault').replace('name: vault', 'name: vault\n  namespace: vault')}`;

const START = 'kubectl apply -f vault.yaml -f callers.yaml\nkubectl wait --for=condition=Ready pod/web pod/twin';
const SHOW = inside('web', '/api', TOKEN);
const login = (pod: string): string =>
  `kubectl exec ${pod} -- sh -c 'curl -sS -d "{\\"role\\":\\"app\\",\\"jwt\\":\\"$(cat ${TOKEN})\\"}" http://vault.vault.svc:8200/v1/auth/kubernetes/login'`;
const review = (audiences: string): string => `TOKEN=$(kubectl exec web -- cat ${TOKEN})
kubectl create -o yaml -f - <<EOF
apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec:
  token: $TOKEN
${audiences}EOF`;
const FOR_VAULT = review('  audiences: ["vault"]\n');
const role = (...names: string[]) => ({ app: { bound_service_account_names: names, bound_service_account_namespaces: ['default'], audience: 'vault' } });

export const lesson: Lesson = {
  number: 11,
  slug: 'ask-the-server',
  title: 'Ask the server: TokenReview',
  minutes: 8,
  part: 'Who are your Pods?',
  idea: 'A service that is shown a token need not read it. It asks the API server whose it is, and says for whom it was meant.',
  start: {
    laptop: { '/home/learner/vault.yaml': VAULT, '/home/learner/callers.yaml': [caller('web'), caller('twin')].join('---\n') },
    parties: [{ kind: 'vault', name: 'vault', origin: 'http://vault.vault.svc:8200', pod: { namespace: 'vault', name: 'vault' }, roles: role('*') }],
  },
  steps: [
    {
      title: 'Made for somebody else',
      text: [
        'A vault runs in the cluster. Two Pods, `web` and `twin`, each hold a second token: for the audience `vault`. Start them all.',
        'The API server has signed that token a moment ago. Show it to the API server.',
      ],
      runs: [
        { label: 'Start the vault and both Pods', command: START },
        { label: 'Show the vault’s token to the API server', command: SHOW },
      ],
      prediction: {
        question: 'A good token, made for the vault. What does the API server say?',
        about: 1,
        gate: 'authentication',
        choices: [
          {
            label: '200',
            meaning: 'good everywhere',
            because: 'A good token is good where it was meant for. Otherwise the vault could take it, and act at the API server in the Pod’s name.',
          },
          {
            label: '401',
            meaning: 'not for me',
            right: true,
            because: 'Its audience is `vault`, and the API server is not called that. Whose it is does not matter any more.',
          },
          {
            label: '403',
            meaning: 'no rights',
            because: 'That would mean it was recognised. The audience is looked at before there is a name, at the desk for service accounts.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 401, from: 'web' }],
      hints: ['Press the first Run, then the second.'],
      solution: [
        { do: 'run', command: START },
        { do: 'run', command: SHOW },
      ],
      done: 'The other way round it is the same: the token that the API server takes, the vault should not.',
    },
    {
      title: 'The vault asks',
      text: ['Now log in at the vault with it, and watch: the vault has no key to check a signature with.'],
      runs: [{ label: 'Log in from web', command: login('web') }],
      goal: [
        { type: 'asked', target: '/apis/authentication.k8s.io/v1/tokenreviews', status: 201 },
        { type: 'reply', to: 'vault', status: 200, from: 'web' },
      ],
      hints: ['Press Run. The vault’s own request is a run beside it.'],
      solution: [{ do: 'run', command: login('web') }],
      done: 'It sent a TokenReview with its own account, which may do that: `system:auth-delegator`. The server went through its desks as if the token had been sent to it.',
    },
    {
      title: 'Ask yourself',
      text: [
        'You may review tokens, too. The mistake people make is to leave out `audiences`: the server then asks whether the token is meant for itself.',
        'Try it without, read the error, then say for whom it is.',
      ],
      runs: [
        { label: 'Review it without audiences', command: review('') },
        { label: 'Review it for the vault', command: FOR_VAULT },
      ],
      goal: [{ type: 'exit', code: 0, says: 'authenticated: true' }],
      hints: ['Press both. The second one names the audience.'],
      solution: [
        { do: 'run', command: review('') },
        { do: 'run', command: FOR_VAULT },
      ],
      done: 'The answer holds name, groups, and in `extra` the Pod and the node: a service can tell not only which account, but which Pod has called.',
      tab: 'Terminal',
    },
    {
      title: 'Not the twin',
      text: [
        'The vault’s role `app` lets in every account of the namespace: `*`. Change it in the tab Parties, so that `web` gets in and `twin` does not.',
        'Then log in from both.',
      ],
      goal: [
        { type: 'reply', to: 'vault', status: 200, from: 'web' },
        { type: 'reply', to: 'vault', status: 403, from: 'twin' },
      ],
      hints: ['`bound_service_account_names` is the list. Put `web` in the star’s place.', `\`${login('twin')}\` is the twin’s login.`],
      solution: [
        { do: 'edit-party', name: 'vault', fields: { roles: role('web') } },
        { do: 'run', command: login('web') },
        { do: 'run', command: login('twin') },
      ],
      done: 'The API server says who; what that is worth, the vault decides. No RBAC of the cluster was asked about it.',
      tab: 'Parties',
    },
  ],
};
