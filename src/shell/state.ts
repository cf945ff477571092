// What a shell remembers between lines: variables, the folder it stands in, functions, what was typed.
import type { Machine } from '../engine/machine.ts';
import { Random } from '../engine/random.ts';

export interface Variable {
  value: string;
  exported: boolean;
}

/** Structured-cloneable. Files belong to the world's machine. */
export interface ShellSnapshot {
  variables: [string, Variable][];
  cwd: string;
  /** Name → source. */
  functions: Record<string, string>;
  history: string[];
  lastExit: number;
  /** Seconds since 1970 when the shell began. */
  startedAt: number;
  random: number;
}

export class ShellState {
  #variables = new Map<string, Variable>();
  cwd: string;
  /** Sources of the functions defined so far, put before every script that bash runs. */
  functions: Record<string, string> = {};
  history: string[] = [];
  lastExit = 0;
  startedAt: number;
  readonly #random: Random;

  constructor(machine: Machine, now: number) {
    this.startedAt = now;
    this.#random = new Random(now);
    this.cwd = machine.home;
    const base = {
      HOME: machine.home,
      USER: machine.user,
      LOGNAME: machine.user,
      SHELL: '/bin/bash',
      TERM: 'xterm-256color',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      PWD: machine.home,
    };
    for (const [name, value] of Object.entries({ ...base, ...machine.env })) this.#variables.set(name, { value, exported: true });
  }

  get(name: string): string | undefined {
    return this.#variables.get(name)?.value;
  }

  /** An exported variable stays exported when it gets a new value. */
  set(name: string, value: string, exported?: boolean): void {
    this.#variables.set(name, { value, exported: exported ?? this.#variables.get(name)?.exported ?? false });
  }

  unset(name: string): void {
    this.#variables.delete(name);
  }

  variables(): [string, Variable][] {
    return [...this.#variables];
  }

  exported(): Record<string, string> {
    return Object.fromEntries([...this.#variables].filter(([, v]) => v.exported).map(([name, v]) => [name, v.value]));
  }

  /** The next $RANDOM: 0 to 32767. */
  random(): number {
    return this.#random.next() & 0x7fff;
  }

  moveTo(folder: string): void {
    this.set('OLDPWD', this.cwd, true);
    this.cwd = folder;
    this.set('PWD', folder, true);
  }

  snapshot(): ShellSnapshot {
    return {
      variables: [...this.#variables].map(([name, v]) => [name, { ...v }]),
      cwd: this.cwd,
      functions: { ...this.functions },
      history: [...this.history],
      lastExit: this.lastExit,
      startedAt: this.startedAt,
      random: this.#random.state,
    };
  }

  restore(snapshot: ShellSnapshot): void {
    this.#variables = new Map(snapshot.variables.map(([name, v]) => [name, { ...v }]));
    this.cwd = snapshot.cwd;
    this.functions = { ...snapshot.functions };
    this.history = [...snapshot.history];
    this.lastExit = snapshot.lastExit;
    this.startedAt = snapshot.startedAt;
    this.#random.state = snapshot.random;
  }
}
