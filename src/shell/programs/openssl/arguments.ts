// How openssl reads its options: one dash, a value as the next word. What the real program has and this one has not is named.
import type { ProgramIo } from '../../program.ts';

/** Ends the command: written to standard error, exit code 1. */
export class OpensslFailure extends Error {
  readonly text: string;
  constructor(text: string) {
    super(text);
    this.text = text;
  }
}

export interface Options {
  /** Switches in the order given. */
  readonly on: readonly string[];
  /** The last value wins, as in the real program. */
  readonly value: ReadonlyMap<string, string>;
  /** All values of an option that may be repeated. */
  all(name: string): string[];
  readonly words: readonly string[];
}

export function readOptions(command: string, args: readonly string[], switches: readonly string[], values: readonly string[]): Options {
  const on: string[] = [];
  const given: [string, string][] = [];
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const name = arg.replace(/^--?/, '');
    if (!arg.startsWith('-') || arg === '-') words.push(arg);
    else if (switches.includes(name)) on.push(name);
    else if (values.includes(name)) {
      const value = args[++i];
      if (value === undefined) throw new OpensslFailure(`${command}: Option -${name} needs a value\n${command}: Use -help for summary.\n`);
      given.push([name, value]);
    } else
      throw new OpensslFailure(
        `${command}: Unknown option: -${name}\n${command}: Use -help for summary.\n(Modelled here: ${[...switches, ...values].map((n) => `-${n}`).join(' ')})\n`,
      );
  }
  return { on, value: new Map(given), all: (name) => given.filter(([n]) => n === name).map(([, value]) => value), words };
}

/** Text of a file, or of standard input when no file is named. */
export function readInput(io: ProgramIo, path: string | undefined, what: string): string {
  if (path === undefined || path === '-') return io.stdin;
  const text = io.readFile(path);
  if (text === undefined) throw new OpensslFailure(`Could not open file or uri for loading ${what} from ${path}\n${path}: No such file or directory\n`);
  return text;
}

export function writeOutput(io: ProgramIo, path: string | undefined, text: string, mode?: number): void {
  if (path === undefined || path === '-') io.out(text);
  else if (io.machine.stat(io.resolve(`${path}/..`)) !== 'folder') throw new OpensslFailure(`Can't open "${path}" for writing, No such file or directory\n`);
  else io.writeFile(path, text, mode);
}
