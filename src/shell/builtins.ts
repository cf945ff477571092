// Commands that change the shell itself; a program cannot do that.

import { resolvePath } from './paths.ts';
import { type Channel, Exit, type ShellContext } from './shell-context.ts';

type Builtin = (args: string[], context: ShellContext, channel: Channel) => number | Promise<number>;

const NAME = /^[A-Za-z_]\w*$/;

function cd(args: string[], { state, machine }: ShellContext, channel: Channel): number {
  if (args.length > 1) {
    channel.err('bash: cd: too many arguments\n');
    return 1;
  }
  const wanted = args[0] === '-' ? state.get('OLDPWD') : (args[0] ?? state.get('HOME'));
  if (wanted === undefined) {
    channel.err(`bash: cd: ${args[0] === '-' ? 'OLDPWD' : 'HOME'} not set\n`);
    return 1;
  }
  const folder = resolvePath(state.cwd, wanted);
  const found = machine.stat(folder);
  if (found !== 'folder') {
    channel.err(`bash: cd: ${wanted}: ${found ? 'Not a directory' : 'No such file or directory'}\n`);
    return 1;
  }
  state.moveTo(folder);
  if (args[0] === '-') channel.out(`${folder}\n`);
  return 0;
}

const quote = (text: string): string => `"${text.replace(/["\\$`]/g, '\\$&')}"`;

function exportVariables(args: string[], { state }: ShellContext, channel: Channel): number {
  let code = 0;
  const names = args.filter((arg) => arg !== '-p');
  if (!names.length) {
    const exported = state.variables().filter(([, v]) => v.exported);
    for (const [name, { value }] of exported.sort(([a], [b]) => (a < b ? -1 : 1))) channel.out(`declare -x ${name}=${quote(value)}\n`);
  }
  for (const arg of names) {
    const at = arg.indexOf('=');
    const name = at < 0 ? arg : arg.slice(0, at);
    if (!NAME.test(name)) {
      channel.err(`bash: export: \`${arg}': not a valid identifier\n`);
      code = 1;
    } else state.set(name, at < 0 ? (state.get(name) ?? '') : arg.slice(at + 1), true);
  }
  return code;
}

function unset(args: string[], { state }: ShellContext): number {
  for (const arg of args) if (!arg.startsWith('-')) state.unset(arg);
  return 0;
}

function history(args: string[], { state }: ShellContext, channel: Channel): number {
  if (args[0] === '-c') state.history = [];
  for (const [i, line] of state.history.entries()) channel.out(`${String(i + 1).padStart(5)}  ${line}\n`);
  return 0;
}

function help(_args: string[], { programs, machine }: ShellContext, channel: Channel): number {
  channel.out('Programs of this machine:\n');
  const rows = [...programs.values()].filter((p) => p.about).sort((a, b) => (a.name < b.name ? -1 : 1));
  const width = Math.max(...rows.map((p) => p.name.length));
  for (const program of rows) channel.out(`  ${program.name.padEnd(width)}  ${program.about}\n`);
  const names = Object.keys(machine.env);
  if (names.length) channel.out(`Variables that are set: ${names.map((name) => `$${name}`).join(', ')}.\n`);
  channel.out('Pipes, loops, $(…) and the usual small tools (grep, sed, cut, jq, sort, …) work as in bash.\n');
  return 0;
}

export const runBuiltin: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['cd', cd],
  ['export', exportVariables],
  ['unset', unset],
  ['history', history],
  ['help', help],
  [
    'exit',
    (args, { state }) => {
      throw new Exit(args[0] === undefined ? state.lastExit : Number(args[0]) & 255);
    },
  ],
  [':', () => 0],
  ['true', () => 0],
  ['false', () => 1],
]);
