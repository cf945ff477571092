// What the desk of oidc.ts says of itself.
import type { AuthenticatorAbout, CodeOf } from '../../../../trace/about.ts';

const NOT_MINE = 'No issuer this server trusts made this token, {next}.';
const REFUSED = 'This token of a trusted issuer is refused: {reason}.';

export const oidcAbout = {
  id: 'authn.oidc',
  title: 'OIDC / JWT',
  short: 'OIDC',
  blurb: 'Tokens of an identity provider outside the cluster, checked by its published keys.',
  upstream: 'staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/oidc/oidc.go',
  flags: [
    'oidc-issuer-url',
    'oidc-client-id',
    'oidc-ca-file',
    'oidc-username-claim',
    'oidc-username-prefix',
    'oidc-groups-claim',
    'oidc-groups-prefix',
    'oidc-required-claim',
    'oidc-signing-algs',
    'authentication-config',
  ],
  answers: ['recognised', 'no-opinion', 'error'],
  says: {
    recognised: "The issuer's signature is valid, so the token speaks for {who}.",
    'not-a-jwt': NOT_MINE,
    'no-issuer': NOT_MINE,
    'another-issuer': NOT_MINE,
    'provider-not-found': REFUSED,
    unreadable: REFUSED,
    algorithm: REFUSED,
    'keys-not-fetched': REFUSED,
    'signature-invalid': REFUSED,
    'claims-unreadable': REFUSED,
    'wrong-issuer': REFUSED,
    'wrong-audience': REFUSED,
    expired: REFUSED,
    'not-yet-valid': REFUSED,
    'claims-refused': REFUSED,
  },
} as const satisfies AuthenticatorAbout;

export type OidcCode = CodeOf<typeof oidcAbout>;
