// What a person reads about a webhook that knows tokens.
import type { PartyAbout } from './party.about.ts';

export const tokenWebhookAbout = {
  kind: 'token-webhook',
  title: 'Token webhook',
  blurb: 'Answers who a token belongs to. An answer is {"status": …}, {"http": 500}, {"text": "garbage"} or {"silent": true}.',
  icon: 'webhook',
  zone: 'Outside',
  flags: ['authentication-token-webhook-config-file', 'authentication-token-webhook-version'],
  reviews: { config: '/etc/kubernetes/token-webhook.yaml', path: '/authenticate' },
  sample: {
    kind: 'token-webhook',
    name: 'tokens',
    origin: 'https://tokens.example.test',
    certificate: 'hooks',
    tokens: {
      'jane-key': { status: { authenticated: true, user: { username: 'janedoe', uid: '42', groups: ['developers', 'qa'] } } },
      'old-key': { status: { authenticated: false, error: 'this key was revoked' } },
    },
  },
} as const satisfies PartyAbout;
