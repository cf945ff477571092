import { Fragment } from 'react';

/** `code` between backquotes, everything else as it stands. */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, i) => {
    // The text never changes while it is shown, so its parts are told apart by where they stand.
    const key = `${i}`;
    return i % 2 ? (
      <code key={key} className="rounded-1 bg-surface-3 px-1 py-0.25 text-12 text-ink wrap-anywhere">
        {part}
      </code>
    ) : (
      <Fragment key={key}>{part}</Fragment>
    );
  });
}
