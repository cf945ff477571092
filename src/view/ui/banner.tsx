import type { ReactNode } from 'react';
import { VerdictMark } from './verdict-mark.tsx';
import './ui.css';

/** What is stale or wrong, and why; `actions` hold one primary button at most. */
export function Banner({ title, children, actions }: { title: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="banner">
      <VerdictMark standing="error" size={18} />
      <p>
        <b>{title}</b> {children}
      </p>
      {actions && <div className="banner-actions">{actions}</div>}
    </div>
  );
}
