// The checks of the desk for certificates, short enough to stand side by side under it.
import type { Check } from '../../trace/event.ts';
import type { DeskView } from '../../trace/fold.ts';
import { aboutOf } from './about.ts';

/** Every check of a certificate that its desk could not accept; none for any other desk or answer. */
export function certificateChecks({ id, standing, evidence }: DeskView): Check[] {
  const short = aboutOf(id)?.checks;
  const proof = short && standing === 'error' ? evidence.find(({ type }) => type === 'certificate') : undefined;
  return proof?.type === 'certificate' ? proof.checks.map(({ check, ...rest }) => ({ ...rest, check: short?.[check] ?? check })) : [];
}

/** "parsed fits, in date does not fit, chain not checked" */
export const checksText = (checks: readonly Check[]): string =>
  checks.map(({ check, ok }) => `${check} ${ok === null ? 'not checked' : ok ? 'fits' : 'does not fit'}`).join(', ');
