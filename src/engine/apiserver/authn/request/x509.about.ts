// What the desk of x509.ts says of itself.
import type { AuthenticatorAbout, CodeOf } from '../../../../trace/about.ts';

const REFUSED = 'Your client certificate is not believed: {reason}.';

export const x509About = {
  id: 'authn.x509',
  title: 'X.509 client certificate',
  short: 'X.509',
  blurb: 'A certificate signed by the client CA: its common name is the user, its organizations are the groups.',
  upstream: 'staging/src/k8s.io/apiserver/pkg/authentication/request/x509/x509.go',
  flags: ['client-ca-file'],
  answers: ['recognised', 'no-opinion', 'error'],
  by: 'by your client certificate',
  checks: {
    'valid now': 'in date',
    'signed by a trusted CA': 'chain',
    'may be used for client auth': 'usage',
    'names a user': 'user',
    'organizations become groups': 'groups',
  },
  says: {
    recognised: 'A CA the server trusts signed your certificate, so you are {who}.',
    'no-certificate': 'You sent no client certificate, {next}.',
    'no-common-name': 'X.509 client certificate has no opinion ({reason}), {next}.',
    expired: REFUSED,
    'not-yet-valid': REFUSED,
    'unknown-authority': REFUSED,
    'incompatible-usage': REFUSED,
    'uid-unreadable': REFUSED,
  },
} as const satisfies AuthenticatorAbout;

export type X509Code = CodeOf<typeof x509About>;
