// What the desk of webhook.ts says of itself.
import type { AuthenticatorAbout, CodeOf } from '../../../../trace/about.ts';

export const webhookAbout = {
  id: 'authn.webhook',
  title: 'Webhook',
  short: 'webhook',
  blurb: 'The server asks somebody else, with a TokenReview over HTTPS.',
  upstream: 'staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/webhook/webhook.go',
  flags: ['authentication-token-webhook-config-file', 'authentication-token-webhook-version', 'authentication-token-webhook-cache-ttl'],
  answers: ['recognised', 'no-opinion', 'error'],
  says: {
    recognised: 'The webhook knows this token: it belongs to {who}.',
    unknown: 'The webhook says this token is not one of its own, {next}.',
    'another-audience': 'The webhook knows this token for another audience, {next}.',
    'no-usable-answer': 'The webhook gave no usable answer, so there is no badge for this token.',
    refused: 'The webhook refuses this token: {reason}.',
  },
} as const satisfies AuthenticatorAbout;

export type WebhookCode = CodeOf<typeof webhookAbout>;
