// The desk of staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/webhook/webhook.go. Left out: all of it. The server refuses to start with
// a webhook's kubeconfig, naming the flag, so this desk only ever says "not configured".
import type { AuthenticatorAbout } from '../authenticator.ts';

export const webhookAbout: AuthenticatorAbout = {
  id: 'authn.webhook',
  title: 'Webhook',
  blurb: 'The server asks somebody else, with a TokenReview over HTTPS.',
  upstream: 'staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/webhook/webhook.go',
  flags: ['authentication-token-webhook-config-file'],
};
