// A command executed in a container: a shell of its own on the container's files. Its programs are those of a small Linux image; kubectl is not among them.
import type { Machine } from '../engine/machine.ts';
import { Exit, type Host } from './host.ts';
import { Interpreter } from './interpreter.ts';
import type { SpawnResult } from './program.ts';
import { ShellState } from './state.ts';

/** Of the laptop alone. */
const ELSEWHERE = new Set(['kubectl', 'minikube', 'restart', 'jwt', 'vi', 'vim', 'nano', 'clear']);
const SHELLS = new Set(['sh', '/bin/sh', 'bash', '/bin/bash', 'ash']);
/** What the shell itself and just-bash bring along, beyond our own programs. */
const COREUTILS = new Set(
  'awk basename cut date dirname env expr false find grep head hostname id ls nl printf pwd readlink sed seq sort stat tail tee test tr true uname uniq wc which xargs'.split(
    ' ',
  ),
);

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export async function enter(outer: Host, container: Machine, argv: readonly string[], stdin: string): Promise<SpawnResult> {
  let stdout = '';
  let stderr = '';
  const channel = { out: (t: string) => void (stdout += t), err: (t: string) => void (stderr += t), stdin, isTerminal: false };
  const programs = new Map([...outer.programs].filter(([name]) => !ELSEWHERE.has(name)));
  const state = new ShellState(container, outer.world.clock.seconds());
  const host: Host = { ...outer, machine: container, programs, state, memory: new Map(), bash: () => outer.bashOn(container, programs.values()) };
  const [name = '', ...args] = argv;
  let text: string;
  if (SHELLS.has(name)) {
    const at = args.findIndex((arg) => /^-\w*c$/.test(arg));
    const script = at < 0 ? undefined : args[at + 1];
    if (at >= 0 && script === undefined) return { exitCode: 2, stdout, stderr: `${name}: option requires an argument -- 'c'\n` };
    text = script ?? stdin;
    const positional = args.slice(at + 3);
    if (at >= 0 && positional.length) text = `set -- ${positional.map(quote).join(' ')}\n${text}`;
  } else {
    const plain = name.replace(/^\/(usr\/)?bin\//, '');
    if (!programs.has(plain) && !COREUTILS.has(plain)) return { exitCode: 127, stdout, stderr };
    text = [plain, ...args].map(quote).join(' ');
  }
  let exitCode: number;
  try {
    exitCode = await new Interpreter(host).runText(text, channel);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    exitCode = error.code;
  }
  return { exitCode, stdout, stderr };
}
