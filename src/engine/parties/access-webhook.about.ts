// What a person reads about a webhook that decides about access.
import type { PartyAbout } from './party.about.ts';

export const accessWebhookAbout = {
  kind: 'access-webhook',
  title: 'Access webhook',
  blurb: 'Answers whether somebody may. The first rule that fits decides; "match" names members of the review’s spec.',
  icon: 'webhook',
  zone: 'Outside',
  flags: ['authorization-mode', 'authorization-webhook-config-file', 'authorization-webhook-version'],
  reviews: { config: '/etc/kubernetes/access-webhook.yaml', path: '/authorize' },
  sample: {
    kind: 'access-webhook',
    name: 'access',
    origin: 'https://access.example.test',
    certificate: 'hooks',
    rules: [
      { match: { user: 'janedoe', 'resourceAttributes.verb': 'list' }, answer: { status: { allowed: true, reason: 'janedoe may look' } } },
      { match: {}, answer: { status: { allowed: false } } },
    ],
  },
} as const satisfies PartyAbout;
