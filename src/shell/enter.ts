// A command executed in a container: a shell of its own on the container's files. Its programs are those of a small Linux image; kubectl is not among them.
import type { Machine } from '../engine/machine.ts';
import { Interpreter } from './interpreter.ts';
import type { SpawnResult } from './program.ts';
import { capture, Exit, type ShellContext } from './shell-context.ts';
import { ShellState } from './state.ts';
import { quote } from './syntax/quote.ts';

/** Of the laptop alone. */
const ELSEWHERE = new Set(['advance', 'kubectl', 'minikube', 'restart', 'jwt', 'vi', 'vim', 'nano', 'clear']);
const SHELLS = new Set(['sh', '/bin/sh', 'bash', '/bin/bash', 'ash']);
/** What the shell itself and just-bash bring along, beyond our own programs. */
const COREUTILS = new Set(
  'awk basename comm cut date dirname env expand expr false find fold grep head hostname id ls md5sum nl od paste printf pwd readlink rev sed seq sha256sum sort split stat tac tail tee test timeout tr tree true uname uniq wc which xargs'.split(
    ' ',
  ),
);

export async function enter(outer: ShellContext, container: Machine, argv: readonly string[], stdin: string): Promise<SpawnResult> {
  const { channel, result } = capture(stdin);
  const programs = new Map([...outer.programs].filter(([name]) => !ELSEWHERE.has(name)));
  const state = new ShellState(container, outer.world.clock.seconds());
  const context: ShellContext = { ...outer, machine: container, programs, state, memory: new Map(), bash: () => outer.bashOn(container, programs.values()) };
  const [name = '', ...args] = argv;
  let text: string;
  if (SHELLS.has(name)) {
    const at = args.findIndex((arg) => /^-\w*c$/.test(arg));
    const script = at < 0 ? undefined : args[at + 1];
    if (at >= 0 && script === undefined) return { ...result(2), stderr: `${name}: option requires an argument -- 'c'\n` };
    text = script ?? stdin;
    const positional = args.slice(at + 3);
    if (at >= 0 && positional.length) text = `set -- ${positional.map(quote).join(' ')}\n${text}`;
  } else {
    const plain = name.replace(/^\/(usr\/)?bin\//, '');
    if (!programs.has(plain) && !COREUTILS.has(plain)) return result(127);
    text = [plain, ...args].map(quote).join(' ');
  }
  try {
    return result(await new Interpreter(context).runText(text, channel));
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return result(error.code);
  }
}
