import { RotateCw } from 'lucide-react';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button, type ButtonProps } from '../ui/button.tsx';

/** The one way to make the server read its files and flags again. */
export function RestartButton({ look = 'ink' }: { look?: ButtonProps['look'] }) {
  const ports = usePorts();
  const restarting = useSession((s) => s.server.status === 'restarting');
  return (
    <Button look={look} aria-disabled={restarting} onClick={() => !restarting && ports.restartServer()}>
      <RotateCw size={15} strokeWidth={1.75} aria-hidden />
      Restart API server
    </Button>
  );
}

/** While it restarts: the step it is at. Requests wait before the first gate. */
export function Restarting() {
  const status = useSession((s) => s.server.status);
  const doing = useSession((s) => s.server.doing);
  if (status !== 'restarting') return null;
  return (
    <p className="border-b border-line bg-surface-2 px-4 py-2 text-13" role="status">
      <b className="font-strong">Restarting the API server.</b> {doing && <span className="font-mono text-12 text-ink-2 no-ligatures">{doing}</span>}
    </p>
  );
}
