// The room's door: a line goes in, its output and the runs it caused come out.

import type { ComponentRun } from '../engine/advance.ts';
import type { World } from '../engine/world.ts';
import type { Bash } from './bash.ts';
import type { AskLogin } from './browser.ts';
import { candidates } from './complete.ts';
import { Interpreter } from './interpreter.ts';
import { Interrupted, ofComponent, type Program, type RunRecord } from './program.ts';
import { programs as allPrograms } from './programs/programs.ts';
import { Exit, type ShellContext } from './shell-context.ts';
import { type ShellSnapshot, ShellState } from './state.ts';
import { parse } from './syntax/parse.ts';

export type { Program, ProgramIo, RunRecord } from './program.ts';
export type { ShellSnapshot } from './state.ts';

export interface CommandResult {
  line: string;
  exitCode: number;
  output: { stream: 'stdout' | 'stderr'; text: string }[];
  runs: RunRecord[];
}

export interface RunOptions {
  /** Ctrl-C. */
  signal?: AbortSignal;
  onOutput?(stream: 'stdout' | 'stderr', text: string): void;
  onRun?(run: RunRecord): void;
  /** Somebody who sits at the browser; without it there is none. */
  onLogin?: AskLogin;
  /** While a command lets the world's clock run: how far it is, from 0 to 1. */
  onProgress?(done: number): void;
  stdin?: string;
}

export interface Shell {
  run(line: string, options?: RunOptions): Promise<CommandResult>;
  /** True when a heredoc, quote or compound is still open: the terminal then shows "> ". */
  needsMore(text: string): boolean | Promise<boolean>;
  /** Candidates replace what stands from `from` to the cursor. */
  complete(line: string, cursor: number): Promise<{ from: number; candidates: string[] }>;
  cwd(): string;
  prompt(): string;
  snapshot(): ShellSnapshot;
  restore(snapshot: ShellSnapshot): void;
}

/** The module that drives just-bash; a chunk of its own. */
export type BashLoader = Pick<typeof import('./bash.ts'), 'createBash'>;

export interface ShellOptions {
  world: World;
  /** Name of the machine whose keyboard this is. */
  machine: string;
  programs?: readonly Program[];
  loadBash?: () => Promise<BashLoader>;
  /** Whether output goes to a terminal (the default) or is captured. */
  isTerminal?: boolean;
}

export function createShell(options: ShellOptions): Shell {
  const { world, isTerminal = true, loadBash = () => import('./bash.ts') } = options;
  const machine = world.machine(options.machine);
  const programs = new Map((options.programs ?? allPrograms).map((program) => [program.name, program]));
  const state = new ShellState(machine, world.clock.seconds());
  const memory = new Map<string, unknown>();
  let loaded: Promise<Bash> | undefined;
  const bashOn: ShellContext['bashOn'] = (on, its) => loadBash().then(({ createBash }) => createBash(on, its));
  const bash = (): Promise<Bash> => {
    loaded ??= bashOn(machine, programs.values());
    return loaded;
  };
  const context = (signal: AbortSignal | undefined, onRun: (run: RunRecord) => void, { onLogin, onProgress }: RunOptions = {}): ShellContext => ({
    ...{ world, machine, state, programs, memory, bash, bashOn, signal, onRun, onLogin, onProgress },
  });

  return {
    async run(line, options = {}) {
      const { signal, onOutput, onRun, stdin = '' } = options;
      const output: CommandResult['output'] = [];
      const runs: RunRecord[] = [];
      const write = (stream: 'stdout' | 'stderr') => (text: string) => {
        if (!text) return;
        const last = output.at(-1);
        if (last?.stream === stream) last.text += text;
        else output.push({ stream, text });
        onOutput?.(stream, text);
      };
      const channel = { out: write('stdout'), err: write('stderr'), stdin, isTerminal };
      if (line.trim()) state.history.push(line.replace(/\n$/, ''));
      const record = (run: RunRecord): void => {
        runs.push(run);
        onRun?.(run);
      };
      const interpreter = new Interpreter(context(signal, record, options));
      const told = { onRun: (run: ComponentRun) => record(ofComponent(run)) };
      try {
        await world.pass(told);
        await interpreter.runText(line, channel);
      } catch (error) {
        if (error instanceof Exit) state.lastExit = error.code;
        else if (error instanceof Interrupted) {
          channel.err('^C\n');
          state.lastExit = 130;
        } else throw error;
      }
      await world.settle(told);
      return { line, exitCode: state.lastExit, output, runs };
    },

    needsMore(text) {
      const parsed = parse(text);
      if (parsed.kind === 'incomplete') return true;
      const last = parsed.statements.at(-1);
      return last?.kind === 'bash' ? bash().then((b) => b.isOpen(last.source)) : false;
    },

    complete(line, cursor) {
      const quiet = { out: () => {}, err: () => {}, stdin: '', isTerminal: false };
      const forProgram = new Interpreter(context(undefined, () => {})).io('complete', quiet, state.exported(), state.cwd);
      return candidates(line.slice(0, cursor), { programs, machine, state, io: forProgram });
    },

    cwd: () => state.cwd,

    prompt() {
      const place = state.cwd === machine.home ? '~' : state.cwd.startsWith(`${machine.home}/`) ? `~${state.cwd.slice(machine.home.length)}` : state.cwd;
      return `${machine.user}@${machine.name}:${place}$ `;
    },

    snapshot: () => state.snapshot(),
    restore: (snapshot) => state.restore(snapshot),
  };
}
