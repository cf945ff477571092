import type { ProgramIo } from '../../program.ts';
import { readEscapes } from './escapes.ts';

export const echo = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    let newline = true;
    let escapes = false;
    let i = 0;
    for (; /^-[neE]+$/.test(args[i] ?? ''); i++) {
      for (const option of (args[i] ?? '').slice(1)) {
        if (option === 'n') newline = false;
        else escapes = option === 'e';
      }
    }
    const text = args.slice(i).join(' ');
    io.out((escapes ? readEscapes(text) : text) + (newline ? '\n' : ''));
    return 0;
  },
};
