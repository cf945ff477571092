// Runs statements: the plain ones itself, the others through bash. Both see the same variables, folder and files.
import { breathe } from './breathe.ts';
import { runBuiltin } from './builtins.ts';
import { type Expansion, expandToFields, expandToText } from './expand.ts';
import { basename, resolvePath } from './paths.ts';
import { type Call, Interrupted, ofComponent, type ProgramIo, type SpawnResult } from './program.ts';
import { type Channel, capture, Exit, type ShellContext } from './shell-context.ts';
import type { Redirection, SimpleCommand, Statement } from './syntax/ast.ts';
import { parse } from './syntax/parse.ts';

export class Interpreter {
  readonly #context: ShellContext;

  constructor(context: ShellContext) {
    this.#context = context;
  }

  async runText(text: string, channel: Channel): Promise<number> {
    const parsed = parse(text);
    if (parsed.kind === 'incomplete') return this.#runUnfinished(text, parsed.open, channel);
    for (const statement of parsed.statements) {
      if (this.#context.signal?.aborted) throw new Interrupted();
      this.#context.state.lastExit = await this.#runStatement(statement, channel);
    }
    return this.#context.state.lastExit;
  }

  /** The terminal asks needsMore first; what still comes here is a script that ends too early, and is told so in bash's words. */
  #runUnfinished(text: string, open: string, channel: Channel): Promise<number> {
    if (open.startsWith('<<')) {
      const delimiter = open.slice(2);
      const line = text.split('\n').findIndex((row) => row.includes('<<')) + 1;
      channel.err(`bash: warning: here-document at line ${line} delimited by end-of-file (wanted \`${delimiter}')\n`);
      return this.runText(`${text.replace(/\n$/, '')}\n${delimiter}\n`, channel);
    }
    if (open === '\\') return this.runText(text.replace(/\\\n?$/, ''), channel);
    const closing = { '$(': ')', '${': '}', "$'": "'" }[open] ?? open;
    channel.err(/^[&|]/.test(open) ? 'bash: syntax error: unexpected end of file\n' : `bash: unexpected EOF while looking for matching \`${closing}'\n`);
    this.#context.state.lastExit = 2;
    return Promise.resolve(2);
  }

  async #runStatement(statement: Statement, channel: Channel): Promise<number> {
    if (statement.kind === 'bash') return (await this.#context.bash()).run(statement.source, channel, this.#context);
    if (!statement.items.every(({ command }) => this.#isOurs(command))) return (await this.#context.bash()).run(statement.source, channel, this.#context);
    let code = 0;
    for (const { joiner, command } of statement.items) {
      if ((joiner === '&&' && code !== 0) || (joiner === '||' && code === 0)) continue;
      code = await this.#runCommand(command, channel);
      this.#context.state.lastExit = code;
    }
    return code;
  }

  /** Whether the command's name is known before anything is expanded, and is one of ours. */
  #isOurs(command: SimpleCommand): boolean {
    const first = command.words[0];
    if (!first) return true;
    const name = first.every((part) => part.kind === 'text') ? first.map((part) => (part.kind === 'text' ? part.text : '')).join('') : undefined;
    if (name === undefined || name in this.#context.state.functions) return false;
    return this.#context.programs.has(name) || runBuiltin.has(name);
  }

  async #runCommand(command: SimpleCommand, channel: Channel): Promise<number> {
    const { state } = this.#context;
    let substituted: number | undefined;
    const expansion: Expansion = {
      machine: this.#context.machine,
      cwd: state.cwd,
      variable: (name) => this.#variable(name),
      substitute: async (source) => {
        let text = '';
        const saved = state.snapshot();
        try {
          substituted = await this.runText(source, { ...channel, out: (t) => (text += t), isTerminal: false });
        } catch (error) {
          if (!(error instanceof Exit)) throw error;
          substituted = error.code;
        } finally {
          state.restore(saved);
        }
        return text.replace(/\n+$/, '');
      },
    };
    const args: string[] = [];
    for (const word of command.words) args.push(...(await expandToFields(word, expansion)));
    const values: [string, string][] = [];
    for (const { name, value, append } of command.assignments)
      values.push([name, (append ? (state.get(name) ?? '') : '') + (await expandToText(value, expansion))]);
    if (!args.length) for (const [name, value] of values) state.set(name, value);
    const files = await this.#redirect(command.redirections, expansion, channel);
    if (typeof files === 'string') {
      channel.err(files);
      return 1;
    }
    let code = substituted ?? 0;
    const [name, ...rest] = args;
    if (name !== undefined) code = await this.#call(name, rest, Object.fromEntries(values), files.channel);
    files.finish();
    return code;
  }

  #variable(name: string): string {
    const { state, world } = this.#context;
    if (name === '?') return String(state.lastExit);
    if (name === 'RANDOM') return String(state.random());
    if (name === 'SECONDS') return String(world.clock.seconds() - state.startedAt);
    return state.get(name) ?? '';
  }

  async #call(name: string, args: string[], assigned: Record<string, string>, channel: Channel): Promise<number> {
    const builtin = runBuiltin.get(name);
    if (builtin) return builtin(args, this.#context, channel);
    const program = this.#context.programs.get(name);
    if (!program) {
      channel.err(`bash: ${name}: command not found\n`);
      return 127;
    }
    return program.run(args, this.io(program.name, channel, { ...this.#context.state.exported(), ...assigned }, this.#context.state.cwd));
  }

  /** What a program gets to work with. */
  io(program: string, channel: Channel, env: Record<string, string>, cwd: string): ProgramIo {
    const { world, machine, memory, signal, onRun, onLogin, onProgress } = this.#context;
    const resolve = (path: string) => resolvePath(cwd, path);
    return {
      env,
      cwd,
      machine,
      world,
      stdin: channel.stdin,
      isTerminal: channel.isTerminal,
      signal,
      memory,
      out: channel.out,
      err: channel.err,
      resolve,
      readFile: (path) => machine.read(resolve(path)),
      writeFile: (path, text, mode) => machine.write(resolve(path), text, mode),
      dial: async (call: Call, options = {}) => {
        if (signal?.aborted) throw new Interrupted();
        const { name: from, namespace } = machine;
        const exchange = await world.request({ ...call, from, ...(namespace === undefined ? {} : { namespace }) }, { onRun: (run) => onRun(ofComponent(run)) });
        onRun({ trace: exchange.trace, background: options.background ?? false, program });
        for (const trace of exchange.inner ?? []) onRun({ trace, background: false, program: trace.from });
        if (signal?.aborted) throw new Interrupted();
        return exchange;
      },
      visit: async (url) => {
        if (!onLogin) return undefined;
        const { visit } = await import('./browser.ts');
        const to = await visit(url, { machine, onLogin, world, onRun });
        if (signal?.aborted) throw new Interrupted();
        return to;
      },
      advance: async (amount) => {
        await breathe();
        if (signal?.aborted) throw new Interrupted();
        const pace = async (done: number) => {
          onProgress?.(done);
          await breathe();
          return !signal?.aborted;
        };
        await world.advance(amount, { onRun: (run) => onRun(ofComponent(run)), pace });
        if (signal?.aborted) throw new Interrupted();
      },
      enter: async (container, argv, stdin) => (await import('./enter.ts')).enter(this.#context, container, argv, stdin),
      spawn: (argv, options) => this.#spawn(argv, options, cwd),
    };
  }

  async #spawn(argv: readonly string[], options: { env: Readonly<Record<string, string>>; stdin?: string }, cwd: string): Promise<SpawnResult | undefined> {
    const [name = '', ...args] = argv;
    const { channel, result } = capture(options.stdin ?? '');
    const program = this.#context.programs.get(basename(name) === name ? name : '');
    if (program) return result(await program.run(args, this.io(program.name, channel, { ...options.env }, cwd)));
    const script = name.includes('/') ? this.#context.machine.read(resolvePath(cwd, name)) : undefined;
    if (script === undefined) return undefined;
    const bash = await this.#context.bash();
    return result(await bash.runScript(script, args, { ...options.env }, cwd, channel, this.#context));
  }

  /** Opens files; a string is bash's complaint. */
  async #redirect(list: Redirection[], expansion: Expansion, channel: Channel): Promise<{ channel: Channel; finish(): void } | string> {
    const { machine, state } = this.#context;
    const opened = new Map<string, string>();
    const result: Channel = { ...channel };
    for (const { fd, kind, target } of list) {
      const text = await expandToText(target, expansion);
      if (kind === '<<') result.stdin = text;
      else if (kind === '<<<') result.stdin = `${text}\n`;
      else if (kind === '>&') {
        if (fd === 2 && text === '1') result.err = result.out;
        else if (fd === 1 && text === '2') result.out = result.err;
        else return `bash: ${text}: Bad file descriptor\n`;
      } else {
        const path = resolvePath(state.cwd, text);
        const found = machine.stat(path);
        if (kind === '<') {
          if (path === '/dev/null') result.stdin = '';
          else if (!found) return `bash: ${text}: No such file or directory\n`;
          else result.stdin = found === 'folder' ? '' : found.text;
          continue;
        }
        if (found === 'folder') return `bash: ${text}: Is a directory\n`;
        if (path !== '/dev/null' && machine.stat(path.slice(0, path.lastIndexOf('/')) || '/') !== 'folder') return `bash: ${text}: No such file or directory\n`;
        opened.set(path, kind === '>>' && found ? found.text : '');
        const write = (t: string) => void opened.set(path, (opened.get(path) ?? '') + t);
        if (fd === 2) result.err = write;
        else {
          result.out = write;
          result.isTerminal = false;
        }
      }
    }
    const finish = () => {
      for (const [path, text] of opened) if (path !== '/dev/null') machine.write(path, text);
    };
    return { channel: result, finish };
  }
}
