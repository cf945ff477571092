// What the webhook desk says of itself. Apart from the desk's work, which is loaded when a webhook is configured.
import type { AuthenticatorAbout } from '../authenticator.ts';

export const webhookAbout: AuthenticatorAbout = {
  id: 'authn.webhook',
  title: 'Webhook',
  blurb: 'The server asks somebody else, with a TokenReview over HTTPS.',
  upstream: 'staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/webhook/webhook.go',
  flags: ['authentication-token-webhook-config-file', 'authentication-token-webhook-version', 'authentication-token-webhook-cache-ttl'],
  answers: ['recognised', 'no-opinion', 'error'],
};
