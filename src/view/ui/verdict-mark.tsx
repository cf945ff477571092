// Our own marks, told apart by outline alone: ring, badge, triangle, diamond, disc, octagon. Colour only repeats the shape.
import type { ReactNode } from 'react';
import type { Standing } from '../../trace/fold.ts';
import { TONE, type Tone, WORD } from '../words/verdict-words.ts';

const ring = <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="2" />;
const cross = <path d="M7 7l6 6m0-6l-6 6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />;
const crossedRing = (
  <>
    {ring}
    {cross}
  </>
);
const triangle = (
  <>
    <path d="M10 1.4L19.2 17.6a.9.9 0 0 1-.8 1.3H1.6a.9.9 0 0 1-.8-1.3z" fill="currentColor" />
    <path d="M10 7.2v5.2" stroke="var(--ink-on)" strokeWidth="2.2" strokeLinecap="round" />
    <circle cx="10" cy="15.6" r="1.3" fill="var(--ink-on)" />
  </>
);

const SHAPE: Record<Standing, ReactNode> = {
  'not-asked': <circle cx="10" cy="10" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.7" strokeDasharray="2.2 2.67" />,
  asking: (
    <>
      {ring}
      <path d="M10 4.6a5.4 5.4 0 0 1 0 10.8z" fill="currentColor" />
    </>
  ),
  'no-opinion': (
    <>
      {ring}
      <path d="M6.2 10h7.6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  recognised: (
    <>
      <path d="M4 3.5h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2z" fill="currentColor" />
      <rect x="7.4" y="1.2" width="5.2" height="3.6" rx="1.1" fill="currentColor" stroke="var(--ink-on)" />
      <circle cx="10" cy="8.6" r="2.1" fill="var(--ink-on)" />
      <path d="M5.9 14.3c.5-2.1 2.1-3.1 4.1-3.1s3.6 1 4.1 3.1z" fill="var(--ink-on)" />
    </>
  ),
  error: triangle,
  refused: triangle,
  passed: (
    <>
      {ring}
      <path d="M6.2 10.3l2.6 2.6 5-5.4" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  'not-found': crossedRing,
  conflict: crossedRing,
  invalid: crossedRing,
  skipped: (
    <g fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" strokeLinecap="round">
      <path d="M10 2l8 8-8 8-8-8z" />
      <path d="M8.7 6.9l3.1 3.1-3.1 3.1" />
    </g>
  ),
  'not-reached': <path d="M4 18V8a6 6 0 0 1 12 0v10" fill="none" stroke="currentColor" strokeWidth="1.7" strokeOpacity=".7" />,
  allowed: (
    <>
      <circle cx="10" cy="10" r="9" fill="currentColor" />
      <path d="M5.8 10.4l2.8 2.8 5.6-6" fill="none" stroke="var(--ink-on)" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  denied: (
    <>
      <path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z" fill="currentColor" />
      <path d="M6.7 6.7l6.6 6.6m0-6.6l-6.6 6.6" stroke="var(--ink-on)" strokeWidth="2.2" strokeLinecap="round" />
    </>
  ),
};

/** The mark alone; a word always stands beside it, so it is hidden from readers. */
export function VerdictMark({ standing, size = 16, tone }: { standing: Standing; size?: number; tone?: Tone }) {
  return (
    <svg className={`mark tone-${tone ?? TONE[standing]}`} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      {SHAPE[standing]}
    </svg>
  );
}

/** Mark and word. `word` may be another word for the same thing: "read" for a storage that passed. */
export function Verdict({ standing, size = 16, word }: { standing: Standing; size?: number; word?: string }) {
  return (
    <span className={`verdict tone-${TONE[standing]}`}>
      <VerdictMark standing={standing} size={size} />
      <span>{word ?? WORD[standing]}</span>
    </span>
  );
}
