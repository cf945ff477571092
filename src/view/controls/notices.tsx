import { Info, X } from 'lucide-react';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';

const LINE = 'flex min-h-9 items-center gap-2 border-b border-line py-1 pr-3 pl-4 text-13';

/** One-line messages on top: a damaged link, storage denied, a crash. */
export function Notices() {
  const ports = usePorts();
  const notices = useSession((session) => session.notices);
  const engine = useSession((session) => session.engine);
  if (notices.length === 0 && engine !== 'failed') return null;
  return (
    <div className="flex-none" role="status" aria-label="Messages">
      {engine === 'failed' && (
        <p className={`${LINE} bg-error-soft`}>
          <VerdictMark standing="error" size={16} />
          The simulated cluster could not be loaded. Reload the page to try again.
        </p>
      )}
      {notices.map(({ id, severity, text }) => (
        <p key={id} className={`${LINE} ${severity === 'warning' ? 'bg-error-soft' : 'bg-surface-2'}`}>
          {severity === 'warning' ? <VerdictMark standing="error" size={16} /> : <Info size={16} strokeWidth={1.75} aria-hidden />}
          <span>{text}</span>
          <Button look="icon" className="ml-auto" aria-label="Dismiss" onClick={() => ports.dismiss(id)}>
            <X size={15} strokeWidth={1.75} aria-hidden />
          </Button>
        </p>
      ))}
    </div>
  );
}
