// Text as it stands in a file or went over the wire, on paper of its own.
import type { ReactNode } from 'react';

const PAPER = 'mono rounded-2 border border-line bg-surface-2 text-12';

export const CodeBlock = ({ className = '', children }: { className?: string; children: ReactNode }) => (
  <pre className={`${PAPER} px-2.5 py-2 leading-4.5 whitespace-pre-wrap wrap-anywhere [&_b]:font-strong ${className}`}>{children}</pre>
);

/** A token: one line, however long. */
export const TokenText = ({ children }: { children: ReactNode }) => <p className={`${PAPER} px-2.5 py-2 leading-4.5 wrap-anywhere`}>{children}</p>;

/** `head`: the name of the file, and what is to be said of it. `more`: how many lines are not shown. */
export function FilePaper({ head, more = 0, children }: { head?: ReactNode; more?: number; children: ReactNode }) {
  return (
    <div className={`${PAPER} overflow-hidden leading-5`}>
      {head && (
        <p className="flex min-h-7 items-center justify-between gap-2 border-b border-line px-2.5 font-sans leading-tight font-ui text-ink-2 [&>span+span]:font-text [&>span+span]:whitespace-nowrap [&>span+span]:text-ink-3">
          {head}
        </p>
      )}
      {children}
      {more > 0 && <PaperFoot>{more} more lines</PaperFoot>}
    </div>
  );
}

export const PaperFoot = ({ children }: { children: ReactNode }) => (
  <p className="border-t border-line px-2.5 py-1 font-sans leading-4 text-ink-3">{children}</p>
);
