// Tab: names of programs, paths, variables; behind a program's name, what the program itself offers.
import type { Machine } from '../engine/machine.ts';
import { runBuiltin } from './builtins.ts';
import { resolvePath } from './paths.ts';
import type { Program, ProgramIo } from './program.ts';
import type { ShellState } from './state.ts';

interface Context {
  programs: ReadonlyMap<string, Program>;
  machine: Machine;
  state: ShellState;
  io: ProgramIo;
}

/** @param text Everything before the cursor. */
export async function candidates(text: string, { programs, machine, state, io }: Context): Promise<{ from: number; candidates: string[] }> {
  const statement = /[^;|&\n(]*$/.exec(text)?.[0] ?? '';
  const words = statement.split(/\s+/).filter((word, i, all) => word || i === all.length - 1);
  const last = words.at(-1) ?? '';
  const from = text.length - last.length;
  const starting = (list: Iterable<string>, prefix: string) => [...new Set(list)].filter((c) => c.startsWith(prefix)).sort();

  const variable = /\$\{?([A-Za-z_]\w*)?$/.exec(last);
  if (variable) {
    const name = variable[1] ?? '';
    const brace = variable[0].startsWith('${');
    return {
      from: text.length - name.length,
      candidates: starting(
        state.variables().map(([n]) => n),
        name,
      ).map((n) => (brace ? `${n}}` : n)),
    };
  }
  const [name, ...rest] = words;
  if (words.length <= 1)
    return {
      from,
      candidates: starting(
        [...programs.keys(), ...runBuiltin.keys()].filter((n) => n !== ':'),
        last,
      ),
    };
  const offered = await programs.get(name ?? '')?.complete?.(rest, io);
  const fitting = starting(offered ?? [], last);
  if (fitting.length) return { from, candidates: fitting };
  const option = /^(--?[\w-]+=)?(.*)$/.exec(last);
  const path = option?.[2] ?? '';
  return { from: text.length - path.length, candidates: paths(path, machine, state.cwd) };
}

/** Paths that begin as typed; folders end in a slash. */
function paths(typed: string, machine: Machine, cwd: string): string[] {
  const slash = typed.lastIndexOf('/') + 1;
  const shown = typed.slice(0, slash);
  const folder = resolvePath(cwd, shown.startsWith('~/') ? machine.home + shown.slice(1) : shown || '.');
  const prefix = folder === '/' ? '/' : `${folder}/`;
  const found = new Set<string>();
  for (const path of machine.paths()) {
    if (!path.startsWith(prefix) || path === prefix) continue;
    const [name = '', ...deeper] = path.slice(prefix.length).split('/');
    if (name.startsWith(typed.slice(slash)) && (!name.startsWith('.') || typed.slice(slash).startsWith('.')))
      found.add(deeper.length || machine.stat(prefix + name) === 'folder' ? `${name}/` : name);
  }
  return [...found].sort().map((name) => shown + name);
}
