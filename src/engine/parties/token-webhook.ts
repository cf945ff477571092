// Models a webhook that knows tokens: it answers TokenReviews as its list says. Left out: telling callers apart.

import { Headers } from '../http/message.ts';
import { json } from './json-answer.ts';
import type { Party, PartyAnswer } from './party.ts';
import { tokenWebhookAbout } from './token-webhook.about.ts';
import type { TokenWebhookSpec, WebhookAnswer } from './token-webhook-spec.ts';

export function tokenWebhookParty(spec: TokenWebhookSpec): Party {
  const { name, origin, certificate, tokens, delay = 0 } = spec;
  return {
    spec,
    name,
    title: tokenWebhookAbout.title,
    origin,
    certificate,
    delay,
    handle({ method, body }): PartyAnswer {
      if (method !== 'POST') return json(405, { error: 'POST a TokenReview' });
      const review = readReview(body);
      if (!review) return json(400, { error: 'no TokenReview' });
      const { token } = review.spec;
      const found = typeof token === 'string' && Object.hasOwn(tokens, token) ? tokens[token] : undefined;
      return respond(review.apiVersion, 'TokenReview', found ?? { status: { authenticated: false } });
    },
  };
}

export interface Review {
  apiVersion: string;
  spec: Record<string, unknown>;
}

/** The parts of a review that a webhook looks at; undefined when the body holds none. */
export function readReview(body: string): Review | undefined {
  try {
    const { apiVersion, spec } = JSON.parse(body) as Partial<Review>;
    return typeof apiVersion === 'string' && typeof spec === 'object' ? { apiVersion, spec } : undefined;
  } catch {
    return undefined;
  }
}

/** Puts a listed answer on the wire. */
export function respond(apiVersion: string, kind: string, given: WebhookAnswer): PartyAnswer {
  if ('silent' in given) return 'no-answer';
  if ('text' in given) return { status: 200, headers: new Headers([['Content-Type', 'application/json']]), body: given.text };
  if ('status' in given) return json(200, { apiVersion, kind, status: given.status });
  const headers = new Headers([['Content-Type', 'application/json']]);
  if (given.retryAfter !== undefined) headers.set('Retry-After', String(given.retryAfter));
  return { status: given.http, headers, body: given.body ?? '' };
}
