// The terminal: a line becomes an entry, its output and the runs it caused.
import type { TerminalEntry, TerminalPorts } from '../../ports/terminal.ts';
import type { BackendEvent } from '../backend/backend.ts';
import type { CommandBook, Context } from './context.ts';
import { report } from './context.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';

export interface Commands extends OpenTab<'Terminal'>, CommandBook {
  /** The command that is running or ran last. */
  latest(): number;
  /** While a command runs and has sent nothing yet: its first run shall be shown from its end. */
  skipToReply(): void;
}

const CLEAR = '\x1b[2J';

function openTerminal(context: Context): Commands {
  const { state, player } = context;
  const lines = new Map<number, string>();
  const marks = new Map<number, number>();
  let latest = 0;
  let outstanding = 0;
  let skip = false;

  const terminal = () => state.getState().terminal;
  const change = (id: number, part: (entry: TerminalEntry) => Partial<TerminalEntry>): void => {
    const entries = terminal().entries.map((entry) => (entry.id === id ? { ...entry, ...part(entry) } : entry));
    state.setState({ terminal: { ...terminal(), entries } });
  };

  const output = (id: number, stream: 'stdout' | 'stderr', text: string): void => {
    const cleared = text.lastIndexOf(CLEAR);
    if (cleared >= 0) {
      state.setState({ terminal: { ...terminal(), entries: terminal().entries.filter((entry) => entry.id >= id) } });
      text = text.slice(cleared + CLEAR.length).replace('\x1b[3J', '');
      if (!text) return;
    }
    change(id, (entry) => {
      const last = entry.output.at(-1);
      if (last?.stream !== stream) return { output: [...entry.output, { stream, text }] };
      return { output: [...entry.output.slice(0, -1), { stream, text: last.text + text }] };
    });
  };

  const addRun: Commands['addRun'] = ({ trace, background, program, folded }, command, options) => {
    const id = context.nextRun();
    const play = options.play === true && !context.environment.reducedMotion() && !skip;
    player.add(
      { id, trace, command, program, background, ...(folded ? { folded } : {}), tokensOnDisk: context.facts()?.tokensCsv.text },
      { play, at: skip ? 'last' : 'first', ...(options.select === undefined ? {} : { select: options.select }) },
    );
    if (!background) skip = false;
    return id;
  };

  const onEvent = (command: number) => (event: BackendEvent) => {
    if (event.type === 'output') output(command, event.stream, event.text);
    else if (event.type === 'clock') state.setState({ clock: event.clock, passing: event.done });
    else if (event.type === 'login') state.setState({ login: { ...event.page, suggested: undefined } });
    else {
      const id = addRun(event, command, { play: true });
      context.collectTokens(event.trace);
      context.lesson().sawRun({ id, trace: event.trace, background: event.background }, command);
    }
  };

  const run: TerminalPorts['run'] = (line, origin) => {
    const text = line.replace(/\s+$/, '');
    void context.flush();
    const command = context.nextCommand();
    latest = command;
    lines.set(command, text);
    skip = false;
    outstanding++;
    for (const entry of terminal().entries) if (entry.heldBack) change(entry.id, () => ({ heldBack: false }));
    const entry: TerminalEntry = {
      id: command,
      prompt: terminal().prompt,
      line: text,
      output: [],
      exitCode: undefined,
      heldBack: text !== '' && context.lesson().holds(text, origin),
    };
    const past = terminal().history;
    state.setState({
      terminal: {
        ...terminal(),
        entries: [...terminal().entries, entry],
        busy: true,
        draft: undefined,
        history: text && past.at(-1) !== text ? [...past, text] : past,
      },
    });
    if (player.store.getState().playing) player.pause();
    context
      .act(async (backend) => {
        change(command, () => ({ prompt: terminal().prompt }));
        marks.set(command, await backend.mark());
        const { exitCode, facts } = await backend.run(text, onEvent(command));
        change(command, () => ({ exitCode }));
        context.learn(facts);
      })
      .catch((error: unknown) => {
        change(command, () => ({ exitCode: 1, heldBack: false }));
        report(context, error);
      })
      .finally(() => {
        outstanding--;
        state.setState({ login: undefined, passing: undefined });
        if (outstanding === 0) {
          skip = false;
          state.setState({ terminal: { ...terminal(), busy: false } });
        }
        context.lesson().finished(command, text);
      });
  };

  return {
    ports: {
      run,
      interrupt() {
        if (outstanding > 0) void context.backendNow()?.interrupt();
      },
      clearTerminal: () => state.setState({ terminal: { ...terminal(), entries: terminal().entries.filter((entry) => entry.exitCode === undefined) } }),
      needsMore: (text) => context.look((backend) => backend.needsMore(text)),
      complete: (line, cursor) => context.look((backend) => backend.complete(line, cursor)),
      sendAgain() {
        const { runs, selected } = player.store.getState();
        const command = runs.find((run) => run.id === selected)?.command;
        const line = command === undefined ? undefined : lines.get(command);
        if (line) run(line, 'row');
      },
    },
    release: (command) => change(command, () => ({ heldBack: false })),
    latest: () => latest,
    lineOf: (command) => lines.get(command),
    addRun,
    mark: (command, mark) => marks.set(command, mark),
    markOf: (command) => marks.get(command),
    skipToReply() {
      if (outstanding > 0) skip = true;
    },
  };
}

export const terminalTab: SessionTab<'Terminal', Commands> = {
  initial: () => ({ terminal: { entries: [], prompt: 'learner@laptop:~$ ', busy: false, history: [], draft: undefined } }),
  open: openTerminal,
};
