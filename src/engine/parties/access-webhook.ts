// Models a webhook that decides about access: the first of its rules that fits a SubjectAccessReview answers it. Left out: patterns in rules.
import * as v from 'valibot';
import type { Party, PartyAnswer } from './party.ts';
import { readReview, respond, tokenWebhookSpecSchema } from './token-webhook.ts';

const answerSchema = tokenWebhookSpecSchema.entries.tokens.value;

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
      answer: answerSchema,
    }),
  ),
});
export type AccessWebhookSpec = v.InferOutput<typeof accessWebhookSpecSchema>;

export function accessWebhookParty(spec: AccessWebhookSpec): Party {
  const { name, origin, certificate, rules, delay = 0 } = spec;
  return {
    spec,
    name,
    title: 'Access webhook',
    origin,
    certificate,
    delay,
    handle({ body }): PartyAnswer {
      const review = readReview(body);
      if (!review) return respond('', '', { http: 400, body: 'no SubjectAccessReview' });
      const rule = rules.find(({ match }) => Object.entries(match).every(([path, value]) => at(review.spec, path) === value));
      return respond(review.apiVersion, 'SubjectAccessReview', rule?.answer ?? { status: { allowed: false } });
    },
  };
}

function at(document: unknown, path: string): unknown {
  let value = document;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
