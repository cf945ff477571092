import { SquareTerminal } from 'lucide-react';
import { usePorts } from '../ports-context.tsx';
import { PLAYBACK } from './keep-focus.ts';
import './ui.css';

/** What it does, the command (cut, full in the title), Run. It types into the terminal, then runs. */
export function RunRow({ label, command, className = '', onRun }: { label: string; command: string; className?: string; onRun?: () => void }) {
  const ports = usePorts();
  const run = (): void => {
    onRun?.();
    ports.run(command, 'row');
  };
  return (
    <button type="button" className={`run-row ${className}`} data-heir={PLAYBACK} onClick={run}>
      <SquareTerminal size={17} strokeWidth={1.75} aria-hidden="true" />
      <span className="run-row-text">
        <b>{label}</b>
        <code title={command}>{command}</code>
      </span>
      <span>Run</span>
    </button>
  );
}
