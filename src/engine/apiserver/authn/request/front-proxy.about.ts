// What the desk of front-proxy.ts says of itself.
import type { AuthenticatorAbout, CodeOf } from '../../../../trace/about.ts';

const NOBODY = 'No front proxy speaks for you, {next}.';
const REFUSED = 'The front proxy is not believed: {reason}.';

export const frontProxyAbout = {
  id: 'authn.front-proxy',
  title: 'Front proxy headers',
  short: 'proxy',
  blurb: 'A proxy that proves itself by certificate may say in headers whom it speaks for.',
  upstream: 'staging/src/k8s.io/apiserver/pkg/authentication/request/headerrequest/requestheader.go',
  flags: [
    'requestheader-client-ca-file',
    'requestheader-allowed-names',
    'requestheader-username-headers',
    'requestheader-uid-headers',
    'requestheader-group-headers',
    'requestheader-extra-headers-prefix',
  ],
  answers: ['recognised', 'no-opinion', 'error'],
  by: 'by a front proxy that vouches for you',
  says: {
    recognised: 'A front proxy with a good certificate vouches for you: you are {who}.',
    'no-certificate': NOBODY,
    'names-no-user': NOBODY,
    'not-mine': 'Your certificate is not a front proxy’s, {next}.',
    expired: REFUSED,
    'not-yet-valid': REFUSED,
    'unknown-authority': REFUSED,
    'incompatible-usage': REFUSED,
    'name-not-allowed': REFUSED,
  },
} as const satisfies AuthenticatorAbout;

export type FrontProxyCode = CodeOf<typeof frontProxyAbout>;
