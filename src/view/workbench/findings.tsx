import { VerdictMark } from '../ui/verdict-mark.tsx';

interface Finding {
  severity: 'error' | 'warning';
  line: number;
  column: number;
  message: string;
}

/** What is wrong with a text, each with its place; a press goes there. */
export function Findings({ findings, goTo }: { findings: readonly Finding[]; goTo: (line: number, column: number) => void }) {
  return (
    <ul className="max-h-15 flex-none overflow-auto border-t border-line py-0.5" aria-label="Problems" aria-live="polite" hidden={findings.length === 0}>
      {findings.map((f) => (
        <li key={`${f.line}:${f.column}:${f.message}`}>
          <button
            type="button"
            className="relative grid min-h-6.5 w-full grid-cols-[--spacing(3.5)_auto_1fr] items-baseline gap-2 px-4 py-0.75 text-left text-12 text-ink hover:bg-surface-2 focus-visible:-outline-offset-2 [&>.mark]:self-center"
            onClick={() => goTo(f.line, f.column)}
          >
            <VerdictMark standing={f.severity === 'error' ? 'error' : 'no-opinion'} size={14} />
            <span className="sr">{f.severity}: </span>
            <span className="font-mono text-ink-3">
              {f.line}:{f.column}
            </span>
            <span className="sr">, </span>
            <code className="text-12 wrap-anywhere">{f.message}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}
