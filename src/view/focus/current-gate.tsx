// The gate that is judging: its desks, folded to what matters, or its verdict and reason. For the layouts that show one gate at a time.
import type { Check } from '../../trace/event.ts';
import type { DeskView, GateView, Snapshot, Standing } from '../../trace/fold.ts';
import { CheckStrip } from '../stage/check-strip.tsx';
import type { Scene } from '../stage/scene.ts';
import { Verdict, VerdictMark } from '../ui/verdict-mark.tsx';
import { certificateChecks } from '../words/check-words.ts';
import { capital, countOf } from '../words/names.ts';
import { placeWord, reasonOf, shown } from '../words/place-words.ts';
import { TONE, WORD } from '../words/verdict-words.ts';

export interface DeskRow {
  key: string;
  number: number | undefined;
  title: string;
  standing: Standing;
  /** Where the standing's own word is not enough. */
  word?: string;
  /** Only of the desk that decides. */
  reason: string;
  /** Of the certificate it refused. */
  checks?: Check[];
}

/** At most two quiet desks before the one that speaks, then one row for the rest. */
export function foldDesks(desks: readonly DeskView[], bearer: Snapshot['bearer'], quiet = 2): DeskRow[] {
  const silent = (kind: Standing): number => desks.filter((desk) => shown(desk) === kind).length;
  const [waiting, missing] = [silent('not-asked'), silent('skipped')];
  const asked = desks.filter((desk) => !['not-asked', 'skipped'].includes(shown(desk)));
  const loud = asked.findIndex((desk) => desk.standing === 'recognised' || desk.standing === 'error' || desk.standing === 'asking');
  const end = loud < 0 ? asked.length : loud;
  const from = end > quiet + 1 ? end - quiet : 0;
  const rows: DeskRow[] = [];
  if (from > 0) rows.push({ key: 'before', number: undefined, title: `${capital(countOf(from, 'desks'))} before`, standing: 'no-opinion', reason: '' });
  for (const desk of asked.slice(from)) {
    const standing = shown(desk);
    const decides = standing === 'recognised' || standing === 'error';
    rows.push({
      key: desk.id,
      number: desk.number,
      title: desk.title,
      standing,
      reason: decides ? (lineOf(desk) ?? reasonOf(desk)) : '',
      checks: certificateChecks(desk),
    });
  }
  if (bearer) rows.push({ key: 'bearer', number: undefined, title: 'Bearer token', standing: 'error', reason: bearer.reason });
  const rest = waiting + missing;
  if (rest > 0)
    rows.push({
      key: 'rest',
      number: undefined,
      title: `${rest} more desk${rest === 1 ? '' : 's'}`,
      standing: waiting > 0 ? 'not-asked' : 'skipped',
      word: !missing ? 'not asked' : !waiting ? 'not configured' : `${waiting} not asked, ${missing} not configured`,
      reason: '',
    });
  return rows;
}

/** The line of the file itself, where one decided. */
function lineOf({ evidence }: DeskView): string | undefined {
  for (const proof of evidence) if (proof.type === 'csv-row') return proof.rows.find(({ line }) => line === proof.line)?.text;
  return undefined;
}

const LAYOUT = {
  /** A reason beside its desk, where there is room for both. */
  duo: {
    row: 'min-h-7 px-2 text-13 @duo:min-h-6 @duo:grid-cols-[--spacing(4.5)_--spacing(6.5)_minmax(--spacing(42.5),auto)_1fr_auto]',
    hit: 'bg-id-soft py-1.25 @duo:py-0',
    other: '',
    number: '',
    verdict: 'text-12 @duo:col-start-5 @duo:row-start-1',
    reason: '@duo:col-start-4 @duo:col-end-5 @duo:row-start-1 @duo:pl-3',
  },
  floor: {
    row: 'h-11 grid-cols-[--spacing(7)_1fr_auto] pr-1.5 pl-1 text-14',
    hit: 'bg-id-soft',
    other: 'bg-room',
    number: 'hidden',
    verdict: 'text-13',
    reason: 'hidden',
  },
};
const COLUMNS = 'grid-cols-[--spacing(4.5)_--spacing(6.5)_1fr_auto]';
const QUIET_COLUMNS = 'grid-cols-[--spacing(4.5)_--spacing(6.5)_max-content_1fr]';

export function DeskRows({ rows, layout }: { rows: readonly DeskRow[]; layout: keyof typeof LAYOUT }) {
  const look = LAYOUT[layout];
  const columns = (quiet: boolean): string => (layout === 'floor' ? '' : quiet ? QUIET_COLUMNS : COLUMNS);
  return (
    <div aria-hidden="true">
      {rows.map((row) => (
        <div
          key={row.key}
          className={`grid items-center rounded-1 ${columns(row.key === 'rest')} ${look.row} ${row.standing === 'recognised' ? look.hit : look.other} ${row.key === 'rest' ? 'text-ink-3' : ''}`}
        >
          <span className={`mono text-12 leading-none font-ui text-ink-3 ${look.number}`}>{row.number}</span>
          <VerdictMark standing={row.standing} size={18} />
          <b className={`truncate ${row.standing === 'error' ? 'font-strong text-error' : row.standing === 'recognised' ? 'font-strong' : 'font-ui'}`}>
            {row.title}
          </b>
          <span
            className={`verdict pl-2 tone-${TONE[row.standing]} ${look.verdict} ${row.key === 'rest' ? 'justify-self-end text-right whitespace-normal' : ''}`}
          >
            {row.word ?? WORD[row.standing]}
          </span>
          {row.reason && <small className={`mono col-start-3 col-end-5 truncate text-12 text-ink-2 ${look.reason}`}>{row.reason}</small>}
          {layout === 'duo' && <CheckStrip checks={row.checks ?? []} />}
        </div>
      ))}
    </div>
  );
}

/** The gate of the room where the envelope stands. */
export const currentGate = (scene: Scene): GateView | undefined => (typeof scene.where === 'number' ? scene.gates[scene.where] : scene.gates[0]);

export function GateAnswer({ gate, layout }: { gate: GateView; layout: keyof typeof LAYOUT }) {
  const standing = shown(gate);
  const reason = reasonOf(gate);
  if (standing === 'not-asked') return null;
  return (
    <div className={layout === 'floor' ? 'px-1.5 py-0.5 text-14' : 'py-1 text-13'} aria-hidden="true">
      <Verdict standing={standing} size={18} word={placeWord(gate)} />
      {reason && reason !== placeWord(gate) && (
        <p
          className={`mt-1.5 text-12 wrap-anywhere ${/^RBAC:|"/.test(reason) ? 'mono text-ink' : 'text-ink-2'} ${layout === 'floor' ? 'max-h-14.5 overflow-hidden' : ''}`}
        >
          {reason}
        </p>
      )}
    </div>
  );
}
