// Models a webhook that decides about access: the first of its rules that fits a SubjectAccessReview answers it. Left out: patterns in rules.
import { accessWebhookAbout } from './access-webhook.about.ts';
import type { AccessWebhookSpec } from './access-webhook-spec.ts';
import type { Party, PartyAnswer } from './party.ts';
import { readReview, respond } from './token-webhook.ts';

export function accessWebhookParty(spec: AccessWebhookSpec): Party {
  const { name, origin, certificate, rules, delay = 0 } = spec;
  return {
    spec,
    name,
    title: accessWebhookAbout.title,
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
