// What a person reads about an OpenID Connect provider.
import type { PartyAbout } from '../party.about.ts';

export const oidcAbout = {
  kind: 'oidc',
  title: 'OIDC provider',
  blurb: 'Logs people in and signs tokens about them. Users, their claims and the clients stand in the text.',
  icon: 'fingerprint',
  zone: 'Outside',
  flags: ['oidc-issuer-url', 'oidc-client-id', 'oidc-ca-file', 'oidc-groups-claim', 'oidc-username-claim'],
  sample: {
    kind: 'oidc',
    name: 'login',
    origin: 'https://login.example.test',
    certificate: 'login',
    keys: ['login-key-1'],
    users: [
      { login: 'jane', claims: { email: 'jane@example.test', email_verified: true, groups: ['dev', 'oncall'] } },
      { login: 'omar', claims: { email: 'omar@example.test', email_verified: true, groups: ['qa'] } },
    ],
    clients: [{ id: 'kubernetes', redirectUris: ['http://localhost:8000'] }],
  },
} as const satisfies PartyAbout;
