// A command on the world's clock: a bar for every question, as long as its answer is awaited. The clock stands still unless it is told to move.
import { type CSSProperties, memo, useEffect, useMemo, useRef } from 'react';
import type { BackgroundRow, MessageRow } from '../../player/messages.ts';
import { type Band, type Bar, waterfallOf } from '../../player/waterfall.ts';
import { lengthOfTime } from '../inspector/token/moments.ts';
import { messageWords } from '../sequence/message-words.ts';
import { nameOf, type SequenceState, useSequence } from '../sequence/use-sequence.ts';
import { NothingSent } from '../stage/notices.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { countOf, FIRST_PREDICT } from '../words/names.ts';
import './waterfall.css';

export default function Waterfall() {
  const state = useSequence();
  if (!state) {
    return (
      <section className="wf is-empty" aria-label="Waterfall">
        <NothingSent />
      </section>
    );
  }
  return <Drawn state={state} />;
}

const utc = (at: number): string => `${new Date(at).toISOString().slice(11, 19)}Z`;
const seconds = (from: number, to: number): string => lengthOfTime(Math.round((to - from) / 1000));

function Drawn({ state }: { state: SequenceState }) {
  const { rows, run, at } = state;
  const { bars, bands, places, placeOf } = useMemo(() => waterfallOf(rows), [rows]);
  const breaks = useMemo(() => bands.slice(1).map(({ first }) => first), [bands]);
  const now = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the playhead has come to another row
  useEffect(() => {
    now.current?.scrollIntoView({ block: 'nearest' });
  }, [at, run]);
  const here = placeOf[at] ?? 0;
  // The bar that began or ended last before the playhead.
  const current = bars.findLast(({ row, first, last }) => row.kind === 'message' && (first === here || last === here)) ?? bars[0];
  const width: CSSProperties & Record<'--place', string> = { '--place': `${100 / Math.max(1, places)}%` };
  const shown = rows[at];
  const begin = bands[0]?.at ?? 0;
  const end = bands.at(-1)?.until ?? begin;
  return (
    <section className="wf" aria-label={`Waterfall: ${run.trace.title}`} style={width}>
      <p className="wf-words">
        {countOf(bars.length, 'questions').replace(/^\w/, (letter) => letter.toUpperCase())}, {end > begin ? `${seconds(begin, end)} by` : 'no time by'} the
        cluster’s clock. It moves only when it is told to; what happens at one moment stands side by side, in its order.
      </p>
      <div className="wf-axis" aria-hidden="true">
        <div className="wf-bands">
          {bands.map((band, i) => (
            <Axis key={band.first} band={band} before={bands[i - 1]} places={places} />
          ))}
        </div>
      </div>
      <ol className="wf-rows" aria-label="Questions and answers">
        {bars.map((bar) => (
          <li
            key={`${bar.row.kind} ${bar.row.places[0]?.run} ${bar.row.places[0]?.step}`}
            className="wf-row"
            data-when={bar === current ? 'now' : bar.first > here ? 'future' : 'past'}
            ref={bar === current ? now : undefined}
          >
            <Row
              bar={bar}
              at={shown === bar.row ? 'question' : shown !== undefined && shown === bar.answer ? 'answer' : undefined}
              done={here >= bar.last}
              breaks={breaks}
              places={places}
              parties={state.parties}
              seek={state.seek}
              toggle={state.toggle}
            />
          </li>
        ))}
        <li className="wf-overlay" aria-hidden="true">
          <div>
            <i className="wf-now" style={{ left: percent(here + (shown?.kind === 'message' && !shown.asks ? 1 : 0.5), places) }} />
          </div>
        </li>
      </ol>
      {state.held && <p className="wf-words">{FIRST_PREDICT}</p>}
    </section>
  );
}

const percent = (part: number, of: number): string => `${(100 * part) / Math.max(1, of)}%`;

function Axis({ band: { first, last, at, until }, before, places }: { band: Band; before: Band | undefined; places: number }) {
  return (
    <span className="wf-band" style={{ left: percent(first, places), width: percent(last - first + 1, places) }}>
      {before && <small>+{seconds(before.until, at)}</small>}
      <b>{utc(at)}</b>
      {until > at && <b>–{utc(until)}</b>}
    </span>
  );
}

interface RowProps extends Pick<SequenceState, 'parties' | 'seek' | 'toggle'> {
  bar: Bar;
  /** Where in it the playhead stands. */
  at: 'question' | 'answer' | undefined;
  done: boolean;
  breaks: readonly number[];
  places: number;
}

/** Drawn anew only when the playhead comes or goes. */
const Row = memo(function Row({ bar, at, done, breaks, places, parties, seek, toggle }: RowProps) {
  const { row, answer, first, last, until } = bar;
  return (
    <>
      {row.kind === 'background' ? <Background row={row} onToggle={toggle} /> : <Question bar={bar} row={row} at={at} parties={parties} seek={seek} />}
      <div className="wf-track" aria-hidden="true">
        {breaks.map((place) => (
          <i key={place} className="wf-break" style={{ left: percent(place, places) }} />
        ))}
        {!(row.kind === 'background' && row.open) && (
          <i
            className="wf-bar"
            data-lost={row.kind === 'message' && !answer}
            data-long={until > bar.at}
            data-done={done}
            style={{ left: percent(first, places), width: percent(last - first + 1, places) }}
          />
        )}
      </div>
    </>
  );
});

type QuestionProps = Pick<RowProps, 'bar' | 'at' | 'parties' | 'seek'> & { row: MessageRow };

function Question({ bar: { answer, depth, at: asked, until }, row, at, parties, seek }: QuestionProps) {
  const question = messageWords(row);
  const given = answer && messageWords(answer);
  const indent: CSSProperties = { paddingLeft: 14 + Math.min(depth, 5) * 14 };
  return (
    <>
      <button type="button" className="wf-question" style={indent} aria-current={at === 'question' ? 'step' : undefined} onClick={() => seek(row)}>
        <span>
          {nameOf(parties, row.from)} <span aria-hidden="true">→</span>
          <span className="sr">asks</span> <b>{nameOf(parties, row.to)}</b>
        </span>
        <small title={question.line}>{question.title || <code>{question.line}</code>}</small>
      </button>
      {answer && given ? (
        <button type="button" className="wf-answer" aria-current={at === 'answer' ? 'step' : undefined} title={given.title} onClick={() => seek(answer)}>
          {given.standing && <VerdictMark standing={given.standing} size={13} />}
          <code>{given.line}</code>
          <small>{seconds(asked, until)}</small>
        </button>
      ) : (
        <span className="wf-answer">no answer</span>
      )}
    </>
  );
}

function Background({ row, onToggle }: { row: BackgroundRow; onToggle(): void }) {
  const text = `${row.runs.length} request${row.runs.length === 1 ? '' : 's'} in the background`;
  return (
    <>
      <button type="button" className="wf-question" aria-expanded={row.open} onClick={onToggle}>
        <span>{row.open ? `Hide ${text}` : `+${text}`}</span>
        <small>{[...new Set(row.runs.map(({ trace }) => trace.from))].join(', ')}</small>
      </button>
      <span className="wf-answer">
        <small>{seconds(row.at, row.until)}</small>
      </span>
    </>
  );
}
