import { useMemo, useState } from 'react';
import type { HttpMessage } from '../../trace/event.ts';
import { type TintedText, tintJson, tintOutput } from '../terminal/json-tint.ts';
import { Tinted } from '../terminal/tinted.tsx';
import { Button } from '../ui/button.tsx';
import './evidence.css';

const classes = (parts: readonly TintedText[]) => parts.map(({ text, tint }) => ({ text, className: tint === 'plain' ? '' : `tint-${tint}` }));

export function JsonText({ text }: { text: string }) {
  return (
    <pre className="insp-code">
      <Tinted parts={classes(tintJson(text))} />
    </pre>
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
    <div className="insp-message">
      <pre className="insp-code">
        <b>{message.start}</b>
        {message.headers.map(([name, value], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat
          <span key={`${name} ${i}`} className={struck !== undefined && name.toLowerCase() === struck ? 'insp-struck' : undefined}>
            {'\n'}
            <span className="insp-quiet">{name}:</span> {value.length > 400 ? `${value.slice(0, 400)}…` : value}
          </span>
        ))}
      </pre>
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
      <pre className="insp-code">{text.length <= TINTED ? <Tinted parts={classes(tintOutput(text))} /> : text}</pre>
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
