// What a person reads about the Pod identity webhook.
import type { PartyAbout } from '../party.about.ts';

export const podIdentityWebhookAbout = {
  kind: 'pod-identity-webhook',
  title: 'Pod identity webhook',
  blurb: 'Puts a token’s volume and the variables that name it into new Pods.',
  icon: 'webhook',
  zone: 'Your cluster',
  flags: [],
} as const satisfies PartyAbout;
