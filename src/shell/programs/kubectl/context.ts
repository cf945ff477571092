// What every command of kubectl works with.
import type { ProgramIo } from '../../program.ts';
import { Client } from './client.ts';
import { type ClientConfig, resolveConfig } from './client-config.ts';
import { plainError, usageError } from './failure.ts';
import type { FlagSpec, Flags } from './flags.ts';
import { Klog } from './klog.ts';
import { configFiles } from './kubeconfig.ts';

export interface Command {
  flags?: readonly FlagSpec[];
  run(context: Context): Promise<number>;
}

export class Context {
  readonly io: ProgramIo;
  readonly flags: Flags;
  readonly args: string[];
  /** "kubectl create token": for hints. */
  readonly path: string;
  /** How many arguments stand before `--`; -1 without one. */
  readonly dash: number;
  /** The flags that say which server and who asks. */
  readonly #global: Flags;
  #config: Promise<ClientConfig> | undefined;
  #client: Promise<Client> | undefined;

  constructor(io: ProgramIo, flags: Flags, args: string[], path: string, dash: number, own: readonly FlagSpec[] = []) {
    this.io = io;
    this.flags = flags;
    this.args = args;
    this.path = path;
    this.dash = dash;
    this.#global = flags.without(own.map((spec) => spec.name));
  }

  config(): Promise<ClientConfig> {
    this.#config ??= resolveConfig(this.io, this.#global);
    return this.#config;
  }

  client(): Promise<Client> {
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<Client> {
    const client = new Client(await this.config(), this.io, this.verbosity);
    if (client.klog.level >= 6) {
      for (const file of configFiles(this.io, this.flags.text('kubeconfig')).files) client.klog.line('I', 'loader.go:407', `Config loaded from file:  ${file}`);
    }
    return client;
  }

  get verbosity(): number {
    return Number(this.flags.text('v') || 0);
  }

  /** --dry-run; "none" unless given. */
  dryRun(): 'none' | 'client' | 'server' {
    const value = this.flags.optional('dry-run') ?? 'none';
    if (value === 'client' || value === 'server' || value === 'none') return value;
    if (value === 'unchanged') {
      new Klog(0, this.io).line('W', 'helpers.go:719', '--dry-run is deprecated and can be replaced with --dry-run=client.');
      return 'client';
    }
    throw plainError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }

  out(text: string): void {
    this.io.out(text);
  }

  /** Exactly one NAME, as the create commands ask for it. */
  oneName(): string {
    const [name] = this.args;
    if (name === undefined || this.args.length !== 1) throw usageError(`exactly one NAME is required, got ${this.args.length}`, this.path);
    return name;
  }
}
