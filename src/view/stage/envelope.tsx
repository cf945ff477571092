// The request as an envelope: one drawing, six states. 236 by 152 units; whoever shows it places and scales it.
import { type ReactNode, useState } from 'react';
import type { UserInfo } from '../../trace/event.ts';
import type { Credential } from '../../trace/fold.ts';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { shorten } from '../words/names.ts';
import { TONE } from '../words/verdict-words.ts';
import { badgeText } from './badge.ts';
import type { Stamp } from './scene.ts';
import { EASE, type Tempo, TIME, useTempo } from './tempo.tsx';
import './envelope.css';
import { SealedEnvelope } from './sealed-envelope.tsx';

export interface EnvelopeProps {
  sealed: boolean;
  method: string;
  target: string;
  credential: Credential;
  badge: UserInfo | undefined;
  stamp: Stamp | undefined;
  /** It goes to somebody who hands out no badges. */
  abroad?: boolean;
  /** On a sealed one nothing but the address shows. */
  address?: string | undefined;
  /** Who it was before another badge was put on. */
  requestor?: UserInfo | undefined;
  /** Seconds until what is new on it may appear: it has to arrive first. */
  delay?: number;
  /** The stamp comes after the gate has shut. */
  stampDelay?: number;
  /** Where the badge comes from, seen from its place. */
  badgeFrom?: number;
}

export function Envelope(props: EnvelopeProps) {
  const { sealed, method, target, credential, badge, stamp, abroad, delay = 0, stampDelay = delay, badgeFrom = -90 } = props;
  const tempo = useTempo();
  if (sealed) return <Sealed address={props.address} stamp={stamp} delay={stampDelay} tempo={tempo} />;
  return (
    <div className="envelope">
      <svg className="envelope-svg" viewBox="0 0 236 152" width="236" height="152" aria-hidden="true">
        <path
          className={tempo.animated && tempo.forwards && !badge ? 'flap-turns' : undefined}
          d="M3 66L114 5q4-2 8 0L233 66z"
          fill="var(--kraft-2)"
          stroke="var(--kraft-line)"
          strokeWidth="1.2"
          strokeLinejoin="round"
        />
        <rect x="9" y="13" width="218" height="100" rx="2" fill="var(--letter)" stroke="var(--kraft-line)" strokeOpacity=".55" />
        <path
          d="M1 64Q1 61 3.5 62L114 82.5q4 .8 8 0L232.5 62Q235 61 235 64V147q0 3-3 3H4q-3 0-3-3z"
          fill="var(--kraft)"
          stroke="var(--kraft-line)"
          strokeWidth="1.2"
          strokeLinejoin="round"
        />
        <path d="M2.5 148L104 93M233.5 148L132 93" stroke="var(--kraft-line)" opacity=".4" />
      </svg>
      <div className="envelope-line1">
        <b>{method}</b> {target}
      </div>
      <CredentialLine credential={credential} delay={delay} tempo={tempo} />
      {badge ? (
        <Badge user={badge} requestor={props.requestor} from={badgeFrom} tempo={tempo} />
      ) : (
        !abroad && <div className="envelope-slot">{stamp ? 'No badge' : 'No badge yet'}</div>
      )}
      {stamp && <StampMark stamp={stamp} low={badge !== undefined} delay={stampDelay} tempo={tempo} />}
    </div>
  );
}

function CredentialLine({ credential, delay, tempo }: { credential: Credential; delay: number; tempo: Tempo }) {
  const { kind, text, struck } = credential;
  if (kind === 'none') return <div className="envelope-line2 is-none">no Authorization header</div>;
  const strike =
    tempo.animated && tempo.forwards ? { animationDuration: `${TIME.strike / tempo.speed}s`, animationDelay: `${delay}s` } : { animationDuration: '0s' };
  return (
    <div className="envelope-line2">
      <span>
        {shorten(text, 120)}
        {struck && <i className="strike" style={strike} />}
      </span>
    </div>
  );
}

/** Comes in with a motion when somebody walks here, and is simply there otherwise. Decided once, when it first appears. */
function Arrives({
  className,
  children,
  from,
  to,
  seconds,
  delay,
  ease,
}: {
  className: string;
  children: ReactNode;
  from: object;
  to: object;
  seconds: number;
  delay: number;
  ease: keyof typeof EASE;
}) {
  const { moving, animated, forwards } = useTempo();
  const [moves] = useState(animated && forwards);
  if (!moves || !moving) return <div className={className}>{children}</div>;
  return (
    <moving.Div
      className={className}
      initial={{ opacity: 0, ...from }}
      animate={{ opacity: 1, ...to }}
      transition={{ duration: seconds, delay, ease: EASE[ease], opacity: { duration: seconds / 3, delay } }}
    >
      {children}
    </moving.Div>
  );
}

function Badge({ user, requestor, from, tempo }: { user: UserInfo; requestor: UserInfo | undefined; from: number; tempo: Tempo }) {
  const { prefix, name, uid, chips, more, anonymous, long } = badgeText(user, requestor);
  return (
    <Arrives
      className={anonymous ? 'badge is-anonymous' : 'badge'}
      from={{ y: from, scale: 0.6 }}
      to={{ y: 0, scale: 1 }}
      seconds={TIME.step / tempo.speed}
      delay={0}
      ease="land"
    >
      <i className="badge-clip" />
      {prefix && <div className="badge-prefix">{prefix}</div>}
      <div className="badge-top">
        <span className={long ? 'badge-name is-long' : 'badge-name'}>{name}</span>
        {!long && <span className="badge-uid">{uid}</span>}
      </div>
      <div className="badge-groups">
        {chips.map(({ text, system }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a user may hold the same group twice
          <span key={i} className={system ? 'group is-system' : 'group'}>
            {text}
          </span>
        ))}
        {more > 0 && <span className="group">+{more}</span>}
      </div>
    </Arrives>
  );
}

function StampMark({ stamp, low, delay, tempo }: { stamp: Stamp; low: boolean; delay: number; tempo: Tempo }) {
  return (
    <div className={low ? 'stamp-place is-low' : 'stamp-place'}>
      <Arrives
        key={stamp.word}
        className={`stamp tone-${TONE[stamp.standing]}`}
        from={{ scale: 1.4, rotate: -12 }}
        to={{ scale: 1, rotate: -7 }}
        seconds={TIME.quick / tempo.speed}
        delay={delay}
        ease="land"
      >
        <VerdictMark standing={stamp.standing} size={13} />
        <span>{stamp.word}</span>
      </Arrives>
    </div>
  );
}

function Sealed({ address, stamp, delay, tempo }: { address: string | undefined; stamp: Stamp | undefined; delay: number; tempo: Tempo }) {
  return (
    <div className="envelope">
      <svg className="envelope-svg" viewBox="0 0 236 152" width="236" height="152" aria-hidden="true">
        <SealedEnvelope />
      </svg>
      {address && <div className="envelope-address">To {address}</div>}
      {stamp && <StampMark stamp={stamp} low delay={delay} tempo={tempo} />}
    </div>
  );
}
