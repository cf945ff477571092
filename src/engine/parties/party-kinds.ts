// Every kind of party that may stand outside the cluster. A new kind is its own files and one line here: its data's schema, its words, its sample
// and the way it is made all come from there. Left out: everything a party remembers while it runs.
import type * as v from 'valibot';
import { accessWebhookAbout } from './access-webhook.about.ts';
import { accessWebhookFlags, accessWebhookSpecSchema } from './access-webhook-spec.ts';
import { awsAbout } from './aws/aws.about.ts';
import { awsSpecSchema } from './aws/aws-spec.ts';
import { podIdentityWebhookAbout } from './aws/pod-identity-webhook.about.ts';
import { podIdentityWebhookSpecSchema } from './aws/pod-identity-webhook-spec.ts';
import { frontProxyPartyAbout } from './front-proxy.about.ts';
import { frontProxyFlags, frontProxySpecSchema } from './front-proxy-spec.ts';
import { oidcAbout } from './oidc/oidc.about.ts';
import { oidcFlags, oidcSpecSchema } from './oidc/oidc-spec.ts';
import type { PartyAbout } from './party.about.ts';
import type { Party } from './party.ts';
import { tokenWebhookAbout } from './token-webhook.about.ts';
import { tokenWebhookFlags, tokenWebhookSpecSchema } from './token-webhook-spec.ts';
import { vaultAbout } from './vault.about.ts';
import { vaultSpecSchema } from './vault-spec.ts';

type DataSchema<Kind extends string> = v.GenericSchema<unknown, { kind: Kind; name: string; origin: string }> & {
  readonly entries: { readonly kind: v.LiteralSchema<Kind, undefined> };
};

/** `make` loads the party's code when a world has one of its kind; `flags` are those with which the API server asks the party or believes it. */
const kind = <About extends PartyAbout, Schema extends DataSchema<About['kind']>>(
  about: About,
  schema: Schema,
  make: (spec: v.InferOutput<Schema>) => Promise<Party>,
  flags: (spec: v.InferOutput<Schema>, version: string) => Record<string, string> = () => ({}),
) => ({ about, schema, make, flags });

export const PARTY_KINDS = [
  kind(oidcAbout, oidcSpecSchema, async (spec) => (await import('./oidc/oidc-party.ts')).oidcParty(spec), oidcFlags),
  kind(tokenWebhookAbout, tokenWebhookSpecSchema, async (spec) => (await import('./token-webhook.ts')).tokenWebhookParty(spec), tokenWebhookFlags),
  kind(accessWebhookAbout, accessWebhookSpecSchema, async (spec) => (await import('./access-webhook.ts')).accessWebhookParty(spec), accessWebhookFlags),
  kind(awsAbout, awsSpecSchema, async (spec) => (await import('./aws/aws-party.ts')).awsParty(spec)),
  kind(podIdentityWebhookAbout, podIdentityWebhookSpecSchema, async (spec) => (await import('./aws/pod-identity-webhook.ts')).podIdentityWebhook(spec)),
  kind(frontProxyPartyAbout, frontProxySpecSchema, async (spec) => (await import('./front-proxy.ts')).frontProxyParty(spec), frontProxyFlags),
  kind(vaultAbout, vaultSpecSchema, async (spec) => (await import('./vault.ts')).vaultParty(spec)),
] as const;

type PartyKindEntry = (typeof PARTY_KINDS)[number];
export type PartySpec = v.InferOutput<PartyKindEntry['schema']>;
export type PartyKind = PartySpec['kind'];
/** Kinds of which there is a sample. */
export type SampleKind = Extract<PartyKindEntry['about'], { sample: object }>['kind'];

interface AnyKind {
  readonly about: PartyAbout;
  make(spec: PartySpec): Promise<Party>;
  flags(spec: PartySpec, version: string): Record<string, string>;
}

/** What the list knows of a kind; a kind's functions take data of that kind. */
export const kindOf = (name: string): AnyKind | undefined => (PARTY_KINDS as unknown as readonly AnyKind[]).find(({ about }) => about.kind === name);
