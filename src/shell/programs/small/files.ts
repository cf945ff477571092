// mkdir, rm, cp, mv and touch over the machine's files. Left out: interactive questions, owners, links.
import { basename, dirname, resolvePath } from '../../paths.ts';
import type { ProgramIo } from '../../program.ts';

interface Parsed {
  options: Set<string>;
  operands: string[];
}

/** Undefined when an option is unknown; the complaint is printed then. */
function parse(name: string, args: string[], allowed: string, io: ProgramIo): Parsed | undefined {
  const options = new Set<string>();
  const operands: string[] = [];
  const long: Record<string, string> = { '--parents': 'p', '--recursive': 'r', '--force': 'f', '--verbose': 'v' };
  for (const arg of args) {
    if (arg in long) options.add(long[arg] ?? '');
    else if (/^-./.test(arg)) for (const option of arg.slice(1)) options.add(option === 'R' ? 'r' : option);
    else operands.push(arg);
  }
  const unknown = [...options].find((o) => !allowed.includes(o));
  if (unknown === undefined && operands.length) return { options, operands };
  io.err(unknown === undefined ? `${name}: missing operand\n` : `${name}: invalid option -- '${unknown}'\n`);
  io.err(`Try '${name} --help' for more information.\n`);
  return undefined;
}

const kind = (io: ProgramIo, path: string) => io.machine.stat(io.resolve(path));

export const mkdir = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const parsed = parse('mkdir', args, 'pvm', io);
    if (!parsed) return 1;
    let code = 0;
    for (const folder of parsed.operands) {
      const path = io.resolve(folder);
      const complain = (why: string) => {
        io.err(`mkdir: cannot create directory ‘${folder}’: ${why}\n`);
        code = 1;
      };
      if (kind(io, folder) && !(parsed.options.has('p') && kind(io, folder) === 'folder')) complain('File exists');
      else if (!parsed.options.has('p') && io.machine.stat(dirname(path)) !== 'folder') complain('No such file or directory');
      else io.machine.makeFolder(path);
    }
    return code;
  },
};

export const rm = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    if (args.length && args.every((arg) => /^-\w*f\w*$/.test(arg))) return 0;
    const parsed = parse('rm', args, 'rfvd', io);
    if (!parsed) return 1;
    let code = 0;
    for (const target of parsed.operands) {
      const found = kind(io, target);
      const why = !found
        ? parsed.options.has('f')
          ? ''
          : 'No such file or directory'
        : found === 'folder' && !parsed.options.has('r')
          ? 'Is a directory'
          : '';
      if (why) {
        io.err(`rm: cannot remove '${target}': ${why}\n`);
        code = 1;
      } else if (found) io.machine.remove(io.resolve(target));
    }
    return code;
  },
};

/** Where each source goes; undefined when the target does not allow it (said already). */
function targets(name: string, operands: string[], io: ProgramIo): [from: string, to: string][] | undefined {
  const to = operands.at(-1) ?? '';
  const sources = operands.slice(0, -1);
  if (!sources.length) {
    io.err(`${name}: missing destination file operand after '${to}'\nTry '${name} --help' for more information.\n`);
    return undefined;
  }
  const intoFolder = kind(io, to) === 'folder';
  if (sources.length > 1 && !intoFolder) {
    io.err(`${name}: target '${to}': ${kind(io, to) ? 'Not a directory' : 'No such file or directory'}\n`);
    return undefined;
  }
  return sources.map((source) => [source, intoFolder ? resolvePath(io.resolve(to), basename(source)) : io.resolve(to)]);
}

function copy(from: string, to: string, io: ProgramIo): void {
  const text = io.machine.read(from);
  if (text !== undefined) io.machine.write(to, text);
  else {
    io.machine.makeFolder(to);
    for (const path of io.machine.paths()) {
      if (!path.startsWith(`${from}/`)) continue;
      const inner = io.machine.read(path);
      if (inner === undefined) io.machine.makeFolder(to + path.slice(from.length));
      else io.machine.write(to + path.slice(from.length), inner);
    }
  }
}

async function transfer(name: 'cp' | 'mv', args: string[], io: ProgramIo): Promise<number> {
  const parsed = parse(name, args, 'rfavp', io);
  const pairs = parsed && targets(name, parsed.operands, io);
  if (!parsed || !pairs) return 1;
  let code = 0;
  for (const [source, to] of pairs) {
    const found = kind(io, source);
    const recursive = name === 'mv' || parsed.options.has('r') || parsed.options.has('a');
    if (!found) io.err(`${name}: cannot stat '${source}': No such file or directory\n`);
    else if (found === 'folder' && !recursive) io.err(`cp: -r not specified; omitting directory '${source}'\n`);
    else if (io.machine.stat(dirname(to)) !== 'folder') io.err(`${name}: cannot create regular file '${to}': No such file or directory\n`);
    else {
      copy(io.resolve(source), to, io);
      if (name === 'mv' && io.resolve(source) !== to) io.machine.remove(io.resolve(source));
      continue;
    }
    code = 1;
  }
  return code;
}

export const cp = { run: (args: string[], io: ProgramIo): Promise<number> => transfer('cp', args, io) };
export const mv = { run: (args: string[], io: ProgramIo): Promise<number> => transfer('mv', args, io) };

export const touch = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const parsed = parse('touch', args, 'acm', io);
    if (!parsed) return 1;
    for (const file of parsed.operands) if (kind(io, file) !== 'folder') io.writeFile(file, io.readFile(file) ?? '');
    return 0;
  },
};
