// Every request of this session, command by command; kubectl's background requests fold away behind one line.
import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { currentRun, isUnderway, type Run } from '../../player/player.ts';
import { fold } from '../../trace/fold.ts';
import { usePlayer, usePorts, useSession } from '../ports-context.tsx';
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
      className="btn px-1.5 text-12"
      panelClassName={`w-90 is-right${up ? ' is-up' : ''}`}
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
            {byProgram(command.background).map(([program, own]) => (
              <Background key={program} program={program} runs={own} selected={selected} onChosen={onChosen} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** How many are drawn at once: a year of many Pods is hundreds of requests. */
const PAGE = 40;

export const byProgram = (runs: readonly Run[]): [program: string, runs: Run[]][] =>
  [...new Set(runs.map(({ program }) => program))].map((program) => [program, runs.filter((run) => run.program === program)]);

interface BackgroundProps {
  program: string;
  runs: readonly Run[];
  selected: Run | undefined;
  onChosen: (() => void) | undefined;
}

/** What kubectl looked up first, or what a component of the cluster did while time passed. */
function Background({ program, runs, selected, onChosen }: BackgroundProps) {
  const [open, setOpen] = useState(() => runs.some((run) => run === selected));
  const [shown, setShown] = useState(PAGE);
  const count = runs.reduce((sum, { folded }) => sum + (folded?.count ?? 1), 0);
  const requests = `request${count === 1 ? '' : 's'}`;
  const text = program === 'kubectl' ? `${count} discovery ${requests}` : `${count} ${requests} of ${program}`;
  return (
    <>
      <li>
        <button type="button" className="menu-item text-ink-3" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span />
          <small>{open ? `Hide ${text}` : `+${text}`}</small>
        </button>
      </li>
      {open &&
        runs.slice(0, shown).map((run) => (
          <li key={run.id}>
            <RunItem run={run} current={run === selected} onChosen={onChosen} />
          </li>
        ))}
      {open && runs.length > shown && (
        <li>
          <button type="button" className="menu-item text-ink-3" onClick={() => setShown(shown + PAGE)}>
            <span />
            <small>{runs.length - shown} more</small>
          </button>
        </li>
      )}
    </>
  );
}

function RunItem({ run, current, onChosen }: { run: Run; current: boolean; onChosen: (() => void) | undefined }) {
  const { player } = usePorts();
  const reply = useMemo(() => replyOf(fold(run.trace, run.trace.events.length)), [run]);
  // What the stage has not shown yet is not given away here.
  const underway = usePlayer((state) => isUnderway(state, run));
  const held = useSession((session) => session.terminal.entries.some((entry) => entry.heldBack && entry.id === run.command));
  const told = !underway && !held;
  return (
    <button
      type="button"
      className={run.older ? 'menu-item italic opacity-75' : 'menu-item'}
      aria-current={current}
      onClick={() => {
        player.select(run.id);
        onChosen?.();
      }}
    >
      <VerdictMark standing={told ? (reply?.standing ?? 'refused') : 'asking'} size={16} />
      <span className="min-w-0 wrap-anywhere">
        {shorten(run.trace.title, 60)} <small>{run.program}</small>
        {run.folded && <small> · the last of {run.folded.count} alike</small>}
        {run.older && <small> · older future</small>}
      </span>
      <small className="mono">{told ? (reply?.code ?? 'no answer') : 'on its way'}</small>
    </button>
  );
}
