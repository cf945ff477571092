import { MOUNT, podYaml, VAULT_MOUNT, VAULT_VOLUME } from './in-a-pod.ts';
import type { Lesson } from './lesson.ts';

const START = 'kubectl apply -f web.yaml\nkubectl wait --for=condition=Ready pod/web';
const FILES = `kubectl exec web -- ls ${MOUNT}`;
const SECRETS = 'kubectl get secrets';
const OPEN = `kubectl exec web -- cat ${MOUNT}/token | jwt`;
const OFF = `kubectl patch serviceaccount default -p '{"automountServiceAccountToken":false}'`;
const BARE = `kubectl apply -f bare.yaml\nkubectl wait --for=condition=Ready pod/bare\nkubectl exec bare -- ls ${MOUNT}`;
const VAULTED = `kubectl apply -f - <<EOF\n${podYaml('vaulted', VAULT_VOLUME, VAULT_MOUNT)}EOF\nkubectl wait --for=condition=Ready pod/vaulted`;

export const lesson: Lesson = {
  number: 9,
  slug: 'the-mounted-token',
  title: 'The mounted token',
  minutes: 6,
  part: 'Who are your Pods?',
  idea: 'The token in a Pod is stored nowhere. The kubelet asks for it, puts it beside the CA’s certificate, and asks again before it ends.',
  start: { laptop: { '/home/learner/web.yaml': podYaml('web'), '/home/learner/bare.yaml': podYaml('bare') } },
  steps: [
    {
      title: 'Three files',
      text: ['Start a Pod and look at the folder that nobody asked for: admission added a volume to it.', 'It grows out of three sources.'],
      runs: [
        { label: 'Start the Pod', command: START },
        { label: 'Look at its folder', command: FILES },
      ],
      prediction: {
        question: 'There are ca.crt, namespace and token. Where does token come from?',
        about: 1,
        gate: 'authorization',
        choices: [
          {
            label: 'Secret',
            meaning: 'stored in etcd',
            because:
              'It was so until Kubernetes 1.24, and lesson by lesson people still say it. Today no Secret is made: whoever reads Secrets finds no token.',
          },
          {
            label: 'kubelet',
            meaning: 'asked for it',
            right: true,
            because: 'The node’s kubelet sent a TokenRequest for exactly this Pod. The answer went into a file and nowhere else.',
          },
          {
            label: 'image',
            meaning: 'built in',
            because: 'The image knows no cluster. The same image gets another token in every Pod that runs it.',
          },
        ],
      },
      goal: [{ type: 'exit', code: 0, says: 'ca.crt\nnamespace\ntoken' }],
      hints: ['Press the first Run, then the second.'],
      solution: [
        { do: 'run', command: START },
        { do: 'run', command: FILES },
      ],
      done: 'A ConfigMap gives `ca.crt`, the Pod’s own metadata gives `namespace`, a TokenRequest gives `token`. In the list of runs, the kubelet’s are under the command.',
    },
    {
      title: 'Asked for, not stored',
      text: ['See for yourself: there is no Secret. Then open the token and read what it is bound to.'],
      runs: [
        { label: 'List Secrets', command: SECRETS },
        { label: 'Open the token', command: OPEN },
      ],
      goal: [
        { type: 'reply', status: 200, verb: 'list', resource: 'secrets' },
        { type: 'exit', code: 0, says: '"name": "web"' },
      ],
      hints: ['Press both.'],
      solution: [
        { do: 'run', command: SECRETS },
        { do: 'run', command: OPEN },
      ],
      done: 'It names the Pod with its uid, and the node. When the Pod goes, the token goes with it.',
    },
    {
      title: 'No token, please',
      text: [
        'A Pod that never calls the API server needs no token. `automountServiceAccountToken: false` at the account switches it off for its Pods; at the Pod it counts more.',
        'Switch it off at the account `default`. Then start the Pod of `bare.yaml`, and look for the folder there.',
      ],
      goal: [{ type: 'exit', code: 2, says: `${MOUNT}': No such file or directory` }],
      hints: [`\`${OFF}\` is one way.`, 'Apply `bare.yaml`, wait for `pod/bare`, then `ls` in it as before.'],
      solution: [{ do: 'run', command: `${OFF}\n${BARE}` }],
      done: 'Only Pods made since are without it: what a Pod mounts is decided when it is made. `web` still has its token.',
    },
    {
      title: 'A token for the vault',
      text: [
        'The same machinery makes tokens for others. Give a Pod a token with the audience `vault` at a path of its own.',
        'It is a projected volume with a source `serviceAccountToken`: audience, path, and a mount in the container.',
      ],
      goal: [{ type: 'issued', to: 'kubelet', audience: 'vault' }],
      hints: ['Begin with `web.yaml`, give it another name, and add `volumes` and `volumeMounts`.', 'See the solution: it is a manifest of twenty lines.'],
      solution: [{ do: 'run', command: VAULTED }],
      done: 'That token is worth nothing to the API server, and the one for the API server nothing to the vault. So neither can be used where it was not sent.',
    },
  ],
};
