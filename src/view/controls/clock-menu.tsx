// Amounts by which the cluster's clock can be moved. Each is a line of the terminal: whoever presses it sees what to type next time.
import { usePorts, useSession } from '../ports-context.tsx';
import { howLong } from '../words/how-long.ts';

interface Item {
  label: string;
  amount: string;
  /** Why it cannot be chosen, or how far it is. */
  note?: string;
  disabled?: boolean;
}

export default function ClockMenu({ close }: { close: () => void }) {
  const { run } = usePorts();
  const { refresh, expiry } = useSession((session) => session.moments);
  const now = Date.parse(useSession((session) => session.clock));
  const to = (label: string, amount: string, moment: number | undefined): Item => ({
    label,
    amount,
    ...(moment === undefined ? { note: 'no Pod holds a token', disabled: true } : { note: `in ${howLong(moment - now)}` }),
  });
  const items: Item[] = [
    { label: '10 seconds', amount: '10s' },
    { label: '5 minutes', amount: '5m' },
    to('To the next renewal', 'next-refresh', refresh),
    to('To the end of a token', 'expiry', expiry),
    { label: '24 hours', amount: '24h' },
    { label: 'A year', amount: '1y' },
  ];
  return (
    <>
      <h2 className="px-2 py-1 text-12 font-strong text-ink-2" id="advance-time">
        Advance time
      </h2>
      <ul className="menu-list" aria-labelledby="advance-time">
        {items.map(({ label, amount, note, disabled }) => (
          <li key={amount}>
            <button
              type="button"
              className="menu-item grid-cols-[1fr_auto] gap-x-4 whitespace-nowrap disabled:text-ink-3"
              disabled={disabled}
              onClick={() => {
                run(`advance ${amount}`, 'row');
                close();
              }}
            >
              <span>{label}</span>
              <small>{note}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
