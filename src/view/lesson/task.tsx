// What a lesson ends with: a task under a heading, and the table that comes of it.
import { type ReactNode, useId } from 'react';

export function Task({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="mt-4 border-t border-line pt-3.5" aria-labelledby={id}>
      <h2 id={id} className="mb-0.5 text-14 leading-ui font-strong">
        {title}
      </h2>
      {children}
    </section>
  );
}

export function Table({ caption, className = '', children }: { caption: string; className?: string; children: ReactNode }) {
  return (
    <div className="overflow-x-auto">
      <table className={`w-full border-collapse text-12 ${className}`}>
        <caption className="pt-2 pb-1 text-left text-13 font-strong">{caption}</caption>
        {children}
      </table>
    </div>
  );
}
