import type { InputHTMLAttributes, LabelHTMLAttributes, ReactNode, SelectHTMLAttributes } from 'react';

const FIELD = 'h-7 max-w-full rounded-2 border border-edge bg-surface px-2 text-12 text-ink';

export function Select({ className = '', ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return <select className={`${FIELD} ${className}`} {...rest} />;
}

export function TextField({ className = '', ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  return <input className={`${FIELD} ${className}`} {...rest} />;
}

/** Words above their field. */
export function Field({ label, title, className = 'gap-1', children }: { label: string; title?: string | undefined; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control comes with the children
    <label className={`grid ${className}`} title={title}>
      <span>{label}</span>
      {children}
    </label>
  );
}

/** Words and their field side by side. */
export function Labelled({ className = '', ...rest }: LabelHTMLAttributes<HTMLLabelElement>) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the control comes with the children
  return <label className={`flex items-center gap-1.5 text-12 ${className}`} {...rest} />;
}

/** A box to tick and what it says. */
export function Check({ children, className = 'min-h-6.5', ...rest }: { children: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className={`flex items-center gap-1.5 ${className}`}>
      <input type="checkbox" className="size-4 accent-now" {...rest} />
      {children}
    </label>
  );
}
