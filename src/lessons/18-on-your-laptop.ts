import type { Lesson } from './lesson.ts';

const WHO = 'kubectl --user=plug auth whoami';
const SET =
  'kubectl config set-credentials plug --exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=Never --exec-command=/home/learner/plugin.sh';
const plugin = (status: string): string => `cat > ~/plugin.sh <<'EOF'
#!/bin/bash
echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":${status}}'
EOF
chmod +x ~/plugin.sh`;

export const lesson: Lesson = {
  number: 18,
  slug: 'on-your-laptop',
  title: 'On your laptop: exec plugins',
  minutes: 6,
  part: 'Who says so elsewhere?',
  idea: 'kubectl can ask a program of yours for the credential. The API server sees only what comes of it.',
  steps: [
    {
      title: 'A user that asks a program',
      text: [
        'A user in a kubeconfig can name a command instead of a token. Make one: `plug`, whose command is `/home/learner/plugin.sh`.',
        'The program does not exist yet. Ask who you are all the same.',
      ],
      runs: [
        { label: 'A user plug', command: SET },
        { label: 'Who am I?', command: WHO },
      ],
      goal: [{ type: 'exit', code: 1, says: 'no such file or directory' }],
      hints: ['Press both Run buttons.'],
      solution: [
        { do: 'run', command: SET },
        { do: 'run', command: WHO },
      ],
      done: 'getting credentials: the words are kubectl’s own. Nothing was sent, so the API server knows nothing of it.',
    },
    {
      title: 'Write the plugin',
      text: ['A plugin prints one object, an ExecCredential, and that is all. Let yours hand out `token1`, and make it executable.', 'Then ask again.'],
      runs: [
        { label: 'Write plugin.sh', command: plugin('{"token":"token1"}') },
        { label: 'Who am I?', command: WHO },
      ],
      prediction: {
        question: 'Which machine runs the plugin?',
        about: 1,
        gate: 'authentication',
        choices: [
          {
            label: 'the node',
            meaning: 'the server calls it',
            because: 'The API server never hears of it: it gets a request with a token, as from anybody. It could not reach a program on your laptop.',
          },
          {
            label: 'your laptop',
            meaning: 'kubectl calls it',
            right: true,
            because: 'kubectl runs it before it sends anything, reads what it prints, and puts the token into the request.',
          },
          {
            label: 'nobody',
            meaning: 'it is read as text',
            because: 'It is run: it may ask you for a password, talk to a provider or read a chip card. Only its output counts.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 201, user: 'arthur' }],
      hints: ['The two Run buttons, from top to bottom.'],
      solution: [
        { do: 'run', command: plugin('{"token":"token1"}') },
        { do: 'run', command: WHO },
      ],
      done: 'On the stage it is a static token like any other. The kubeconfig holds no secret any more, only a way to get one.',
    },
    {
      title: 'A plugin that forgets the token',
      text: ['Let it print an empty status, and see whose words come then.'],
      runs: [
        { label: 'An empty status', command: plugin('{}') },
        { label: 'Who am I?', command: WHO },
      ],
      goal: [{ type: 'exit', code: 1, says: "didn't return a token or cert/key pair" }],
      hints: ['The two Run buttons again.'],
      solution: [
        { do: 'run', command: plugin('{}') },
        { do: 'run', command: WHO },
      ],
      done: 'Errors of a plugin are errors on your side of the wire. Looking for them in the server’s log finds nothing.',
    },
    {
      title: 'Become daniele',
      text: ['Write a plugin that makes you daniele, whose token is `token2`.'],
      goal: [{ type: 'reply', user: 'daniele' }],
      hints: ['The same text as before, with `token2` in it; then `kubectl --user=plug auth whoami`.'],
      solution: [
        { do: 'run', command: plugin('{"token":"token2"}') },
        { do: 'run', command: WHO },
      ],
      done: 'Who you are was decided by a program on your laptop; whether that counts, by the desk that knows the token.',
    },
  ],
  fit: {
    plugin: 'Exec plugin',
    situations: {
      lab: { fits: false, because: 'One more program on each laptop. A certificate in the kubeconfig does the same for a few weeks.' },
      company: { fits: true, because: 'It opens the login, fetches short tokens and renews them, and nobody copies one by hand. The server still needs OIDC.' },
      night: { fits: false, because: 'It asks the provider like everybody else, and the provider does not answer.' },
      ci: { fits: true, because: 'A build job has no hands. The plugin turns the identity it has into a token, each time kubectl asks.' },
      legacy: { fits: false, because: 'It can fetch a token of the old service, and the API server still cannot read it. Half of the way stays open.' },
      proxy: { fits: false, because: 'Behind the gateway the person is known by the session there. A credential for the API server would not be looked at.' },
    },
  },
};
