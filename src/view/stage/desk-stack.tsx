// The desks of the authentication gate, one row each, and the sum row that stands there only after an error.
import type { CSSProperties } from 'react';
import type { DeskView, Snapshot, Standing } from '../../trace/fold.ts';
import { Verdict, VerdictMark } from '../ui/verdict-mark.tsx';
import { certificateChecks } from '../words/check-words.ts';
import { reasonOf, shown } from '../words/place-words.ts';
import { TONE, WORD } from '../words/verdict-words.ts';
import { CheckStrip } from './check-strip.tsx';
import { TAG_Y } from './geometry.ts';
import { EASE, TIME, useTempo } from './tempo.tsx';

export interface Row {
  top: number;
  height: number;
}

interface StackProps {
  desks: readonly DeskView[];
  rows: readonly Row[];
  /** Which rows have room for a reason under the name. */
  tall: readonly boolean[];
  bearer: Snapshot['bearer'];
  wide: boolean;
}

const rowClass = (standing: Standing, extra = ''): string =>
  `desk${standing === 'not-asked' || standing === 'skipped' ? '' : ' is-asked'}${standing === 'recognised' ? ' is-hit' : ''}${standing === 'error' ? ' is-error' : ''}${standing === 'asking' ? ' is-asking' : ''}${extra}`;

export function DeskStack({ desks, rows, tall, bearer, wide }: StackProps) {
  // The sum row stands between the desks that read tokens and the one that asks for nothing.
  const sumAt = bearer ? desks.findIndex((desk) => desk.id === 'authn.anonymous') : -1;
  return (
    <div className={wide ? 'desks is-wide' : 'desks'}>
      {desks.map((desk, i) => {
        const row = rows[i + (sumAt >= 0 && i >= sumAt ? 1 : 0)];
        return row && <DeskRow key={desk.id} desk={desk} row={row} tall={tall[i] ?? false} wide={wide} />;
      })}
      {bearer && rows[sumAt] && (
        <div className="desk is-error" style={place(rows[sumAt], wide)}>
          <span />
          <VerdictMark standing="error" />
          <span className="desk-name">Bearer token</span>
          <span className="desk-word verdict tone-error">error</span>
          {wide && <span className="desk-why">{bearer.reason}</span>}
        </div>
      )}
    </div>
  );
}

/** Beside the discs of the gates a row keeps a hair's breadth more from the walls; the wide table does so anyway on its left. */
const place = (row: Row, wide: boolean): CSSProperties => ({
  top: row.top - 78,
  height: row.height,
  ...(row.top + row.height > TAG_Y - 8 && row.top < TAG_Y + 14 ? { paddingLeft: wide ? 6 : 9, paddingRight: 9 } : {}),
});

function DeskRow({ desk, row, tall, wide }: { desk: DeskView; row: Row; tall: boolean; wide: boolean }) {
  const standing = shown(desk);
  const reason = reasonOf(desk);
  const isTall = tall && !wide;
  const checks = wide ? certificateChecks(desk) : [];
  return (
    <div className={rowClass(standing, isTall ? ' is-tall' : checks.length ? ' has-checks' : '')} style={place(row, wide)}>
      <span className="desk-number">{desk.number}</span>
      <DeskMark standing={standing} />
      <span className="desk-name">{desk.title}</span>
      {isTall ? (
        <span className="desk-why">
          <span className={`verdict tone-${TONE[standing]}`}>{WORD[standing]}</span>
          {reason && ` · ${reason}`}
        </span>
      ) : (
        <span className={`desk-word verdict tone-${desk.configured ? TONE[standing] : 'quiet'}`}>
          {!wide && !desk.configured ? 'not configured' : WORD[standing]}
        </span>
      )}
      {wide && <span className="desk-why">{reason}</span>}
      <CheckStrip checks={checks} />
    </div>
  );
}

/** The verdict replaces the asking mark: it grows into its place. */
function DeskMark({ standing }: { standing: Standing }) {
  const { moving, animated, forwards, speed } = useTempo();
  if (!moving || !animated || !forwards || standing === 'not-asked') return <VerdictMark standing={standing} />;
  return (
    <moving.Span
      key={standing}
      initial={{ scale: 0.8, opacity: 0.4 }}
      animate={{ scale: 1, opacity: 1 }}
      transition={{ duration: TIME.quick / speed, ease: EASE.land }}
    >
      <VerdictMark standing={standing} />
    </moving.Span>
  );
}

export function GateVerdict({ standing, word, size = 18 }: { standing: Standing; word?: string; size?: number }) {
  if (standing === 'not-asked') return null;
  return <Verdict standing={standing} size={size} {...(word === undefined ? {} : { word })} />;
}
