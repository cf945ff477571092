// Where just-bash's own small tools differ from the real ones in something people type: wrapped here, one by one.
import { type CustomCommand, defineCommand } from 'just-bash/browser';

/** grep -e A -e B: theirs keeps the last pattern alone. */
function grep(name: string): CustomCommand {
  return defineCommand(name, async (args, context) => {
    const original = context.origCommand;
    if (!original) return { stdout: '', stderr: `${name}: not there\n`, exitCode: 127 };
    const patterns: string[] = [];
    const rest: string[] = [];
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] ?? '';
      if (arg === '-e') patterns.push(args[++i] ?? '');
      else if (arg.startsWith('--regexp=')) patterns.push(arg.slice('--regexp='.length));
      else rest.push(arg);
    }
    if (patterns.length < 2) return original(args);
    if (rest.includes('-F') || name === 'fgrep') {
      const escaped = patterns.map((p) => p.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return original([...rest.filter((arg) => arg !== '-F'), '-E', '-e', escaped.join('|')]);
    }
    const extended = name === 'egrep' || rest.some((arg) => /^-\w*E/.test(arg));
    return original([...rest, '-e', patterns.join(extended ? '|' : '\\|')]);
  });
}

/** find -mtime: theirs counts days from the clock of the computer, files here bear the times of the world. */
const find = defineCommand('find', async (args, context) => {
  if (!context.origCommand) return { stdout: '', stderr: 'find: not there\n', exitCode: 127 };
  if (!args.includes('-mtime')) return context.origCommand(args);
  return { stdout: '', stderr: 'find: this simulator does not model -mtime. Nearest: find -newer FILE\n', exitCode: 1 };
});

export const shims: readonly CustomCommand[] = [grep('grep'), grep('egrep'), grep('fgrep'), find];
