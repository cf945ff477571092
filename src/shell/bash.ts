// The thin wall before just-bash: the only file that knows how it is driven. Loaded when a line says more than simple commands.
// Each exec of it is a shell of its own, so variables, folder and functions are carried in and out by hand.
import { type CommandName, defineCommand, getCommandNames, Bash as JustBash } from 'just-bash/browser';
import { invariant } from '../engine/invariant.ts';
import type { Machine } from '../engine/machine.ts';
import { MachineFiles } from './bash-files.ts';
import { shims } from './bash-shims.ts';
import { variableCommands, worldVariables } from './bash-variables.ts';
import { runBuiltin } from './builtins.ts';
import { Interpreter } from './interpreter.ts';
import { Interrupted, type Program } from './program.ts';
import { type Channel, capture, Exit, type ShellContext } from './shell-context.ts';
import { quote } from './syntax/quote.ts';

export interface Bash {
  /** Runs text in the shell's own state and returns the exit code. Throws Exit when the text left the shell. */
  run(text: string, channel: Channel, context: ShellContext): Promise<number>;
  /** Runs a script as a process of its own: nothing of its state comes back. */
  runScript(text: string, args: readonly string[], env: Record<string, string>, cwd: string, channel: Channel, context: ShellContext): Promise<number>;
  /** Whether the text ends while something is open. */
  isOpen(text: string): boolean;
}

/** A text that never ends is stopped after so many commands or turns of a loop. */
const LIMITS = { maxCommandCount: 20_000, maxLoopIterations: 20_000, maxCallDepth: 100 };
const END = '__end_of_text';
/** Commands of just-bash that a browser's worker cannot run: they ask for Node's zlib or for a document. */
const ABSENT = new Set<string>(['gzip', 'gunzip', 'zcat', 'html-to-markdown']);
const COMMANDS = (getCommandNames() as CommandName[]).filter((name) => !ABSENT.has(name));
/** `help` is a builtin of just-bash, which goes before every command; a function goes before both. */
const HELP = '__help';
const OWN_HELP = `help() { ${HELP} "$@"; }`;
/** What bash sets for itself; not the user's. */
const ITS_OWN = new Set([
  '?',
  'IFS',
  'OSTYPE',
  'MACHTYPE',
  'HOSTTYPE',
  'HOSTNAME',
  'OPTIND',
  'SHELLOPTS',
  'BASHOPTS',
  'RANDOM',
  'SECONDS',
  '_',
  'PWD',
  'OLDPWD',
]);

function decode(bytes: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
  } catch {
    return bytes;
  }
}

export function createBash(machine: Machine, programs: Iterable<Program>): Bash {
  /** What the exec under way belongs to; our programs are called back in its name. */
  let current: { context: ShellContext; bug: unknown; reachedEnd: boolean } | undefined;

  const commands = [...programs]
    .filter((program) => !program.bashHasIt)
    .map((program) =>
      defineCommand(program.name, async (args, context) => {
        const owner = current;
        if (!owner) return { stdout: '', stderr: '', exitCode: 1 };
        const { channel, result } = capture(decode(context.stdin as unknown as string));
        const io = new Interpreter(owner.context).io(program.name, channel, { ...context.exportedEnv }, context.cwd);
        try {
          return result(await program.run(args, io));
        } catch (error) {
          owner.bug = error;
          return result(130);
        }
      }),
    );
  for (const [command, name] of [
    [HELP, 'help'],
    ['history', 'history'],
  ] as const) {
    const builtin = runBuiltin.get(name);
    invariant(builtin, 'the shell has no such builtin', { name });
    commands.push(
      defineCommand(command, async (args) => {
        const { channel, result } = capture('');
        return result(current ? await builtin(args, current.context, channel) : 1);
      }),
    );
  }
  commands.push(
    defineCommand(END, async (args) => {
      if (current) current.reachedEnd = true;
      return { stdout: '', stderr: '', exitCode: Number(args[0]) };
    }),
  );
  const seconds = ({ world, state }: ShellContext): number => world.clock.seconds() - state.startedAt;
  commands.push(
    ...variableCommands(
      () => current?.context.state.random() ?? 0,
      () => (current ? seconds(current.context) : 0),
    ),
  );
  const names = new Set([...COMMANDS, ...commands.map((command) => command.name)]);
  const bash = new JustBash({
    fs: new MachineFiles(machine, names),
    cwd: machine.home,
    commands: COMMANDS,
    customCommands: [...commands, ...shims],
    executionLimits: LIMITS,
    defenseInDepth: false,
  });

  bash.registerTransformPlugin(worldVariables);

  async function execute(text: string, env: Record<string, string>, cwd: string, channel: Channel, context: ShellContext) {
    const outer = current;
    const owner = { context, bug: undefined as unknown, reachedEnd: false };
    current = owner;
    try {
      const result = await bash.exec(`export ${Object.keys(env).join(' ')}; ${OWN_HELP}; ${text}`, {
        env,
        replaceEnv: true,
        cwd,
        rawScript: true,
        stdin: channel.stdin,
        ...(context.signal ? { signal: context.signal } : {}),
      });
      if (owner.bug) throw owner.bug;
      if (context.signal?.aborted) throw new Interrupted();
      if (result.stdout) channel.out(result.stdout);
      if (result.stderr) channel.err(reword(result.stderr));
      return { result, reachedEnd: owner.reachedEnd };
    } finally {
      current = outer;
    }
  }

  return {
    async run(text, channel, context) {
      const { state } = context;
      const local = state.variables().filter(([, v]) => !v.exported);
      const assigned = local.map(([name, v]) => `${name}=${quote(v.value)}`);
      const functions = Object.values(state.functions);
      const script = [...(assigned.length ? [assigned.join(' ')] : []), ...functions, `(exit ${state.lastExit})`, text, `${END} $?`].join('\n');
      const { result, reachedEnd } = await execute(script, state.exported(), state.cwd, channel, context);
      if (result.exitCode === 2 && /syntax error/.test(result.stderr)) return 2;
      const before = new Map(state.variables());
      for (const [name, value] of Object.entries(result.env)) {
        if (!ITS_OWN.has(name) && /^[A-Za-z_]\w*$/.test(name)) state.set(name, value, (before.get(name)?.exported ?? false) || exports(text, name));
      }
      for (const name of before.keys()) if (!(name in result.env) && !ITS_OWN.has(name)) state.unset(name);
      if (result.env.PWD && result.env.PWD !== state.cwd) state.moveTo(result.env.PWD);
      Object.assign(state.functions, definitions(bash, text));
      if (!reachedEnd && /\bexit\b/.test(text)) throw new Exit(result.exitCode);
      return result.exitCode;
    },

    async runScript(text, args, env, cwd, channel, context) {
      const body = text.replace(/^#!.*\n/, '\n');
      const { result } = await execute(`set -- ${args.map(quote).join(' ')}\n${body}`, env, cwd, channel, context);
      return result.exitCode;
    },

    isOpen(text) {
      if (/[|&]\s*$/.test(text.replace(/(^|\s)#.*$/gm, '')) && !/&\s*$/.test(text.replace(/&&\s*$/, ''))) return true;
      try {
        bash.transform(text);
        return false;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (/EOF|unterminated|unexpected end/i.test(message)) return true;
        // closers that the parser ran into at the very end: the compound before them is still open
        const position = /at (\d+):(\d+)/.exec(message);
        const lines = text.split('\n');
        return position !== null && Number(position[1]) >= lines.length && Number(position[2]) > (lines.at(-1) ?? '').length;
      }
    },
  };
}

/** Whether the text marks the variable for export. */
const exports = (text: string, name: string): boolean =>
  new RegExp(`\\b(?:export|declare -x|typeset -x)\\b[^\\n;]*\\b${name}\\b`).test(text) || /\bset -a\b/.test(text);

/** Sources of the functions that stand at the top of the text. */
function definitions(bash: JustBash, text: string): Record<string, string> {
  if (!/\(\s*\)|\bfunction\b/.test(text)) return {};
  const found: Record<string, string> = {};
  try {
    for (const statement of bash.transform(text).ast.statements) {
      const command = statement.pipelines[0]?.commands[0];
      if (command?.type === 'FunctionDef' && statement.sourceText) found[command.name] = statement.sourceText;
    }
  } catch {
    return {};
  }
  return found;
}

const TOKENS: Readonly<Record<string, string>> = {
  LPAREN: '(',
  RPAREN: ')',
  LBRACE: '{',
  RBRACE: '}',
  SEMICOLON: ';',
  NEWLINE: 'newline',
  PIPE: '|',
  AMP: '&',
  AND_AND: '&&',
  OR_OR: '||',
  DSEMI: ';;',
};

/** Bash's own words for a text that it cannot parse. */
function reword(stderr: string): string {
  return stderr.replace(/^bash: syntax error: Parse error at \d+:\d+: (.*)$/gm, (_whole, why: string) => {
    const near = /near unexpected token `(.*)'$/.exec(why)?.[1];
    const got = /, got (\w+)$/.exec(why)?.[1];
    if (got === 'EOF' || /EOF/.test(why)) return 'bash: syntax error: unexpected end of file';
    const token = near ?? (got && (TOKENS[got] ?? got.toLowerCase()));
    return token ? `bash: syntax error near unexpected token \`${token}'` : `bash: syntax error: ${why}`;
  });
}
