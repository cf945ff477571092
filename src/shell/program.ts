// What a program of the shell is, and all it may touch. A program never sees the shell that runs it.

import type { Amount, ComponentRun } from '../engine/advance.ts';
import type { Machine } from '../engine/machine.ts';
import type { Dial, Exchange } from '../engine/network/dial.ts';
import type { World } from '../engine/world.ts';
import type { Trace } from '../trace/event.ts';

export interface RunRecord {
  trace: Trace;
  /** kubectl's discovery, openapi and the like: folded away by the view. */
  background: boolean;
  program: string;
  /** This run stands for so many of its kind, of which it is the last. Milliseconds since 1970. */
  folded?: { count: number; first: number; last: number };
}

/** A request that one of the cluster's own components made meanwhile. */
export const ofComponent = ({ component, ...run }: ComponentRun): RunRecord => ({ ...run, background: true, program: component });

/** A call as a program makes it; the shell knows which machine it comes from. */
export type Call = Omit<Dial, 'from' | 'namespace'>;

export interface SpawnResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface ProgramIo {
  /** Exported variables, and those written before the command. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly machine: Machine;
  readonly world: World;
  /** All of standard input; empty when it is the keyboard. */
  readonly stdin: string;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly signal: AbortSignal | undefined;
  /** What programs remember between the commands of one shell (kubectl's discovery cache). */
  readonly memory: Map<string, unknown>;
  out(text: string): void;
  err(text: string): void;
  /** Absolute path of a path as typed. */
  resolve(path: string): string;
  /** Text of a file; undefined when there is none. */
  readFile(path: string): string | undefined;
  writeFile(path: string, text: string, mode?: number): void;
  /** Sends a request into the world and records the run. Rejects with Interrupted after Ctrl-C. */
  dial(call: Call, options?: { background?: boolean }): Promise<Exchange>;
  /**
   * Opens an address in the browser of this machine, where somebody logs in. Resolves with the address the provider sends the browser back to;
   * undefined when the window was closed, or when there is no browser.
   */
  visit(url: string): Promise<string | undefined>;
  /** Lets the world's clock run, and records what happened on the way. */
  advance(amount: Amount): Promise<void>;
  /** Runs a command in a container, with that machine's files, user and network. The code is 127 when there is no such program. */
  enter(container: Machine, argv: readonly string[], stdin: string): Promise<SpawnResult>;
  /** Runs another command of this machine and waits for it; undefined when there is no such command. */
  spawn(argv: readonly string[], options: { env: Readonly<Record<string, string>>; stdin?: string }): Promise<SpawnResult | undefined>;
}

export interface Program {
  readonly name: string;
  readonly about: string;
  /** just-bash has one of its own that pipelines may use: ours is for the plain path only. */
  readonly bashHasIt?: boolean;
  /** Returns the exit code. */
  run(args: string[], io: ProgramIo): Promise<number>;
  /** Candidates for the last of these words (which may be empty), without what comes before it. */
  complete?(words: string[], io: ProgramIo): Promise<string[]>;
}

/** Ctrl-C: thrown by dial, caught by the shell, exit code 130. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}
