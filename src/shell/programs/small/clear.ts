import type { ProgramIo } from '../../program.ts';

export const clear = {
  /** The terminal knows this sequence. */
  async run(_args: string[], io: ProgramIo): Promise<number> {
    io.out('\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
};
