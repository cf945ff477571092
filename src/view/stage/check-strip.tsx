// Checks side by side under their desk, a word or two each.
import type { Check } from '../../trace/event.ts';
import { VerdictMark } from '../ui/verdict-mark.tsx';

export function CheckStrip({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  return (
    <span className="desk-checks">
      {checks.map(({ check, ok }) => (
        <span key={check} data-ok={ok ?? 'never'}>
          <VerdictMark standing={ok === null ? 'not-asked' : ok ? 'passed' : 'error'} size={11} />
          {check}
        </span>
      ))}
    </span>
  );
}
