// A short help of our own; the real texts are long.
import { type CommandTree, commands } from './commands.ts';
import type { Context } from './context.ts';
import { plainError } from './failure.ts';
import type { FlagSpec } from './flags.ts';

export function help(path: string, flags: readonly FlagSpec[]): string {
  const words = path.split(' ').slice(1);
  let tree: CommandTree | undefined = commands;
  for (const word of words) tree = tree?.[word]?.commands;
  const lines = [words.length ? `Usage: ${path} [flags]` : 'kubectl controls the Kubernetes cluster manager.'];
  const named = Object.entries(tree ?? {}).filter(([, { name }]) => !name);
  for (const [title, list] of [
    ['Available Commands:', named.filter(([, { absent }]) => !absent)],
    ['Commands that this simulator does not model:', named.filter(([, { absent }]) => absent)],
  ] as const)
    if (list.length) lines.push('', title, ...list.map(([name]) => `  ${name}`));
  if (flags.length) lines.push('', 'Options:', ...flags.map((f) => `    ${f.short ? `-${f.short}, ` : ''}--${f.name}`));
  return `${lines.join('\n')}\n`;
}

/** Some commands answer wrong arguments with their help on standard output; an error may follow it. */
export function withHelp(context: Context, error?: string): number {
  context.out(help(context.path, []));
  if (error !== undefined) throw plainError(error);
  return 0;
}
