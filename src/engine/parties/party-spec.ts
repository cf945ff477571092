// The parties outside as data: one member of the union per kind, each schema beside its party. Left out: everything a party remembers while it runs.
import * as v from 'valibot';
import { parseOrigin } from '../network/dial.ts';
import { accessWebhookSpecSchema } from './access-webhook-spec.ts';
import { awsSpecSchema } from './aws/aws-spec.ts';
import { podIdentityWebhookSpecSchema } from './aws/pod-identity-webhook-spec.ts';
import { frontProxySpecSchema } from './front-proxy-spec.ts';
import { oidcSpecSchema } from './oidc/oidc-spec.ts';
import { tokenWebhookSpecSchema } from './token-webhook-spec.ts';
import { vaultSpecSchema } from './vault-spec.ts';

/** A new kind is one line here and one in parties.ts. */
export const partySpecSchema = v.variant('kind', [
  oidcSpecSchema,
  tokenWebhookSpecSchema,
  accessWebhookSpecSchema,
  awsSpecSchema,
  podIdentityWebhookSpecSchema,
  frontProxySpecSchema,
  vaultSpecSchema,
]);
export type PartySpec = v.InferOutput<typeof partySpecSchema>;
export type PartyKind = PartySpec['kind'];

/** Reads a party from untrusted data; a failure names the member at fault. */
export function checkParty(value: unknown): { ok: true; party: PartySpec } | { ok: false; error: string; path: (string | number)[] } {
  const result = v.safeParse(partySpecSchema, value);
  if (!result.success) {
    const issue = result.issues[0];
    const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
    return { ok: false, error: `${path.join('.') || 'the whole'}: ${issue.message}`, path };
  }
  const { origin } = result.output;
  if (!parseOrigin(origin)) return { ok: false, error: `origin: ${JSON.stringify(origin)} is no address like "https://login.example.test"`, path: ['origin'] };
  return { ok: true, party: result.output };
}
