import type { ReactNode } from 'react';

/** A row of filters and switches above what they change. */
export function Toolbar({ className = 'px-3 py-1.5', children }: { className?: string; children: ReactNode }) {
  return (
    <div className={`flex flex-wrap items-center gap-x-2.5 gap-y-1.5 border-b border-line bg-surface text-12 text-ink-2 [&_select]:max-w-42.5 ${className}`}>
      {children}
    </div>
  );
}
