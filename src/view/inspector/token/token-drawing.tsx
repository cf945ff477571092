import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { Json } from '../../../trace/json.ts';
import { Button } from '../../ui/button.tsx';
import { TokenText } from '../../ui/paper.tsx';
import { capital } from '../../words/names.ts';
import type { ClaimRow } from './claims.ts';
import { lifetime, remaining } from './lifetime.ts';
import { head, type Part, tokenParts } from './token-parts.ts';
import './lifetime.css';

const SHOWN: Record<Part['name'], number> = { header: 112, payload: 112, signature: 46 };

/** The hue and the underline of a part. */
export const SEGMENT: Record<Part['name'], { text: string; line: string }> = {
  header: { text: 'text-jwt-h decoration-solid', line: 'border-jwt-h border-solid' },
  payload: { text: 'text-jwt-p decoration-dashed', line: 'border-jwt-p border-dashed' },
  signature: { text: 'text-jwt-s decoration-dotted', line: 'border-jwt-s border-dotted' },
};

/** Three parts, told apart by hue and by underline; long ones show their heads. */
export function ColouredToken({ token }: { token: string }) {
  const parts = tokenParts(token);
  if (parts.length < 2) {
    // No dot, no parts: a secret and nothing else.
    return (
      <div className="@container">
        <TokenText>{token}</TokenText>
        <div className="flex min-h-7.5 flex-wrap items-center gap-x-2 gap-y-0.5 text-12 text-ink-2">
          <CopyButton text={token} label="Copy all" title={`${token.length} characters`} />
        </div>
      </div>
    );
  }
  return (
    <div className="@container">
      <TokenText>
        {parts.map(({ name, text }, i) => {
          const { shown, more } = head(text, SHOWN[name]);
          return (
            <span key={name}>
              {i > 0 && '.'}
              <b className={`font-ui underline decoration-1 underline-offset-3 ${SEGMENT[name].text}`}>{shown}</b>
              {more > 0 && (
                <span className="mr-0.5 ml-1 rounded-1 bg-surface-3 px-1.25 font-sans text-11 leading-4 font-ui whitespace-nowrap text-ink-2">+{more}</span>
              )}
            </span>
          );
        })}
      </TokenText>
      <div className="flex min-h-7.5 flex-wrap items-center gap-x-2 gap-y-0.5 text-12 text-ink-2">
        {(['header', 'payload', 'signature'] as const).map((name) => (
          <span key={name}>
            <i className={`mr-1.5 inline-block h-0 w-4.5 border-t-2 align-middle ${SEGMENT[name].line}`} />
            {capital(name)}
          </span>
        ))}
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
    <Button className="ml-auto px-1 text-12 @max-tight:relative @max-tight:min-w-target" title={title} onClick={copy} onBlur={() => setCopied(false)}>
      {copied ? <Check size={14} strokeWidth={1.75} aria-hidden /> : <Copy size={14} strokeWidth={1.75} aria-hidden />}
      <span className="@max-tight:sr-only">{copied ? 'Copied' : label}</span>
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
    <section>
      <h3 className={`mt-3.5 mb-0.5 border-l-3 pl-2 text-13 leading-4 font-strong ${SEGMENT[part].line}`}>{title}</h3>
      <dl className="@container">
        {rows.map((row, i) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: keys of a token may repeat across its objects
            key={`${row.key} ${i}`}
            className={`mono grid grid-cols-[minmax(--spacing(17.5),auto)_--spacing(43)_1fr] items-start border-line py-0.75 pl-2.75 text-12 leading-4.25 not-first:border-t @max-claims:grid-cols-[--spacing(17.5)_minmax(0,1fr)] ${row.tone === 'username' ? 'bg-id-soft' : ''}`}
          >
            <dt className="pr-2 font-strong @max-claims:wrap-anywhere">{row.key}</dt>
            <dd className="min-w-0 pr-2 wrap-anywhere text-code-str" title={row.title}>
              {row.value}
            </dd>
            <dd
              className={`min-w-0 font-sans text-13 leading-4.25 empty:hidden @max-claims:col-start-2 ${row.tone === 'username' ? 'font-strong text-id' : row.tone === 'wrong' ? 'font-ui text-error' : 'text-ink-2'}`}
            >
              {row.meaning}
            </dd>
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
    return (
      remaining(payload, now) && (
        <p className="text-13 leading-4.25 text-ink-2">It has no exp: nothing in it ends its life. It dies with the object it belongs to.</p>
      )
    );
  }
  const side = (at: number): 'left' | 'right' | 'middle' => (at < 20 ? 'left' : at > 80 ? 'right' : 'middle');
  return (
    <figure>
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
      <figcaption className="text-13 leading-4.25 text-ink-2">{bar.sentence}</figcaption>
    </figure>
  );
}

/** How much of its life is gone, in one line. */
export function LifetimeLine({ payload, now }: { payload: Json | undefined; now: number }) {
  const left = remaining(payload, now);
  if (!left) return null;
  return (
    <span className="flex items-center gap-1.5">
      <i className="life-left" aria-hidden="true" style={{ backgroundSize: `${left.gone * 100}% 100%` }} />
      <small className="text-12 text-ink-2">{left.words}</small>
    </span>
  );
}
