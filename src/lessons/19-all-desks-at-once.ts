import type { Lesson } from './lesson.ts';

const CERT = '--cert ~/.minikube/profiles/minikube/client.crt --key ~/.minikube/profiles/minikube/client.key';
const URL = 'https://192.168.49.2:8443/api/v1/namespaces';
const ask = (more: string): string => `curl -sS --cacert ~/.minikube/ca.crt ${more} ${URL}`;
const THREE = ask(`${CERT} -H "Authorization: Bearer token1" -H "X-Remote-User: jane"`);
const BAD = ask(`${CERT} -H "Authorization: Bearer nonsense"`);
const NOBODY = ask('-H "Authorization: Bearer nonsense"');

export const lesson: Lesson = {
  number: 19,
  slug: 'all-desks-at-once',
  title: 'All desks at once',
  minutes: 6,
  part: 'Who says so elsewhere?',
  idea: 'The desks stand in a fixed order. The first that recognises you decides; the others are never asked.',
  start: {
    parties: ['oidc', 'token-webhook'],
    flags: {
      'oidc-issuer-url': 'https://login.example.test',
      'oidc-client-id': 'kubernetes',
      'oidc-ca-file': '/var/lib/minikube/certs/example-ca.crt',
      'authentication-token-webhook-config-file': '/etc/kubernetes/token-webhook.yaml',
      'authentication-token-webhook-version': 'v1',
    },
  },
  steps: [
    {
      title: 'Three names in one request',
      text: [
        'Every desk of this server is open: proxy headers, certificates, the token file, service accounts, bootstrap tokens, OIDC, a webhook.',
        'One request carries a certificate (minikube-user), a token (arthur) and the header of a proxy (jane).',
      ],
      runs: [{ label: 'Send all three', command: THREE }],
      prediction: {
        question: 'Who will the server say you are?',
        gate: 'authentication',
        choices: [
          {
            label: 'arthur',
            meaning: 'the token wins',
            because: 'Nothing in the request says which credential comes first. The order is the server’s own, and tokens come after certificates.',
          },
          {
            label: 'jane',
            meaning: 'the first desk',
            because: 'The proxy’s desk is asked first, but it believes headers only from a caller with the proxy’s certificate. Yours is another.',
          },
          {
            label: 'minikube-user',
            meaning: 'the certificate',
            right: true,
            because: 'The proxy’s desk has no opinion, the certificate’s desk recognises you, and there the asking ends. The token is never looked at.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 200, user: 'minikube-user' }],
      hints: ['Count the desks that were asked: their marks differ from the dotted ring.'],
      solution: [{ do: 'run', command: THREE }],
      done: 'Two desks were asked, one answered, and the rest were never asked. That order stands in the server’s code, not in your request.',
    },
    {
      title: 'One bad credential',
      text: ['Send the certificate again, with a token that nobody knows. Does one bad credential spoil a good one?'],
      runs: [{ label: 'Certificate and a bad token', command: BAD }],
      goal: [
        { type: 'stage', stage: 'authn.x509', verdict: 'recognised' },
        { type: 'reply', status: 200, user: 'minikube-user' },
      ],
      hints: ['Press Run, and look for the row Bearer token.'],
      solution: [{ do: 'run', command: BAD }],
      done: 'The bad token was never asked about. Order decides, not the number of good and bad papers.',
    },
    {
      title: 'Past every desk',
      text: ['Now the bad token alone. Each desk that reads tokens looks at it, the webhook outside too.'],
      runs: [{ label: 'Only the bad token', command: NOBODY }],
      goal: [
        { type: 'stage', stage: 'authn.webhook', verdict: 'no-opinion' },
        { type: 'reply', status: 401 },
      ],
      hints: ['Press Run. OIDC reads no further: it is no JWT.'],
      solution: [{ do: 'run', command: NOBODY }],
      done: 'A token that nobody knows is an error at the end of the row, so you do not even become anonymous.',
    },
    {
      title: '401, with a valid certificate in hand',
      text: [
        'Switch desks off until a request with your valid certificate is answered 401. Flags are read when the server starts.',
        'Without `--client-ca-file` there is no desk for certificates. Then show the certificate and a bad token.',
      ],
      runs: [{ label: 'Certificate and a bad token', command: BAD }],
      goal: [
        { type: 'stage', stage: 'authn.bearer-token', verdict: 'error' },
        { type: 'reply', status: 401 },
        { type: 'server', status: 'running', flag: { name: 'client-ca-file', value: '' } },
      ],
      hints: ['In the tab API server flags, clear `--client-ca-file` and restart. Then press Run.'],
      solution: [{ do: 'set-flag', name: 'client-ca-file', value: null }, { do: 'restart' }, { do: 'run', command: BAD }],
      done: 'The certificate is as valid as before, but nobody here reads it any more. A credential is worth what the desks make of it.',
      tab: 'API server flags',
    },
  ],
  fit: {
    plugin: 'Several at once',
    situations: {
      lab: { fits: false, because: 'Each open desk is one more way in to watch. Two people need one.' },
      company: {
        fits: true,
        because: 'OIDC for people, service accounts for programs, and a certificate in the safe. Each desk passes on what is not its own.',
      },
      night: { fits: true, because: 'The desk for certificates asks nobody. While OIDC is silent, it still lets the one on call in.' },
      ci: { fits: true, because: 'The issuer of the build system stands beside that of your people. A token goes to the one that its issuer names.' },
      legacy: { fits: true, because: 'The webhook stands last. It is asked only about tokens that no other desk knows.' },
      proxy: { fits: true, because: 'The desk for headers stands first and looks only at the proxy. Programs inside the cluster go on with their tokens.' },
    },
  },
};
