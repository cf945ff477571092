import type { ReactNode } from 'react';

/** Stretches of one text with a class each; '' needs none. Their places in the text are their keys. */
export function Tinted({ parts }: { parts: readonly { text: string; className: string }[] }): ReactNode {
  let at = 0;
  return parts.map(({ text, className }) => {
    const key = at;
    at += text.length;
    if (className === '') return text;
    return (
      <span key={key} className={className}>
        {text}
      </span>
    );
  });
}
