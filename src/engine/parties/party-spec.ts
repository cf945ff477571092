// The parties outside as data: one member of the union per kind, each schema beside its party. Left out: everything a party remembers while it runs.
import * as v from 'valibot';
import { oidcSpecSchema } from './oidc/oidc-spec.ts';

/** A new kind is one line here and one in parties.ts. */
export const partySpecSchema = v.variant('kind', [oidcSpecSchema]);
export type PartySpec = v.InferOutput<typeof partySpecSchema>;
export type PartyKind = PartySpec['kind'];
