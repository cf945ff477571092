// What a person reads about a vault in the cluster.
import type { PartyAbout } from './party.about.ts';

export const vaultAbout = {
  kind: 'vault',
  title: 'Vault',
  blurb: 'Lets workloads log in with a token of their service account: it asks the API server whose the token is, and its roles say who may.',
  icon: 'drive',
  zone: 'Your cluster',
  flags: [],
} as const satisfies PartyAbout;
