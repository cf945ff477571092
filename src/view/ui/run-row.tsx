import { SquareTerminal } from 'lucide-react';
import { usePorts } from '../ports-context.tsx';
import { PLAYBACK } from './keep-focus.ts';

/** What it does, the command (cut, full in the title), Run. It types into the terminal, then runs. */
export function RunRow({ label, command, className = '', onRun }: { label: string; command: string; className?: string; onRun?: () => void }) {
  const ports = usePorts();
  const run = (): void => {
    onRun?.();
    ports.run(command, 'row');
  };
  return (
    <button
      type="button"
      className={`grid min-h-11.5 w-full grid-cols-[auto_1fr_auto] items-center rounded-2 border border-line-2 bg-surface text-left text-ink hover:border-edge ${className}`}
      data-heir={PLAYBACK}
      onClick={run}
    >
      <SquareTerminal className="mr-2.25 ml-2.5 text-ink-3" size={17} strokeWidth={1.75} aria-hidden="true" />
      <span className="min-w-0">
        <b className="block text-13 leading-4.25 font-ui">{label}</b>
        <code className="block truncate text-12 leading-3.75 text-ink-3" title={command}>
          {command}
        </code>
      </span>
      <span className="flex items-center self-stretch border-l border-line px-2.75 text-13 font-ui">Run</span>
    </button>
  );
}
