// A command as columns of parties and rows of messages. The drawing is a list: every row says in words who says what to whom.
import { type CSSProperties, memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type BackgroundRow, busyOf, type InsideRow, type MessageRow, type SequenceRow } from '../../player/messages.ts';
import type { Step } from '../../trace/timeline.ts';
import { usePorts } from '../ports-context.tsx';
import { NothingSent } from '../stage/notices.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { capital, FIRST_PREDICT } from '../words/names.ts';
import { shortName } from '../words/place-words.ts';
import { TONE, WORD } from '../words/verdict-words.ts';
import { Letter } from './letter.tsx';
import { messageWords } from './message-words.ts';
import { nameOf, type SequenceState, useSequence } from './use-sequence.ts';
import './sequence.css';

export default function Sequence() {
  const state = useSequence();
  if (!state) {
    return (
      <section className="seq is-empty" aria-label="Sequence">
        <NothingSent />
      </section>
    );
  }
  return <Drawn state={state} />;
}

function Drawn({ state }: { state: SequenceState }) {
  const { rows, parties, at, run } = state;
  const busy = useMemo(() => busyOf(rows), [rows]);
  const columns = useMemo(() => new Map(parties.map(({ name }, i) => [name, { at: (i + 0.5) / parties.length, called: nameOf(parties, name) }])), [parties]);
  const now = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the playhead has come to another row
  useEffect(() => {
    now.current?.scrollIntoView({ block: 'nearest' });
  }, [at, run]);
  const count: CSSProperties & Record<'--parties', number> = { '--parties': parties.length };
  let number = 0;
  return (
    <section className="seq" aria-label={`Sequence: ${run.trace.title}`} style={count}>
      <Heads parties={parties} />
      <ol className="seq-rows" aria-label="Messages">
        {rows.map((row, i) => {
          if (row.kind === 'background') return <Background key={`background ${row.places[0]?.run}`} row={row} onToggle={state.toggle} />;
          const when = i < at ? 'past' : i === at ? 'now' : 'future';
          return (
            <li key={`${row.places[0]?.run} ${row.places[0]?.step}`} className="seq-row" data-when={when} ref={i === at ? now : undefined}>
              <Row
                row={row}
                number={++number}
                when={when}
                columns={columns}
                busy={busy[i] ?? NOBODY}
                step={i === at ? state.step : undefined}
                seek={state.seek}
              />
            </li>
          );
        })}
      </ol>
      {state.held && <p className="seq-held">{FIRST_PREDICT}</p>}
    </section>
  );
}

function Heads({ parties }: Pick<SequenceState, 'parties'>) {
  const zones: { zone: string; first: number; count: number }[] = [];
  parties.forEach(({ zone }, first) => {
    const last = zones.at(-1);
    if (last?.zone === zone) last.count++;
    else zones.push({ zone, first, count: 1 });
  });
  return (
    <div className="seq-heads" aria-hidden="true">
      {zones.map(({ zone, first, count }) => (
        <span key={first} className="seq-zone" style={{ gridColumn: `${first + 1} / span ${count}` }}>
          {zone}
        </span>
      ))}
      {parties.map(({ name, title, detail, Icon }, i) => (
        <span key={name} className="seq-party" style={{ gridColumn: i + 1 }}>
          <Icon size={24} strokeWidth={1.5} />
          <b>{title}</b>
          <code>{detail}</code>
        </span>
      ))}
    </div>
  );
}

const NOBODY: readonly string[] = [];

/** Where a party's line stands, from 0 to 1, and what it is called. */
type Columns = ReadonlyMap<string, { at: number; called: string }>;

interface RowProps<Shown = SequenceRow> {
  row: Shown;
  number: number;
  when: 'past' | 'now' | 'future';
  columns: Columns;
  busy: readonly string[];
  step: number | undefined;
  seek: SequenceState['seek'];
}

const percent = (part: number): string => `${part * 100}%`;
const NOWHERE = { at: 0, called: '' };

/** Drawn anew only when the playhead comes or goes: a loop has hundreds of them. */
const Row = memo(function Row(props: RowProps) {
  const { row } = props;
  if (row.kind === 'message') return <Message {...props} row={row} />;
  return row.kind === 'inside' && <Inside {...props} row={row} />;
});

function RowButton({ row, number, when, columns, busy, seek, who, children }: RowProps & { who: string; children: ReactNode }) {
  return (
    <button type="button" className="seq-button" aria-current={when === 'now' ? 'step' : undefined} onClick={() => seek(row)}>
      <span className="seq-number">{number}</span>
      <span className="seq-track">
        <span className="seq-who">{who}: </span>
        {busy.map((party) => (
          <i key={party} className="seq-busy" style={{ left: percent(columns.get(party)?.at ?? 0) }} />
        ))}
        {children}
      </span>
    </button>
  );
}

function Message(props: RowProps<MessageRow>) {
  const { row, columns } = props;
  const [from, addressed] = [columns.get(row.from) ?? NOWHERE, columns.get(row.to) ?? NOWHERE];
  const [at, to] = [from.at, addressed.at];
  const words = messageWords(row);
  const [left, right] = at < to ? [at, to] : [to, at];
  const lost = row.asks && words.standing !== undefined;
  const letter = row.asks && !lost;
  // The envelope of a question that goes left would lie on long words.
  const beside = letter && to < at ? { maxWidth: `calc(${percent(right - left)} - 44px)` } : {};
  return (
    <RowButton {...props} who={`${from.called} ${row.asks ? 'to' : 'back to'} ${addressed.called}`}>
      <span
        className="seq-arrow"
        data-asks={row.asks}
        data-lost={lost}
        data-to={at < to ? 'right' : 'left'}
        style={{ left: percent(left), width: percent(right - left) }}
      >
        {letter && <Letter />}
      </span>
      <span className="seq-words" style={{ left: percent(left), ...beside }} data-letter={letter && at < to}>
        {words.title && <b>{words.title}</b>}
        <code title={words.line}>
          {words.standing && <VerdictMark standing={words.standing} size={13} />}
          {words.line}
        </code>
      </span>
    </RowButton>
  );
}

/** Desks and gates between two messages, folded: the last word of each room, or all of it. */
function Inside(props: RowProps<InsideRow>) {
  const { row, columns, step } = props;
  const { at, called } = columns.get(row.party) ?? NOWHERE;
  const { player } = usePorts();
  const [open, setOpen] = useState(false);
  const judged = row.steps.filter(({ kind }) => kind === 'judged');
  // What decides: passing and being passed by are seen when it is unfolded.
  const said = judged.filter(({ stage, verdict }) => !stage.startsWith('authn.') && verdict !== 'skipped' && verdict !== 'passed');
  const shown = said.length ? said : judged.slice(-1);
  // On the right side a button stands in the same row.
  const place: CSSProperties & Record<'--wide', string> =
    at > 0.5 ? { right: `calc(${percent(1 - at)} + 26px)`, '--wide': percent(at) } : { left: percent(at), '--wide': `calc(${percent(1 - at)} - 72px)` };
  return (
    <>
      <RowButton {...props} who={called}>
        <i className="seq-self" style={{ left: percent(at) }} data-side={at > 0.5 ? 'left' : 'right'} />
        <span className="seq-words is-inside" style={place}>
          {shown.map((one) => (
            <span key={one.number}>
              <span className={`verdict tone-${TONE[one.verdict ?? 'asking']}`}>
                <VerdictMark standing={one.verdict ?? 'asking'} size={13} />
                <span>
                  <span className="seq-gate">{capital(shortName(row.run.trace, one.stage))}: </span>
                  {WORD[one.verdict ?? 'asking']}
                </span>
              </span>{' '}
            </span>
          ))}
        </span>
      </RowButton>
      <button type="button" className="seq-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide' : row.steps.length} <span className="sr">steps inside {called}</span>
        <span aria-hidden="true">{open ? '' : row.steps.length === 1 ? 'step' : 'steps'}</span>
      </button>
      {open && (
        <ol className="seq-inside" aria-label={`Inside ${called}`}>
          {row.steps.map((one) => (
            <li key={one.number}>
              <button
                type="button"
                aria-current={one.number === step ? 'step' : undefined}
                onClick={() => {
                  if (player.store.getState().selected !== row.run.id) player.select(row.run.id);
                  player.seek(one.number);
                }}
              >
                <VerdictMark standing={one.verdict ?? 'asking'} size={14} />
                {wordsOf(row, one)}
                <small>{one.reason || (one.verdict ? WORD[one.verdict] : 'asking')}</small>
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

const wordsOf = ({ run }: InsideRow, step: Step): string => capital(shortName(run.trace, step.stage)) + (step.verdict ? `: ${WORD[step.verdict]}` : '');

function Background({ row, onToggle }: { row: BackgroundRow; onToggle(): void }) {
  const text = `${row.runs.length} request${row.runs.length === 1 ? '' : 's'} in the background`;
  return (
    <li className="seq-background">
      <button type="button" aria-expanded={row.open} onClick={onToggle}>
        {row.open ? `Hide ${text}` : `+${text}`}
      </button>
    </li>
  );
}
