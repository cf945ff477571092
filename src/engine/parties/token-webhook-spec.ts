// A webhook that knows tokens, as data. Its code: token-webhook.ts.
import * as v from 'valibot';
import { tokenWebhookAbout } from './token-webhook.about.ts';

/** What it answers: a TokenReview's status, a failure of HTTP, text that is no JSON, or nothing at all. */
export const webhookAnswerSchema = v.union([
  v.object({ status: v.record(v.string(), v.unknown()) }),
  v.object({ http: v.pipe(v.number(), v.integer()), body: v.optional(v.string()), retryAfter: v.optional(v.number()) }),
  v.object({ text: v.string() }),
  v.object({ silent: v.literal(true) }),
]);

export const tokenWebhookSpecSchema = v.object({
  kind: v.literal('token-webhook'),
  /** Unique among the parties; hops name it. */
  name: v.string(),
  /** "https://127.0.0.1:26502"; any path is answered. */
  origin: v.string(),
  /** Name in the pki of the certificate it serves with. */
  certificate: v.string(),
  /** Nothing listens: connections are refused. */
  down: v.optional(v.boolean()),
  /** Milliseconds it takes to answer: a caller that is not so patient gets nothing. */
  delay: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** By token; whoever is not listed is not authenticated. */
  tokens: v.record(v.string(), webhookAnswerSchema),
});
export type TokenWebhookSpec = v.InferOutput<typeof tokenWebhookSpecSchema>;
export type WebhookAnswer = v.InferOutput<typeof webhookAnswerSchema>;

/** Flags that make kube-apiserver ask this webhook; `version` is that of its reviews. */
export const tokenWebhookFlags = (_spec: TokenWebhookSpec, version: string): Record<string, string> => ({
  'authentication-token-webhook-config-file': tokenWebhookAbout.reviews.config,
  'authentication-token-webhook-version': version,
});
