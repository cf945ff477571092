// date reads the world's clock, always in UTC. Left out: setting the clock (sleep moves it), most of GNU's -d language.
import type { ProgramIo } from '../../program.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const UNITS: Record<string, number> = { sec: 1, second: 1, min: 60, minute: 60, hour: 3600, day: 86_400, week: 604_800 };

export const date = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    let moment: number | undefined = io.world.clock.now();
    let format = '+%a %b %e %H:%M:%S UTC %Y';
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] ?? '';
      if (arg.startsWith('+')) format = arg;
      else if (arg === '-u' || arg === '--utc') continue;
      else if (arg === '-d' || arg === '--date' || arg.startsWith('--date=') || /^-u?d/.test(arg)) {
        const inline = arg.startsWith('--date=') ? arg.slice(7) : arg.replace(/^-u?d/, '');
        const text = arg === '--date' || !inline ? (args[++i] ?? '') : inline;
        moment = readDate(text, io.world.clock.now());
        if (moment === undefined) {
          io.err(`date: invalid date ‘${text}’\n`);
          return 1;
        }
      } else if (arg === '-R') format = '+%a, %d %b %Y %H:%M:%S +0000';
      else if (/^-I|^--iso-8601/.test(arg)) format = /s(econds)?$/.test(arg) && arg.length > 2 ? '+%Y-%m-%dT%H:%M:%S+00:00' : '+%Y-%m-%d';
      else {
        io.err(arg.startsWith('-') ? `date: invalid option -- '${arg[1] ?? ''}'\nTry 'date --help' for more information.\n` : `date: invalid date ‘${arg}’\n`);
        return 1;
      }
    }
    io.out(`${formatDate(format.slice(1), moment)}\n`);
    return 0;
  },
};

/** Milliseconds since 1970; undefined when the text is none of the forms known. */
export function readDate(text: string, now: number): number | undefined {
  const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(text.trim());
  if (seconds) return Number(seconds[1]) * 1000;
  const relative = /([+-]?\s*\d+|next|last)\s*([a-z]+?)s?(\s+ago)?\s*$/i.exec(text);
  const unit = relative?.[2] ? UNITS[relative[2].toLowerCase()] : undefined;
  if (relative && unit) {
    const count = relative[1] === 'next' ? 1 : relative[1] === 'last' ? -1 : Number((relative[1] ?? '').replace(/\s/g, ''));
    const base = text.slice(0, relative.index).trim();
    const from = base ? readDate(base, now) : now;
    return from === undefined ? undefined : from + count * unit * 1000 * (relative[3] ? -1 : 1);
  }
  const day = Math.floor(now / 86_400_000) * 86_400_000;
  const named: Record<string, number> = { now, today: now, '': day, tomorrow: now + 86_400_000, yesterday: now - 86_400_000 };
  const known = named[text.trim().toLowerCase()];
  if (known !== undefined) return known;
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(text.trim());
  if (!iso) return undefined;
  const parsed = Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${!iso[3] || iso[3] === 'UTC' ? 'Z' : iso[3]}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

export function formatDate(format: string, moment: number): string {
  const at = new Date(moment);
  const two = (n: number) => String(n).padStart(2, '0');
  const fields: Record<string, () => string> = {
    Y: () => String(at.getUTCFullYear()),
    y: () => two(at.getUTCFullYear() % 100),
    m: () => two(at.getUTCMonth() + 1),
    d: () => two(at.getUTCDate()),
    e: () => String(at.getUTCDate()).padStart(2),
    H: () => two(at.getUTCHours()),
    I: () => two(at.getUTCHours() % 12 || 12),
    M: () => two(at.getUTCMinutes()),
    S: () => two(at.getUTCSeconds()),
    N: () => `${String(Math.floor(moment) % 1000).padStart(3, '0')}000000`,
    p: () => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
    s: () => String(Math.floor(moment / 1000)),
    a: () => (DAYS[at.getUTCDay()] ?? '').slice(0, 3),
    A: () => DAYS[at.getUTCDay()] ?? '',
    b: () => (MONTHS[at.getUTCMonth()] ?? '').slice(0, 3),
    B: () => MONTHS[at.getUTCMonth()] ?? '',
    j: () =>
      String(Math.floor((Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()) - Date.UTC(at.getUTCFullYear(), 0, 0)) / 86_400_000)).padStart(
        3,
        '0',
      ),
    u: () => String(at.getUTCDay() || 7),
    F: () => formatDate('%Y-%m-%d', moment),
    T: () => formatDate('%H:%M:%S', moment),
    R: () => formatDate('%H:%M', moment),
    D: () => formatDate('%m/%d/%y', moment),
    c: () => formatDate('%a %b %e %H:%M:%S %Y', moment),
    Z: () => 'UTC',
    z: () => '+0000',
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
  };
  return format.replace(/%([A-Za-z%])/g, (whole, letter: string) => fields[letter]?.() ?? whole);
}
