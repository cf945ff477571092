// kubectl's flags as pflag reads them: anywhere between the arguments, --name=value or --name value, short ones joined.

import { parseDuration } from './duration.ts';
import { KubectlError } from './failure.ts';

export type FlagType = 'string' | 'bool' | 'list' | 'duration' | 'int';

export interface FlagSpec {
  name: string;
  short?: string;
  /** `list` may be given several times; `split` cuts each value at commas. */
  type: FlagType;
  split?: boolean;
  /** The value when the flag stands alone ("--dry-run" reads "unchanged"). */
  alone?: string;
}

const text = (name: string, short?: string): FlagSpec => ({ name, type: 'string', ...(short ? { short } : {}) });
const flag = (name: string, short?: string): FlagSpec => ({ name, type: 'bool', ...(short ? { short } : {}) });
const list = (name: string, split = false): FlagSpec => ({ name, type: 'list', split });

/** No such flag here. `flag` without its dashes. */
export class UnknownFlag extends KubectlError {
  readonly flag: string;
  constructor(flag: string, message: string) {
    super(message);
    this.flag = flag;
  }
}

export const GLOBAL_FLAGS: readonly FlagSpec[] = [
  text('kubeconfig'),
  text('context'),
  text('cluster'),
  text('user'),
  text('server', 's'),
  text('namespace', 'n'),
  text('token'),
  text('username'),
  text('password'),
  text('as'),
  text('as-uid'),
  list('as-group'),
  list('as-user-extra'),
  text('certificate-authority'),
  text('client-certificate'),
  text('client-key'),
  text('tls-server-name'),
  flag('insecure-skip-tls-verify'),
  text('request-timeout'),
  { name: 'v', short: 'v', type: 'int' },
  text('cache-dir'),
  flag('warnings-as-errors'),
  flag('match-server-version'),
  flag('disable-compression'),
  text('profile'),
  text('log-flush-frequency'),
  text('vmodule'),
  flag('help', 'h'),
  text('kuberc'),
];

export class Flags {
  readonly #values = new Map<string, string[]>();
  readonly #specs: ReadonlyMap<string, FlagSpec>;

  constructor(specs: ReadonlyMap<string, FlagSpec>) {
    this.#specs = specs;
  }

  add(spec: FlagSpec, value: string): void {
    const values = spec.type === 'list' && spec.split ? value.split(',').filter((v) => v !== '') : [value];
    if (spec.type === 'list') this.#values.set(spec.name, [...(this.#values.get(spec.name) ?? []), ...values]);
    else this.#values.set(spec.name, values);
  }

  /** The same without some names: a command's own --user hides kubectl's. */
  without(names: readonly string[]): Flags {
    const rest = new Flags(this.#specs);
    for (const [name, values] of this.#values) if (!names.includes(name)) rest.#values.set(name, values);
    return rest;
  }

  /** Whether it was given at all. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string {
    return this.#values.get(name)?.at(-1) ?? '';
  }

  optional(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  on(name: string, absent = false): boolean {
    const value = this.#values.get(name)?.at(-1);
    return value === undefined ? absent : TRUE.has(value);
  }

  list(name: string): string[] {
    return this.#values.get(name) ?? [];
  }

  knows(name: string): boolean {
    return this.#specs.has(name);
  }
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/**
 * Cuts the words into flags and arguments.
 * @param path The command as typed, for the hint: "kubectl get".
 * @param lenient Unknown flags are left among the arguments (used to find the command's name first).
 */
export function parseFlags(words: readonly string[], specs: readonly FlagSpec[], path: string): { flags: Flags; args: string[]; dash: number } {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const byShort = new Map(specs.flatMap((spec) => (spec.short ? [[spec.short, spec] as const] : [])));
  const flags = new Flags(byName);
  const args: string[] = [];
  let dash = -1;
  const rest = [...words];
  const fail = (message: string, unknown?: string): never => {
    const text = `error: ${message}\nSee '${path} --help' for usage.`;
    throw unknown === undefined ? new KubectlError(text) : new UnknownFlag(unknown, text);
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      dash = args.length;
      args.push(...rest);
      break;
    }
    if (word.startsWith('--')) {
      const at = word.indexOf('=');
      const name = at < 0 ? word.slice(2) : word.slice(2, at);
      const spec = byName.get(name);
      if (!spec) return fail(`unknown flag: --${name}`, name);
      const inline = at < 0 ? undefined : word.slice(at + 1);
      const value = inline ?? standsAlone(spec) ?? rest.shift();
      if (value === undefined) return fail(`flag needs an argument: --${name}`);
      check(spec, value, fail);
      flags.add(spec, value);
    } else if (word.startsWith('-') && word.length > 1) {
      for (let i = 1; i < word.length; i++) {
        const letter = word[i] ?? '';
        const spec = byShort.get(letter);
        if (!spec) return fail(`unknown shorthand flag: '${letter}' in ${word}`, letter);
        const joined = word.slice(i + 1).replace(/^=/, '');
        const alone = word[i + 1] === '=' ? undefined : standsAlone(spec);
        const value = alone ?? (word.length > i + 1 ? joined : rest.shift());
        if (value === undefined) return fail(`flag needs an argument: '${letter}' in ${word}`);
        check(spec, value, fail);
        flags.add(spec, value);
        if (alone === undefined) break;
      }
    } else args.push(word);
  }
  return { flags, args, dash };
}

const standsAlone = (spec: FlagSpec): string | undefined => spec.alone ?? (spec.type === 'bool' ? 'true' : undefined);

function check(spec: FlagSpec, value: string, fail: (message: string) => never): void {
  const shown = spec.short ? `-${spec.short}, --${spec.name}` : `--${spec.name}`;
  if (spec.type === 'bool' && !TRUE.has(value) && !FALSE.has(value))
    fail(`invalid argument "${value}" for "${shown}" flag: strconv.ParseBool: parsing "${value}": invalid syntax`);
  if (spec.type === 'int' && !/^[+-]?\d+$/.test(value))
    fail(`invalid argument "${value}" for "${shown}" flag: strconv.ParseInt: parsing "${value}": invalid syntax`);
  if (spec.type === 'duration') {
    const parsed = parseDuration(value);
    if (typeof parsed === 'string') fail(`invalid argument "${value}" for "${shown}" flag: ${parsed}`);
  }
}

/** The words up to the command's name may hold global flags: `kubectl -n x get pods`. Returns the positions of the first words that are no flags. */
export function commandWords(words: readonly string[], specs: readonly FlagSpec[]): number[] {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const byShort = new Map(specs.flatMap((spec) => (spec.short ? [[spec.short, spec] as const] : [])));
  const found: number[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') break;
    if (!word.startsWith('-') || word === '-') {
      found.push(i);
      continue;
    }
    const spec = word.startsWith('--') ? byName.get(word.slice(2)) : word.length === 2 ? byShort.get(word[1] ?? '') : undefined;
    if (spec && standsAlone(spec) === undefined) i++;
  }
  return found;
}
