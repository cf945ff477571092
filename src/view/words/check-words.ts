// The checks of the desk for certificates, short enough to stand side by side under it.
import type { Check } from '../../trace/event.ts';
import type { DeskView } from '../../trace/fold.ts';

const SHORT: Readonly<Record<string, string>> = {
  'valid now': 'in date',
  'signed by a trusted CA': 'chain',
  'may be used for client auth': 'usage',
  'names a user': 'user',
  'organizations become groups': 'groups',
};

/** Every check of a certificate that its desk could not accept; none for any other desk or answer. */
export function certificateChecks({ id, standing, evidence }: DeskView): Check[] {
  const proof = id === 'authn.x509' && standing === 'error' ? evidence.find(({ type }) => type === 'certificate') : undefined;
  return proof?.type === 'certificate' ? proof.checks.map(({ check, ...rest }) => ({ ...rest, check: SHORT[check] ?? check })) : [];
}

/** "parsed fits, in date does not fit, chain not checked" */
export const checksText = (checks: readonly Check[]): string =>
  checks.map(({ check, ok }) => `${check} ${ok === null ? 'not checked' : ok ? 'fits' : 'does not fit'}`).join(', ');
