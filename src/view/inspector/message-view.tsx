import { useMemo, useState } from 'react';
import type { HttpMessage } from '../../trace/event.ts';
import { type TintedText, tintJson, tintOutput } from '../terminal/json-tint.ts';
import { Tinted } from '../terminal/tinted.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/paper.tsx';

const TINT: Record<TintedText['tint'], string> = { plain: '', key: 'text-code-key', string: 'text-code-str', number: 'text-code-num', word: 'text-code-num' };

const classes = (parts: readonly TintedText[]) => parts.map(({ text, tint }) => ({ text, className: TINT[tint] }));

export function JsonText({ text }: { text: string }) {
  return (
    <CodeBlock>
      <Tinted parts={classes(tintJson(text))} />
    </CodeBlock>
  );
}

/** Lines of a long body that are shown at first. */
const LINES = 80;
/** Bodies longer than this are neither indented nor tinted: the page must stay quick. */
const INDENTED = 400_000;
const TINTED = 16_000;

/** A message as it crossed the wire. `struck` names a header the server removes once it did its work. */
export function Message({ message, struck }: { message: HttpMessage; struck?: string | undefined }) {
  return (
    <div>
      <CodeBlock className={message.body === '' ? '' : 'rounded-b-none'}>
        <b>{message.start}</b>
        {message.headers.map(([name, value], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat
          <span key={`${name} ${i}`} className={struck !== undefined && name.toLowerCase() === struck ? 'text-ink-3 line-through' : undefined}>
            {'\n'}
            <span className="text-ink-3">{name}:</span> {value.length > 400 ? `${value.slice(0, 400)}…` : value}
          </span>
        ))}
      </CodeBlock>
      {message.body !== '' && <Body key={message.body.length} body={message.body} />}
    </div>
  );
}

function Body({ body }: { body: string }) {
  const [all, setAll] = useState(false);
  const lines = useMemo(() => indented(body).split('\n'), [body]);
  const isCut = !all && (lines.length > LINES + 20 || body.length > INDENTED);
  const text = isCut ? lines.slice(0, LINES).join('\n').slice(0, TINTED) : lines.join('\n');
  return (
    <>
      <CodeBlock className="rounded-t-none border-t-0">{text.length <= TINTED ? <Tinted parts={classes(tintOutput(text))} /> : text}</CodeBlock>
      {isCut && <Button onClick={() => setAll(true)}>Show all {lines.length > 1 ? `${lines.length} lines` : `${body.length} characters`}</Button>}
    </>
  );
}

/** The server sends JSON on one line to most clients; a person reads it indented. */
function indented(body: string): string {
  if (!/^\s*[{[]/.test(body) || body.length > INDENTED || body.trimEnd().includes('\n')) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
