// What the interpreter, the builtins and bash share while a line runs.
import type { Machine } from '../engine/machine.ts';
import type { World } from '../engine/world.ts';
import type { Bash } from './bash.ts';
import type { AskLogin } from './browser.ts';
import type { Program, RunRecord, SpawnResult } from './program.ts';
import type { ShellState } from './state.ts';

/** Where output goes and what is read, for one statement or one substitution. */
export interface Channel {
  out(text: string): void;
  err(text: string): void;
  stdin: string;
  isTerminal: boolean;
}

/** A channel that keeps what is said, for whoever hands it on as a whole. */
export function capture(stdin: string): { channel: Channel; result(exitCode: number): SpawnResult } {
  let stdout = '';
  let stderr = '';
  const out = (text: string): void => void (stdout += text);
  const err = (text: string): void => void (stderr += text);
  return { channel: { out, err, stdin, isTerminal: false }, result: (exitCode) => ({ exitCode, stdout, stderr }) };
}

export interface ShellContext {
  world: World;
  machine: Machine;
  state: ShellState;
  programs: ReadonlyMap<string, Program>;
  memory: Map<string, unknown>;
  bash(): Promise<Bash>;
  /** The same for another machine: a bash of its own. */
  bashOn(machine: Machine, programs: Iterable<Program>): Promise<Bash>;
  onRun(run: RunRecord): void;
  signal: AbortSignal | undefined;
  onLogin: AskLogin | undefined;
  /** Time passes: from 0 to 1. */
  onProgress?: ((done: number) => void) | undefined;
}

/** Left with `exit N`: the rest of the text is not run. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super('exit');
    this.code = code;
  }
}
