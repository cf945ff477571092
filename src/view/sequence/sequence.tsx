// A command as columns of parties and rows of messages. The drawing is a list: every row says in words who says what to whom.
import { type CSSProperties, memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type BackgroundRow, busyOf, type InsideRow, type MessageRow, type SequenceRow } from '../../player/messages.ts';
import type { Step } from '../../trace/timeline.ts';
import { usePorts } from '../ports-context.tsx';
import { NothingSent } from '../stage/notices.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { capital } from '../words/names.ts';
import { shortName } from '../words/place-words.ts';
import { TONE, WORD } from '../words/verdict-words.ts';
import { Letter } from './letter.tsx';
import { messageWords } from './message-words.ts';
import { nameOf, placeFor, type SequenceState, useSequence } from './use-sequence.ts';
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
  const columns = useMemo(() => new Map(parties.map(({ name }, i) => [name, i])), [parties]);
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
          if (row.kind === 'background') {
            return <Background key={`background ${row.places[0]?.run}`} row={row} onToggle={state.toggle} />;
          }
          const place = placeFor(row, run);
          const column = (name: string): number => ((columns.get(name) ?? 0) + 0.5) / parties.length;
          const common = { number: ++number, when: i < at ? 'past' : i === at ? 'now' : 'future', onSeek: () => state.seek(place) } as const;
          return (
            <li key={`${place?.run} ${place?.step} ${row.kind}`} className="seq-row" data-when={common.when} ref={i === at ? now : undefined}>
              {row.kind === 'message' ? (
                <Message
                  {...common}
                  row={row}
                  who={`${nameOf(parties, row.from)} ${row.asks ? 'to' : 'back to'} ${nameOf(parties, row.to)}`}
                  at={column(row.from)}
                  to={column(row.to)}
                  busy={(busy[i] ?? []).map(column)}
                />
              ) : (
                <Inside
                  {...common}
                  row={row}
                  who={nameOf(parties, row.party)}
                  at={column(row.party)}
                  step={i === at ? state.step : undefined}
                  busy={(busy[i] ?? []).map(column)}
                />
              )}
            </li>
          );
        })}
      </ol>
      {state.held && <p className="seq-held">What follows is shown as you play on: first predict it.</p>}
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

interface RowProps {
  number: number;
  when: 'past' | 'now' | 'future';
  who: string;
  busy: readonly number[];
  onSeek(): void;
}

const percent = (part: number): string => `${part * 100}%`;

function RowButton({ number, when, who, busy, onSeek, children }: RowProps & { children: ReactNode }) {
  return (
    <button type="button" className="seq-button" aria-current={when === 'now' ? 'step' : undefined} onClick={onSeek}>
      <span className="seq-number">{number}</span>
      <span className="seq-track">
        <span className="seq-who">{who}: </span>
        {busy.map((at) => (
          <i key={at} className="seq-busy" style={{ left: percent(at) }} />
        ))}
        {children}
      </span>
    </button>
  );
}

/** A row looks the same as long as the playhead neither comes nor goes. */
const same = (a: RowProps & { row: SequenceRow; at?: number; step?: number | undefined; to?: number }, b: typeof a): boolean =>
  a.row === b.row && a.when === b.when && a.who === b.who && a.number === b.number && a.at === b.at && a.to === b.to && a.step === b.step;

const Message = memo(function Message({ row, at, to, ...common }: RowProps & { row: MessageRow; at: number; to: number }) {
  const words = messageWords(row);
  const [left, right] = at < to ? [at, to] : [to, at];
  const lost = row.asks && words.standing !== undefined;
  const letter = row.asks && !lost;
  // The envelope of a question that goes left would lie on long words.
  const beside = letter && to < at ? { maxWidth: `calc(${percent(right - left)} - 44px)` } : {};
  return (
    <RowButton {...common}>
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
}, same);

/** Desks and gates between two messages, folded: the last word of each room, or all of it. */
const Inside = memo(function Inside({ row, at, step, ...common }: RowProps & { row: InsideRow; at: number; step: number | undefined }) {
  const { player } = usePorts();
  const [open, setOpen] = useState(false);
  const judged = row.steps.filter(({ kind }) => kind === 'judged');
  // What decides: passing and being passed by are seen when it is unfolded.
  const said = judged.filter(({ stage, verdict }) => !stage.startsWith('authn.') && verdict !== 'skipped' && verdict !== 'passed');
  const shown = said.length ? said : judged.slice(-1);
  const place: CSSProperties = at > 0.5 ? { right: percent(1 - at) } : { left: percent(at) };
  return (
    <>
      <RowButton {...common}>
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
        {open ? 'Hide' : row.steps.length} <span className="sr">steps inside {common.who}</span>
        <span aria-hidden="true">{open ? '' : row.steps.length === 1 ? 'step' : 'steps'}</span>
      </button>
      {open && (
        <ol className="seq-inside" aria-label={`Inside ${common.who}`}>
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
}, same);

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
