import { PenLine, Send } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import type { TokenPart, TokensState } from '../../../ports/tokens.ts';
import { CodeEditor } from '../../editor/code-editor.tsx';
import { headerRows, payloadRows } from '../../inspector/token/claims.ts';
import { decodePart } from '../../inspector/token/decode.ts';
import { secondsOf } from '../../inspector/token/moments.ts';
import { Claims, ColouredToken, LifetimeBar, LifetimeLine } from '../../inspector/token/token-drawing.tsx';
import { tokenParts } from '../../inspector/token/token-parts.ts';
import { usePorts, useSession } from '../../ports-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Verdict } from '../../ui/verdict-mark.tsx';
import './tokens-panel.css';

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
    <div className="wb-file">
      {tokens.cryptoMissing && (
        <Banner title="This page cannot sign or check signatures.">
          The browser keeps its cryptography from pages that did not come by https. Decoding and editing still work.
        </Banner>
      )}
      <div className="wb-tokens">
        <aside className="wb-known" aria-label="Known tokens">
          <PasteField />
          <h3>Seen in this session</h3>
          {tokens.known.length === 0 ? (
            <p className="wb-quiet">None yet. Make one in the terminal with kubectl create token, or paste one.</p>
          ) : (
            <ul>
              {tokens.known.map(({ id, label, token }) => (
                <li key={id}>
                  <button type="button" aria-pressed={id === tokens.selected} onClick={() => ports.selectToken(id)}>
                    {label}
                    <KnownLife token={token} now={now} />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </aside>
        <div className="wb-token-edit">
          {tokens.error !== undefined && (
            <p className="wb-token-error" role="status">
              <Verdict standing="error" word={tokens.error} />
            </p>
          )}
          <div className="wb-token-fields">
            <PartEditor name="Token header" part={tokens.header} onChange={(text) => ports.editTokenHeader(text)} />
            <PartEditor name="Token payload" part={tokens.payload} onChange={(text) => ports.editTokenPayload(text)} />
          </div>
        </div>
        <div className="wb-token-words">
          {empty ? (
            <p className="wb-quiet">Choose or paste a token to see what it says.</p>
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
    <label className="wb-paste">
      <span>Paste a token</span>
      <input
        value={text}
        spellCheck={false}
        autoComplete="off"
        placeholder="eyJ…"
        onChange={(e) => paste(e.target.value)}
        onBlur={() => setText('')}
        onKeyDown={(e) => e.stopPropagation()}
      />
    </label>
  );
}

function PartEditor({ name, part, onChange }: { name: 'Token header' | 'Token payload'; part: TokenPart; onChange: (text: string) => void }) {
  const kind = name === 'Token header' ? 'header' : 'payload';
  return (
    <section className="wb-part">
      <h3 className={`claims-${kind}`}>{name}</h3>
      <CodeEditor label={name} language="json" bare text={part.text} onChange={onChange} />
      <p className="wb-part-error" role="status" aria-label={`${name} problems`}>
        {part.error !== undefined && <Verdict standing="error" size={14} word={part.error} />}
      </p>
    </section>
  );
}

function SigningBar({ tokens, empty }: { tokens: TokensState; empty: boolean }) {
  const ports = usePorts();
  const { keys, key, cryptoMissing } = tokens;
  return (
    <div className="wb-foot wb-signing">
      <Signature tokens={tokens} empty={empty} />
      <label className="wb-select">
        <span>Sign with</span>
        <select value={key} onChange={(e) => ports.selectKey(e.target.value)}>
          {keys.map(({ name, kid, trusted }) => (
            <option key={name} value={name} title={kid}>
              {name} ({trusted ? 'the cluster trusts it' : 'nobody here knows it'})
            </option>
          ))}
        </select>
      </label>
      <Button look="line" aria-disabled={empty || cryptoMissing} onClick={() => !empty && !cryptoMissing && ports.signToken()}>
        <PenLine size={15} strokeWidth={1.75} aria-hidden />
        Sign again
      </Button>
      <Button look="ink" aria-disabled={empty} onClick={() => !empty && ports.sendToken()}>
        <Send size={15} strokeWidth={1.75} aria-hidden />
        Send as bearer token
      </Button>
    </div>
  );
}

function Signature({ tokens: { signature, edited }, empty }: { tokens: TokensState; empty: boolean }) {
  const { bytes, fits, by } = signature;
  return (
    <span className="wb-signature" role="status" aria-label="Signature">
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
