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
import './current-gate.css';

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

export function DeskRows({ rows, className, markSize, roomy }: { rows: readonly DeskRow[]; className: string; markSize: number; roomy?: boolean }) {
  return (
    <div className={className} aria-hidden="true">
      {rows.map((row) => (
        <div
          key={row.key}
          className={`fold-row${row.standing === 'recognised' ? ' is-hit' : ''}${row.key === 'rest' ? ' is-quiet' : ''}${row.standing === 'error' ? ' is-error' : ''}`}
        >
          <span className="fold-number">{row.number}</span>
          <VerdictMark standing={row.standing} size={markSize} />
          <b>{row.title}</b>
          <span className={`verdict tone-${TONE[row.standing]}`}>{row.word ?? WORD[row.standing]}</span>
          {row.reason && <small className="mono">{row.reason}</small>}
          {roomy && <CheckStrip checks={row.checks ?? []} />}
        </div>
      ))}
    </div>
  );
}

/** The gate of the room where the envelope stands. */
export const currentGate = (scene: Scene): GateView | undefined => (typeof scene.where === 'number' ? scene.gates[scene.where] : scene.gates[0]);

export function GateAnswer({ gate }: { gate: GateView }) {
  const standing = shown(gate);
  const reason = reasonOf(gate);
  if (standing === 'not-asked') return null;
  return (
    <div className="gate-answer" aria-hidden="true">
      <Verdict standing={standing} size={18} word={placeWord(gate)} />
      {reason && reason !== placeWord(gate) && <p className={/^RBAC:|"/.test(reason) ? 'mono' : undefined}>{reason}</p>}
    </div>
  );
}
