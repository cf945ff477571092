// A short help of our own; the real texts are long.
import { commands, type CommandTree } from './commands.ts';
import type { FlagSpec } from './flags.ts';

export function help(path: string, flags: readonly FlagSpec[]): string {
  const words = path.split(' ').slice(1);
  let tree: CommandTree | undefined = commands;
  for (const word of words) tree = tree?.[word]?.commands;
  const lines = [words.length ? `Usage: ${path} [flags]` : 'kubectl controls the Kubernetes cluster manager.'];
  if (tree) lines.push('', 'Available Commands:', ...Object.entries(tree).filter(([, entry]) => !entry.name).map(([name]) => `  ${name}`));
  if (flags.length) lines.push('', 'Options:', ...flags.map((f) => `    ${f.short ? `-${f.short}, ` : ''}--${f.name}`));
  return `${lines.join('\n')}\n`;
}
