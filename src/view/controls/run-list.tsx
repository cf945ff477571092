// Every request of this session, command by command; kubectl's background requests fold away behind one line.
import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { currentRun, type Run } from '../../player/player.ts';
import { fold } from '../../trace/fold.ts';
import { usePlayer, usePorts } from '../ports-context.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { shorten } from '../words/names.ts';
import { replyOf } from '../words/reply-words.ts';

interface Command {
  command: number;
  runs: Run[];
  background: Run[];
}

/** Newest command first, its requests in the order in which they were sent. */
export function commandsOf(runs: readonly Run[]): Command[] {
  const commands = new Map<number, Command>();
  for (const run of runs) {
    const command = commands.get(run.command) ?? { command: run.command, runs: [], background: [] };
    (run.background ? command.background : command.runs).push(run);
    commands.set(run.command, command);
  }
  return [...commands.values()].reverse();
}

export function RunList({ up = false }: { up?: boolean }) {
  const runs = usePlayer((state) => state.runs);
  const selected = usePlayer(currentRun);
  const shownRuns = runs.filter((run) => !run.background || run === selected);
  if (runs.length === 0) return null;
  const at = selected ? shownRuns.indexOf(selected) + 1 : 0;
  return (
    <Disclosure
      className="btn run-list-button"
      panelClassName={`run-list is-right${up ? ' is-up' : ''}`}
      button={
        <>
          Run {at} of {shownRuns.length}
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </>
      }
    >
      {(close) => <Runs runs={runs} selected={selected} onChosen={close} />}
    </Disclosure>
  );
}

export function Runs({ runs, selected, onChosen }: { runs: readonly Run[]; selected: Run | undefined; onChosen?: () => void }) {
  const commands = useMemo(() => commandsOf(runs), [runs]);
  return (
    <ul className="menu-list" aria-label="Runs">
      {commands.map((command) => (
        <li key={command.command}>
          <ul className="menu-list">
            {command.runs.map((run) => (
              <li key={run.id}>
                <RunItem run={run} current={run === selected} onChosen={onChosen} />
              </li>
            ))}
            {command.background.length > 0 && <Background runs={command.background} selected={selected} onChosen={onChosen} />}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Background({ runs, selected, onChosen }: { runs: readonly Run[]; selected: Run | undefined; onChosen: (() => void) | undefined }) {
  const [open, setOpen] = useState(() => runs.some((run) => run === selected));
  const text = `${runs.length} discovery request${runs.length === 1 ? '' : 's'}`;
  return (
    <>
      <li>
        <button type="button" className="menu-item is-quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span />
          <small>{open ? `Hide ${text}` : `+${text}`}</small>
        </button>
      </li>
      {open &&
        runs.map((run) => (
          <li key={run.id}>
            <RunItem run={run} current={run === selected} onChosen={onChosen} />
          </li>
        ))}
    </>
  );
}

function RunItem({ run, current, onChosen }: { run: Run; current: boolean; onChosen: (() => void) | undefined }) {
  const { player } = usePorts();
  const reply = useMemo(() => replyOf(fold(run.trace, run.trace.events.length)), [run]);
  return (
    <button
      type="button"
      className={run.older ? 'menu-item is-older' : 'menu-item'}
      aria-current={current}
      onClick={() => {
        player.select(run.id);
        onChosen?.();
      }}
    >
      <VerdictMark standing={reply?.standing ?? 'refused'} size={16} />
      <span className="run-title">
        {shorten(run.trace.title, 60)} <small>{run.program}</small>
        {run.older && <small> · older future</small>}
      </span>
      <small className="mono">{reply?.code ?? 'no answer'}</small>
    </button>
  );
}
