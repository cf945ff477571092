import type { ReactNode } from 'react';
import { VerdictMark } from './verdict-mark.tsx';

/** What is stale or wrong, and why; `actions` hold one primary button at most. */
export function Banner({ title, children, actions }: { title: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="flex flex-none items-center gap-2.5 border-b border-line bg-error-soft py-2 pr-3 pl-4 text-13 text-ink in-[.wb]:min-h-9 in-[.wb]:py-0.5 in-[.wb]:pr-2 in-[.wb]:leading-ui @max-narrow/workbench:flex-wrap">
      <VerdictMark standing="error" size={18} />
      <p className="@max-narrow/workbench:flex-[1_1_--spacing(50)]">
        <b className="font-strong">{title}</b> {children}
      </p>
      {actions && <div className="banner-actions ml-auto flex gap-2">{actions}</div>}
    </div>
  );
}
