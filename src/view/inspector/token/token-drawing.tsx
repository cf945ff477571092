import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { Json } from '../../../trace/json.ts';
import { Button } from '../../ui/button.tsx';
import type { ClaimRow } from './claims.ts';
import { lifetime, remaining } from './lifetime.ts';
import { head, type Part, tokenParts } from './token-parts.ts';
import './token.css';

const SHOWN: Record<Part['name'], number> = { header: 112, payload: 112, signature: 46 };

/** Three parts, told apart by hue and by underline; long ones show their heads. */
export function ColouredToken({ token }: { token: string }) {
  const parts = tokenParts(token);
  if (parts.length < 2) {
    // No dot, no parts: a secret and nothing else.
    return (
      <div className="jwt-box">
        <p className="jwt">{token}</p>
        <div className="jwt-legend">
          <CopyButton text={token} label="Copy all" title={`${token.length} characters`} />
        </div>
      </div>
    );
  }
  return (
    <div className="jwt-box">
      <p className="jwt">
        {parts.map(({ name, text }, i) => {
          const { shown, more } = head(text, SHOWN[name]);
          return (
            <span key={name}>
              {i > 0 && '.'}
              <b className={`jwt-${name}`}>{shown}</b>
              {more > 0 && <span className="jwt-more">+{more}</span>}
            </span>
          );
        })}
      </p>
      <div className="jwt-legend">
        <span>
          <i className="jwt-header" />
          Header
        </span>
        <span>
          <i className="jwt-payload" />
          Payload
        </span>
        <span>
          <i className="jwt-signature" />
          Signature
        </span>
        <CopyButton text={token} label="Copy all" title={`${token.length} characters`} />
      </div>
    </div>
  );
}

export function CopyButton({ text, label, title }: { text: string; label: string; title?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <Button className="jwt-copy" title={title} onClick={copy} onBlur={() => setCopied(false)}>
      {copied ? <Check size={14} strokeWidth={1.75} aria-hidden /> : <Copy size={14} strokeWidth={1.75} aria-hidden />}
      <span>{copied ? 'Copied' : label}</span>
    </Button>
  );
}

export interface ClaimsProps {
  part: Part['name'];
  title: string;
  rows: readonly ClaimRow[];
}

export function Claims({ part, title, rows }: ClaimsProps) {
  return (
    <section className="claims">
      <h3 className={`claims-${part}`}>{title}</h3>
      <dl>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys of a token may repeat across its objects
          <div key={`${row.key} ${i}`} data-tone={row.tone}>
            <dt>{row.key}</dt>
            <dd className="claim-value" title={row.title}>
              {row.value}
            </dd>
            <dd className="claim-meaning">{row.meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** From the moment it was made to its end, with the present on it, and the same in words. `now` and `sent` in seconds since 1970. */
export function LifetimeBar({ payload, now, sent }: { payload: Json | undefined; now: number; sent?: number }) {
  const bar = lifetime(payload, now, sent);
  if (!bar) {
    // Tokens of the old kind: nothing in them ends.
    return remaining(payload, now) && <p className="life-words">It has no exp: nothing in it ends its life. It dies with the object it belongs to.</p>;
  }
  const side = (at: number): 'left' | 'right' | 'middle' => (at < 20 ? 'left' : at > 80 ? 'right' : 'middle');
  return (
    <figure className="life-figure">
      <div className="life" data-dated={bar.end.words.split('\n').length > 2} aria-hidden="true">
        <div className="life-bar">
          <i className="life-used" style={{ width: `${Math.min(bar.now.at, bar.end.at)}%` }} />
          {bar.told !== undefined && <i className="life-extended" style={{ left: `${bar.told}%`, width: `${bar.end.at - bar.told}%` }} />}
          <i className="life-grace" style={{ left: `${bar.end.at}%` }} />
          {[bar.begin.at, bar.validFrom, bar.renewal?.at, bar.told, bar.end.at].map(
            // biome-ignore lint/suspicious/noArrayIndexKey: each mark has its place in the list
            (at, i) => at !== undefined && <i key={i} className="life-tick" style={{ left: `${at}%` }} />,
          )}
          {bar.sent !== undefined && <i className="life-sent" style={{ left: `${bar.sent}%` }} />}
          <i className="life-now" style={{ left: `${bar.now.at}%` }} />
        </div>
        <span className="life-label life-label-now" data-side={side(bar.now.at)} style={{ left: `${bar.now.at}%` }}>
          <b>now {bar.now.time}</b>
        </span>
        <span className="life-label" data-side="left">
          <b>{bar.begin.time}</b>
          {bar.begin.words}
        </span>
        {bar.renewal && (
          <span className="life-label" data-side="before" style={{ left: `${bar.renewal.at}%` }}>
            <b>{bar.renewal.time}</b>
            {bar.renewal.words}
          </span>
        )}
        <span className="life-label" data-side="end">
          <b>{bar.end.time}</b>
          {bar.end.words}
        </span>
      </div>
      <figcaption className="life-words">{bar.sentence}</figcaption>
    </figure>
  );
}

/** How much of its life is gone, in one line. */
export function LifetimeLine({ payload, now }: { payload: Json | undefined; now: number }) {
  const left = remaining(payload, now);
  if (!left) return null;
  return (
    <span className="life-line">
      <i aria-hidden="true" style={{ backgroundSize: `${left.gone * 100}% 100%` }} />
      <small>{left.words}</small>
    </span>
  );
}
