// What a person reads about an AWS account.
import type { PartyAbout } from '../party.about.ts';

export const awsAbout = {
  kind: 'aws',
  title: 'AWS',
  blurb: 'Gives out keys for its services to whoever a token names, if the role’s policies say so.',
  icon: 'cloud',
  zone: 'Outside',
  flags: [],
} as const satisfies PartyAbout;
