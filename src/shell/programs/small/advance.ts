// Not a program that exists: the clock of a cluster that is simulated moves when it is told to.
import type { Amount } from '../../../engine/advance.ts';
import type { ProgramIo } from '../../program.ts';

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };
const MOST = 100 * 31_536_000_000;
const USAGE = `usage: advance AMOUNT
Moves the cluster's clock on. AMOUNT is like 10s, 5m, 24h, 30d or 1y, at most 100y; or
  next-refresh  to the moment at which a kubelet renews a token
  expiry        to the end of the first token on a kubelet's disk
`;

/** "90s", "1h30m", "1y"; undefined when it is nothing to wait for. */
function amountOf(text: string): Amount | undefined {
  if (text === 'next-refresh' || text === 'expiry') return text;
  if (!/^(?:\d+[smhdy])+$/.test(text)) return undefined;
  const milliseconds = [...text.matchAll(/(\d+)([smhdy])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * (UNITS[unit ?? ''] ?? 0) * 1000, 0);
  return milliseconds <= MOST ? milliseconds : undefined;
}

export const advance = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const amount = args.length === 1 ? amountOf(args[0] ?? '') : undefined;
    if (amount === undefined) {
      io.err(USAGE);
      return 2;
    }
    const before = io.world.clock.timestamp();
    await io.advance(amount);
    const after = io.world.clock.timestamp();
    if (before === after && typeof amount === 'string') {
      io.err('advance: no running pod has a token\n');
      return 1;
    }
    io.out(`${before} → ${after}\n`);
    return 0;
  },
};
