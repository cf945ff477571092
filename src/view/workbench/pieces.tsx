// What the panels have in common: a column, its heading, quiet words, a foot, a list of buttons.
import type { ButtonHTMLAttributes, ReactNode } from 'react';

/** Takes the room there is, its parts one under the other. */
export const COLUMN = 'flex min-h-0 min-w-0 flex-1 flex-col';

export function PanelHead({ className = 'mb-1.5', children }: { className?: string; children: ReactNode }) {
  return <h3 className={`text-13 leading-tight font-strong text-ink ${className}`}>{children}</h3>;
}

/** What is said where there is nothing yet, or beside what there is. `className` is its air. */
export function Quiet({ className = 'px-4 py-2.5', live, children }: { className?: string; live?: boolean; children: ReactNode }) {
  return (
    <p className={`text-12 leading-4.75 text-ink-3 ${className}`} aria-live={live ? 'polite' : undefined}>
      {children}
    </p>
  );
}

/** What a real program said, word for word. */
export function Verbatim({ children }: { children: ReactNode }) {
  return <code className="inline-block max-h-9 overflow-auto text-12 leading-4.5 wrap-anywhere">{children}</code>;
}

/** Under an editor: how things stand, and what to do about it. */
export function Foot({ className = 'gap-x-3.5 gap-y-1', title, children }: { className?: string; title?: string; children: ReactNode }) {
  return (
    <div className={`${FOOT} ${className}`} title={title}>
      {children}
    </div>
  );
}
export const FOOT =
  'wb-foot flex min-h-7.5 flex-none flex-wrap items-center border-t border-line py-0.25 pr-3 pl-4 text-12 text-ink-2 [&>.btn:last-child]:ml-auto';

/** One button of a list; pressed, it is the one that is shown. */
export function Pick({ className = 'items-baseline gap-2 px-1.5 py-0.75', ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={`${PICK} ${className}`} {...rest} />;
}
const PICK =
  'flex min-h-6.5 justify-between rounded-1 text-left text-12 text-ink hover:bg-surface-2 aria-pressed:bg-now-soft aria-pressed:inset-shadow-edge aria-pressed:inset-shadow-now ' +
  'forced-colors:aria-pressed:outline-2 forced-colors:aria-pressed:-outline-offset-2 forced-colors:aria-pressed:outline-highlight';

/** How many there are of it, or of what kind it is. */
export function Count({ children }: { children: ReactNode }) {
  return <span className="font-mono text-12 leading-none text-ink-3">{children}</span>;
}
