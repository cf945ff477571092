// Models a webhook that knows tokens: it answers TokenReviews as its list says. Left out: telling callers apart.
import * as v from 'valibot';
import { Headers } from '../http/message.ts';
import { json } from './json-answer.ts';
import type { Party, PartyAnswer } from './party.ts';

/** What it answers: a TokenReview's status, a failure of HTTP, text that is no JSON, or nothing at all. */
const answerSchema = v.union([
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
  tokens: v.record(v.string(), answerSchema),
});
export type TokenWebhookSpec = v.InferOutput<typeof tokenWebhookSpecSchema>;
export type WebhookAnswer = v.InferOutput<typeof answerSchema>;

export function tokenWebhookParty(spec: TokenWebhookSpec): Party {
  const { name, origin, certificate, tokens, delay = 0 } = spec;
  return {
    spec,
    name,
    title: 'Token webhook',
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
