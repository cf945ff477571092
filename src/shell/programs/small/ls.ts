import { basename, resolvePath } from '../../paths.ts';
import type { ProgramIo } from '../../program.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const ls = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const options = new Set(args.filter((arg) => /^-[^-]/.test(arg)).flatMap((arg) => [...arg.slice(1)]));
    const unknown = [...options].find((o) => !'la1AdhFt'.includes(o));
    if (unknown) {
      io.err(`ls: invalid option -- '${unknown}'\nTry 'ls --help' for more information.\n`);
      return 2;
    }
    const targets = args.filter((arg) => !arg.startsWith('-'));
    if (!targets.length) targets.push('.');
    let code = 0;
    const show = (names: { name: string; path: string }[]) => {
      for (const { name, path } of names) io.out(options.has('l') ? longRow(name, path, io) : `${name}\n`);
    };
    const folders: string[] = [];
    const files: { name: string; path: string }[] = [];
    for (const target of targets) {
      const found = io.machine.stat(io.resolve(target));
      if (!found) {
        io.err(`ls: cannot access '${target}': No such file or directory\n`);
        code = 2;
      } else if (found === 'folder' && !options.has('d')) folders.push(target);
      else files.push({ name: target, path: io.resolve(target) });
    }
    show(files);
    folders.forEach((folder, i) => {
      if (targets.length > 1) io.out(`${i || files.length ? '\n' : ''}${folder}:\n`);
      const names = entries(io.resolve(folder), io).filter((name) => options.has('a') || options.has('A') || !name.startsWith('.'));
      const rows = names.map((name) => ({ name, path: resolvePath(io.resolve(folder), name) }));
      if (options.has('l')) io.out(`total ${rows.length * 4}\n`);
      show(options.has('a') ? ['.', '..'].map((name) => ({ name, path: resolvePath(io.resolve(folder), name) })).concat(rows) : rows);
    });
    return code;
  },
};

function entries(folder: string, io: ProgramIo): string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  const names = new Set<string>();
  for (const path of io.machine.paths()) if (path.startsWith(prefix) && path !== prefix) names.add(path.slice(prefix.length).split('/')[0] ?? '');
  return [...names].filter(Boolean).sort();
}

function longRow(name: string, path: string, io: ProgramIo): string {
  const entry = io.machine.stat(path);
  const file = typeof entry === 'object' ? entry : undefined;
  const bits = file ? file.mode : 0o755;
  const mode = [6, 3, 0].map((shift) => ['r', 'w', 'x'].map((c, i) => ((bits >> shift) & (4 >> i) ? c : '-')).join('')).join('');
  const size = file ? new TextEncoder().encode(file.text).length : 4096;
  const at = new Date(file?.modified ?? io.world.clock.now());
  const two = (n: number) => String(n).padStart(2, '0');
  const when = `${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  return `${file ? '-' : 'd'}${mode} 1 ${io.machine.user} ${io.machine.user} ${String(size).padStart(6)} ${when} ${basename(name) || name}\n`;
}
