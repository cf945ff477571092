// printf with %s %d %x %o %c %b %q %% and widths. Left out: %f, %e, %(fmt)T, *.
import type { ProgramIo } from '../../program.ts';
import { quote } from '../../syntax/quote.ts';
import { readEscapes } from './escapes.ts';

export const printf = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const [format, ...values] = args[0] === '--' ? args.slice(1) : args;
    if (format === undefined) {
      io.err('printf: usage: printf [-v var] format [arguments]\n');
      return 2;
    }
    let code = 0;
    let used = 0;
    do {
      const before = used;
      const pieces = format.replace(
        /%([-0+ #]*)(\d*)(?:\.(\d+))?([a-zA-Z%])|\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|0?[0-7]{1,3}|.)/g,
        (whole, flags: string | undefined, width: string, precision: string | undefined, verb: string | undefined) => {
          if (verb === undefined) return readEscapes(whole);
          if (verb === '%') return '%';
          const value = values[used++] ?? '';
          let text = value;
          if (verb === 'b') text = readEscapes(value);
          else if (verb === 'c') text = value.slice(0, 1);
          else if (verb === 'q') text = /^[\w@%+=:,./-]+$/.test(value) ? value : quote(value);
          else if ('dixXou'.includes(verb)) {
            const number = value === '' ? 0 : Number(value);
            if (!Number.isInteger(number)) {
              io.err(`bash: printf: ${value}: invalid number\n`);
              code = 1;
            }
            const whole = Number.isInteger(number) ? number : Number.parseInt(value, 10) || 0;
            text = verb === 'x' ? whole.toString(16) : verb === 'X' ? whole.toString(16).toUpperCase() : verb === 'o' ? whole.toString(8) : String(whole);
            if (flags?.includes('0')) text = text.padStart(Number(width), '0');
          } else if (verb !== 's') {
            io.err(`bash: printf: \`${verb}': invalid format character\n`);
            code = 1;
          }
          if (precision !== undefined && 'sb'.includes(verb)) text = text.slice(0, Number(precision));
          return flags?.includes('-') ? text.padEnd(Number(width)) : text.padStart(Number(width));
        },
      );
      io.out(pieces);
      if (used === before) break;
    } while (used < values.length);
    return code;
  },
};
