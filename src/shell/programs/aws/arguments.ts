// Takes a command line of the AWS CLI apart. Left out: shorthand syntax beyond lists of words, `--cli-input-json`, abbreviated options.
import type { ProgramIo } from '../../program.ts';
import { AwsFailure, misused } from './failure.ts';

export interface Arguments {
  /** "sts", "get-caller-identity", and what else is no option. */
  readonly words: readonly string[];
  /** Name without dashes → its values. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

const SWITCHES = new Set([
  'no-cli-pager',
  'no-sign-request',
  'no-verify-ssl',
  'debug',
  'recursive',
  'quiet',
  'only-show-errors',
  'no-progress',
  'human-readable',
  'summarize',
]);
const GLOBAL = new Set([...SWITCHES, 'region', 'output', 'query', 'profile', 'ca-bundle', 'endpoint-url', 'color', 'cli-read-timeout', 'cli-connect-timeout']);
/** Take every word up to the next option. */
const LISTS = new Set(['client-id-list', 'thumbprint-list']);

export function readArguments(args: readonly string[]): Arguments {
  const words: string[] = [];
  const options = new Map<string, string[]>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('--') || arg === '--') {
      words.push(arg);
      continue;
    }
    const [, name = '', , inline] = /^--([^=]+)(=(.*))?$/s.exec(arg) ?? [];
    if (SWITCHES.has(name)) options.set(name, []);
    else if (inline !== undefined) options.set(name, [inline]);
    else if (LISTS.has(name)) {
      const list: string[] = [];
      while (i + 1 < args.length && !args[i + 1]?.startsWith('--')) list.push(args[++i] ?? '');
      options.set(name, list);
    } else {
      const value = args[++i];
      if (value === undefined) throw misused(`argument --${name}: expected one argument`);
      options.set(name, [value]);
    }
  }
  return { words, options };
}

/** Complains about options the command does not know, then about those it lacks. */
export function check({ options }: Arguments, known: readonly string[], required: readonly string[]): void {
  const missing = required.filter((name) => !options.has(name)).map((name) => `--${name}`);
  if (missing.length) throw misused(`the following arguments are required: ${missing.join(', ')}`);
  const unknown = [...options.keys()].filter((name) => !GLOBAL.has(name) && !known.includes(name));
  if (unknown.length) throw new AwsFailure(`Unknown options: ${unknown.map((name) => `--${name}`).join(', ')}`, 252);
}

export function value({ options }: Arguments, name: string): string | undefined {
  return options.get(name)?.[0];
}

/** A parameter's value; `file://PATH` stands for what the file holds. */
export function parameter(given: Arguments, name: string, io: ProgramIo): string | undefined {
  const typed = value(given, name);
  if (!typed?.startsWith('file://')) return typed;
  const path = typed.slice('file://'.length);
  const text = io.readFile(path);
  if (text === undefined)
    throw new AwsFailure(`Error parsing parameter '--${name}': Unable to load paramfile ${typed}: [Errno 2] No such file or directory: '${path}'`, 252);
  return text;
}
