import { PenLine, Send } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import type { TokenPart, TokensState } from '../../../ports/tokens.ts';
import { CodeEditor } from '../../editor/code-editor.tsx';
import { headerRows, payloadRows } from '../../inspector/token/claims.ts';
import { decodePart } from '../../inspector/token/decode.ts';
import { secondsOf } from '../../inspector/token/moments.ts';
import { Claims, ColouredToken, LifetimeBar, LifetimeLine, SEGMENT } from '../../inspector/token/token-drawing.tsx';
import { tokenParts } from '../../inspector/token/token-parts.ts';
import { usePorts, useSession } from '../../ports-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, Labelled, Select, TextField } from '../../ui/field.tsx';
import { Verdict } from '../../ui/verdict-mark.tsx';
import { COLUMN, Foot, PanelHead, Pick, Quiet } from '../pieces.tsx';

const LONG_VERDICT = '[&_.verdict]:items-start [&_.verdict]:wrap-anywhere [&_.verdict]:whitespace-normal';

/** Tokens to take apart, change, sign with whatever key, and send. */
export default function TokensPanel() {
  const ports = usePorts();
  const tokens = useSession((s) => s.tokens);
  const clock = useSession((s) => s.clock);
  const now = secondsOf(clock);
  const header = useMemo(() => headerRows(tokens.header.value), [tokens.header.value]);
  const payload = useMemo(() => payloadRows(tokens.payload.value, now), [tokens.payload.value, now]);
  const empty = tokens.token === '' && tokens.header.text === '' && tokens.payload.text === '';

  return (
    <div className={COLUMN}>
      {tokens.cryptoMissing && (
        <Banner title="This page cannot sign or check signatures.">
          The browser keeps its cryptography from pages that did not come by https. Decoding and editing still work.
        </Banner>
      )}
      <div className="grid min-h-0 flex-1 grid-cols-[--spacing(44)_minmax(0,1fr)_minmax(--spacing(75),38%)] @max-roomy/workbench:grid-cols-[--spacing(34)_minmax(0,1fr)_--spacing(71)] @max-narrow/workbench:block @max-narrow/workbench:overflow-auto">
        <aside
          className="overflow-auto border-r border-line px-3 py-2.5 @max-narrow/workbench:border-r-0 @max-narrow/workbench:border-b"
          aria-label="Known tokens"
        >
          <PasteField />
          <PanelHead>Seen in this session</PanelHead>
          {tokens.known.length === 0 ? (
            <Quiet className="">None yet. Make one in the terminal with kubectl create token, or paste one.</Quiet>
          ) : (
            <ul>
              {tokens.known.map(({ id, label, token }) => (
                <li key={id}>
                  <Pick
                    className="-mx-1.5 w-[calc(100%+--spacing(3))] flex-col gap-0.5 px-1.5 py-0.75 wrap-anywhere"
                    aria-pressed={id === tokens.selected}
                    onClick={() => ports.selectToken(id)}
                  >
                    {label}
                    <KnownLife token={token} now={now} />
                  </Pick>
                </li>
              ))}
            </ul>
          )}
        </aside>
        <div className="flex min-h-0 min-w-0 flex-col">
          {tokens.error !== undefined && (
            <p className={`bg-error-soft px-3 py-1.5 ${LONG_VERDICT}`} role="status">
              <Verdict standing="error" word={tokens.error} />
            </p>
          )}
          <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,2fr)_minmax(0,3fr)] @max-narrow/workbench:grid-cols-[minmax(0,1fr)]">
            <PartEditor name="Token header" part={tokens.header} onChange={(text) => ports.editTokenHeader(text)} />
            <PartEditor name="Token payload" part={tokens.payload} onChange={(text) => ports.editTokenPayload(text)} />
          </div>
        </div>
        <div className="overflow-auto border-l border-line px-3.5 pt-2.5 pb-3.5 @max-narrow/workbench:border-b @max-narrow/workbench:border-l-0">
          {empty ? (
            <Quiet className="">Choose or paste a token to see what it says.</Quiet>
          ) : (
            <>
              <ColouredToken token={tokens.token} />
              <LifetimeBar payload={tokens.payload.value} now={now} />
              {header.length > 0 && <Claims part="header" title="Header" rows={header} />}
              {payload.length > 0 && <Claims part="payload" title="Payload" rows={payload} />}
            </>
          )}
        </div>
      </div>
      <SigningBar tokens={tokens} empty={empty} />
    </div>
  );
}

/** How long one of many is still good for. */
const KnownLife = memo(function KnownLife({ token, now }: { token: string; now: number }) {
  const payload = useMemo(() => decodePart('payload', tokenParts(token)[1]?.text ?? ''), [token]);
  return 'value' in payload && <LifetimeLine payload={payload.value} now={now} />;
});

function PasteField() {
  const ports = usePorts();
  const [text, setText] = useState('');
  const paste = (value: string): void => {
    setText(value);
    if (value.trim() !== '') ports.pasteToken(value.trim().replace(/^Bearer\s+/i, ''));
  };
  return (
    <Field className="mb-3 gap-1 text-13 leading-tight font-strong" label="Paste a token">
      <TextField
        className="w-full min-w-0 font-mono font-text"
        value={text}
        spellCheck={false}
        autoComplete="off"
        placeholder="eyJ…"
        onChange={(e) => paste(e.target.value)}
        onBlur={() => setText('')}
        onKeyDown={(e) => e.stopPropagation()}
      />
    </Field>
  );
}

function PartEditor({ name, part, onChange }: { name: 'Token header' | 'Token payload'; part: TokenPart; onChange: (text: string) => void }) {
  const kind = name === 'Token header' ? 'header' : 'payload';
  return (
    <section className="flex min-h-0 min-w-0 flex-col not-first:border-l not-first:border-line @max-narrow/workbench:min-h-42.5 @max-narrow/workbench:border-l-0">
      <h3 className={`mx-2.5 mt-2 mb-0.5 border-l-3 pl-2 text-13 leading-tight font-strong text-ink ${SEGMENT[kind].line}`}>{name}</h3>
      <CodeEditor label={name} language="json" bare text={part.text} onChange={onChange} />
      <p className={`px-3 text-12 not-empty:border-t not-empty:border-line not-empty:py-1 ${LONG_VERDICT}`} role="status" aria-label={`${name} problems`}>
        {part.error !== undefined && <Verdict standing="error" size={14} word={part.error} />}
      </p>
    </section>
  );
}

function SigningBar({ tokens, empty }: { tokens: TokensState; empty: boolean }) {
  const ports = usePorts();
  const { keys, key, cryptoMissing } = tokens;
  return (
    <Foot className="gap-x-3 gap-y-1.5">
      <Signature tokens={tokens} empty={empty} />
      <Labelled>
        <span>Sign with</span>
        <Select value={key} onChange={(e) => ports.selectKey(e.target.value)}>
          {keys.map(({ name, kid, trusted }) => (
            <option key={name} value={name} title={kid}>
              {name} ({trusted ? 'the cluster trusts it' : 'nobody here knows it'})
            </option>
          ))}
        </Select>
      </Labelled>
      <Button look="line" aria-disabled={empty || cryptoMissing} onClick={() => !empty && !cryptoMissing && ports.signToken()}>
        <PenLine size={15} strokeWidth={1.75} aria-hidden />
        Sign again
      </Button>
      <Button look="ink" aria-disabled={empty} onClick={() => !empty && ports.sendToken()}>
        <Send size={15} strokeWidth={1.75} aria-hidden />
        Send as bearer token
      </Button>
    </Foot>
  );
}

function Signature({ tokens: { signature, edited }, empty }: { tokens: TokensState; empty: boolean }) {
  const { bytes, fits, by } = signature;
  return (
    <span className={`mr-auto text-12 ${LONG_VERDICT}`} role="status" aria-label="Signature">
      {empty ? null : fits === true ? (
        <Verdict standing="passed" word={by === undefined ? 'signature fits' : `signature fits the key ${by}`} />
      ) : fits === false ? (
        <Verdict standing="error" word={edited ? 'the signature no longer fits' : 'the signature does not fit any key here'} />
      ) : (
        <Verdict standing="not-asked" word={bytes === 0 ? 'no signature' : `signature of ${bytes} bytes, not checked yet`} />
      )}
    </span>
  );
}
