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
    <ul className="wb-findings" aria-label="Problems" aria-live="polite" hidden={findings.length === 0}>
      {findings.map((f) => (
        <li key={`${f.line}:${f.column}:${f.message}`}>
          <button type="button" onClick={() => goTo(f.line, f.column)}>
            <VerdictMark standing={f.severity === 'error' ? 'error' : 'no-opinion'} size={14} />
            <span className="sr">{f.severity}: </span>
            <span className="wb-place">
              {f.line}:{f.column}
            </span>
            <span className="sr">, </span>
            <code>{f.message}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}
