import type { ProgramIo } from '../../program.ts';

export const cat = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const unknown = args.find((arg) => arg.startsWith('-') && arg !== '-' && !/^-[nu]$/.test(arg));
    if (unknown) {
      io.err(`cat: invalid option -- '${unknown.replace(/^-+/, '')[0] ?? ''}'\nTry 'cat --help' for more information.\n`);
      return 1;
    }
    const files = args.filter((arg) => arg === '-' || !arg.startsWith('-'));
    let line = 0;
    let code = 0;
    for (const file of files.length ? files : ['-']) {
      const text = file === '-' ? io.stdin : file === '/dev/null' ? '' : io.readFile(file);
      if (text === undefined) {
        io.err(`cat: ${file}: ${io.machine.stat(io.resolve(file)) === 'folder' ? 'Is a directory' : 'No such file or directory'}\n`);
        code = 1;
      } else if (args.includes('-n')) io.out(text.replace(/^(?!$(?![\s\S]))/gm, () => `${String(++line).padStart(6)}\t`));
      else io.out(text);
    }
    return code;
  },
};
