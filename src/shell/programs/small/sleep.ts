import type { ProgramIo } from '../../program.ts';

const UNITS: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

export const sleep = {
  /** Nobody waits: the world's clock moves and what is due on the way happens. */
  async run(args: string[], io: ProgramIo): Promise<number> {
    if (!args.length) {
      io.err("sleep: missing operand\nTry 'sleep --help' for more information.\n");
      return 1;
    }
    let milliseconds = 0;
    for (const arg of args) {
      const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(arg);
      if (!match && arg !== 'infinity') {
        io.err(`sleep: invalid time interval ‘${arg}’\nTry 'sleep --help' for more information.\n`);
        return 1;
      }
      milliseconds += Number(match?.[1] ?? 0) * (UNITS[match?.[2] ?? ''] ?? 1) * 1000;
    }
    await io.advance(Math.round(milliseconds));
    return 0;
  },
};
