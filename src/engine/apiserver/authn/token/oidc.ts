// The desk of staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/oidc/oidc.go. What it does stands in ../jwt, loaded only where it is configured.
import type { AuthenticatorAbout } from '../authenticator.ts';

export const oidcAbout: AuthenticatorAbout = {
  id: 'authn.oidc',
  title: 'OIDC / JWT',
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
};
