// A webhook that decides about access, as data. Its code: access-webhook.ts.
import * as v from 'valibot';
import { accessWebhookAbout } from './access-webhook.about.ts';
import { webhookAnswerSchema } from './token-webhook-spec.ts';

export const accessWebhookSpecSchema = v.object({
  kind: v.literal('access-webhook'),
  /** Unique among the parties; hops name it. */
  name: v.string(),
  /** "https://127.0.0.1:26503"; any path is answered. */
  origin: v.string(),
  /** Name in the pki of the certificate it serves with. */
  certificate: v.string(),
  /** Nothing listens: connections are refused. */
  down: v.optional(v.boolean()),
  /** Milliseconds it takes to answer: a caller that is not so patient gets nothing. */
  delay: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  rules: v.array(
    v.object({
      /** Members of the review's spec by dotted path, "resourceAttributes.verb", and the value each must have. Empty fits everything. */
      match: v.record(v.string(), v.unknown()),
      answer: webhookAnswerSchema,
    }),
  ),
});
export type AccessWebhookSpec = v.InferOutput<typeof accessWebhookSpecSchema>;

/** Flags that make kube-apiserver ask this webhook; `version` is that of its reviews. */
export const accessWebhookFlags = (_spec: AccessWebhookSpec, version: string): Record<string, string> => ({
  'authorization-mode': 'Node,RBAC,Webhook',
  'authorization-webhook-config-file': accessWebhookAbout.reviews.config,
  'authorization-webhook-version': version,
});
