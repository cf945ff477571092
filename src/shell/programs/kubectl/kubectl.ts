// kubectl: finds the command, reads its flags, prints what went wrong.
import { Interrupted, type ProgramIo } from '../../program.ts';
import { isAbsent } from './absent-flags.ts';
import { type CommandTree, commands } from './commands.ts';
import { complete } from './complete.ts';
import { type Command, Context } from './context.ts';
import { errorText, KubectlError } from './failure.ts';
import { commandWords, type FlagSpec, GLOBAL_FLAGS, parseFlags, UnknownFlag } from './flags.ts';
import { help } from './help.ts';

export const kubectl = {
  async run(words: string[], io: ProgramIo): Promise<number> {
    try {
      return await dispatch(words, io);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      const text = errorText(error);
      if (text === undefined) throw error;
      io.err(text.endsWith('\n') ? text : `${text}\n`);
      return error instanceof KubectlError ? error.exitCode : 1;
    }
  },

  complete,
};

async function dispatch(words: string[], io: ProgramIo): Promise<number> {
  const positions = commandWords(words, GLOBAL_FLAGS);
  let tree: CommandTree = commands;
  const named: number[] = [];
  let path = 'kubectl';
  let command: Command | undefined;
  for (const position of positions) {
    const word = words[position] ?? '';
    const entry = Object.hasOwn(tree, word) ? tree[word] : undefined;
    if (!entry) {
      if (command || !named.length) break; // an argument of the command, or no command at all
      return unknownSubcommand(path, word, io);
    }
    if (entry.absent) throw new KubectlError(entry.absent);
    named.push(position);
    path += ` ${entry.name ?? word}`;
    command = entry.command;
    if (!entry.commands) break;
    tree = entry.commands;
  }
  const rest = words.filter((_word, i) => !named.includes(i));
  if (!command) return withoutCommand(words, positions, named, path, io);
  const { flags, args, dash } = readFlags(rest, [...GLOBAL_FLAGS, ...(command.flags ?? [])], path);
  if (flags.on('help')) {
    io.out(help(path, command.flags ?? []));
    return 0;
  }
  return command.run(new Context(io, flags, args, path, dash, command.flags));
}

/** A flag that kubectl has and this simulator has not is no slip of who typed it. */
function readFlags(words: readonly string[], specs: readonly FlagSpec[], path: string): ReturnType<typeof parseFlags> {
  try {
    return parseFlags(words, specs, path);
  } catch (error) {
    if (!(error instanceof UnknownFlag)) throw error;
    if (!isAbsent(path, error.flag)) throw error;
    throw new KubectlError(
      `error: this simulator does not model the flag ${error.flag.length > 1 ? '--' : '-'}${error.flag} of ${path}. Nearest: the flags that '${path} --help' lists`,
    );
  }
}

function unknownSubcommand(path: string, word: string, _io: ProgramIo): never {
  throw new KubectlError(`error: unknown command ${JSON.stringify(word)}${path === 'kubectl' ? ' for "kubectl"' : `\nSee '${path} -h' for help and examples`}`);
}

async function withoutCommand(words: string[], positions: number[], named: number[], path: string, io: ProgramIo): Promise<number> {
  const first = positions[0];
  if (!named.length && first !== undefined && !words.slice(0, first).some((word) => word.startsWith('-'))) {
    const code = await runKubectlPlugin(words, io);
    if (code !== undefined) return code;
  }
  if (!named.length && first !== undefined) throw new KubectlError(`error: unknown command ${JSON.stringify(words[first])} for "kubectl"`);
  parseFlags(
    words.filter((_w, i) => !named.includes(i)),
    GLOBAL_FLAGS,
    path,
  );
  if (!named.length) {
    io.out(help(path, []));
    return 0;
  }
  io.err(help(path, []));
  return 1;
}

/** kubectl FOO runs kubectl-FOO of the PATH; dashes of the name are written as underscores. */
async function runKubectlPlugin([name = '', ...rest]: string[], io: ProgramIo): Promise<number | undefined> {
  if (name === 'oidc-login') return (await import('../oidc-login/oidc-login.ts')).oidcLogin.run(rest, io);
  const result = await io.spawn([`kubectl-${name.replaceAll('-', '_')}`, ...rest], { env: io.env, stdin: io.stdin });
  if (!result) return undefined;
  io.out(result.stdout);
  io.err(result.stderr);
  return result.exitCode;
}
