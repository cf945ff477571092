// What a person reads about a proxy that speaks for people.
import type { PartyAbout } from './party.about.ts';

export const frontProxyPartyAbout = {
  kind: 'front-proxy',
  title: 'Front proxy',
  blurb:
    'Asks people for a password and speaks for them in headers. They count because of the certificate it shows; without "clientCertificate" it shows none.',
  icon: 'server',
  zone: 'Outside',
  flags: [
    'requestheader-client-ca-file',
    'requestheader-allowed-names',
    'requestheader-username-headers',
    'requestheader-group-headers',
    'requestheader-extra-headers-prefix',
  ],
  sample: {
    kind: 'front-proxy',
    name: 'proxy',
    origin: 'https://192.168.49.2:9443',
    certificate: 'apiserver',
    upstream: 'https://192.168.49.2:8443',
    upstreamCa: 'ca',
    clientCertificate: 'front-proxy-client',
    users: [{ login: 'jane', password: 'violet', groups: ['dev', 'oncall'] }],
  },
} as const satisfies PartyAbout;
