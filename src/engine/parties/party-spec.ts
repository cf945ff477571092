// The parties outside as data: the union of the kinds' own schemas, and the check of what a learner wrote.
import * as v from 'valibot';
import { parseOrigin } from '../network/dial.ts';
import { PARTY_KINDS, type PartySpec } from './party-kinds.ts';

export type { PartySpec };

export const partySpecSchema = v.variant(
  'kind',
  PARTY_KINDS.map(({ schema }) => schema),
);

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
