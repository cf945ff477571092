// The parties outside as data: one member of the union per kind, each schema beside its party. Left out: everything a party remembers while it runs.
import * as v from 'valibot';
import { accessWebhookSpecSchema } from './access-webhook.ts';
import { awsSpecSchema } from './aws/aws-spec.ts';
import { oidcSpecSchema } from './oidc/oidc-spec.ts';
import { tokenWebhookSpecSchema } from './token-webhook.ts';

/** A new kind is one line here and one in parties.ts. */
export const partySpecSchema = v.variant('kind', [oidcSpecSchema, tokenWebhookSpecSchema, accessWebhookSpecSchema, awsSpecSchema]);
export type PartySpec = v.InferOutput<typeof partySpecSchema>;
export type PartyKind = PartySpec['kind'];
