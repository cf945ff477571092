import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

const KEYS: [keys: string[], what: string][] = [
  [['Space'], 'play or pause'],
  [['←', '→'], 'one step back or forward'],
  [['Home', 'End'], 'first or last step'],
  [['.', 'Page Down'], 'one step forward, as remotes send it'],
  [['Page Up'], 'one step back'],
  [['1', '2', '3', '4'], 'predict: choose an answer'],
  [['[', ']'], 'fold the lesson, the inspector'],
  [['Esc'], 'leave the terminal, close a panel'],
  [['?'], 'this help'],
];

export default function HelpDialog({ keysOn, onKeys, onClose }: { keysOn: boolean; onKeys(on: boolean): void; onClose(): void }) {
  return (
    <Dialog label="Keyboard" onClose={onClose}>
      <form method="dialog">
        <h2 className="font-display text-18 leading-tight font-strong tracking-snug">Keyboard</h2>
        <dl className="mt-3 mb-4 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
          {KEYS.map(([keys, what]) => (
            <div key={what} className="contents">
              <dt className="flex gap-1">
                {keys.map((key) => (
                  <kbd key={key} className="min-w-5.5 rounded-1 bg-surface-3 px-1.5 py-0.25 text-center text-12">
                    {key}
                  </kbd>
                ))}
              </dt>
              <dd className="text-ink-2">{what}</dd>
            </div>
          ))}
        </dl>
        <label className="flex min-h-7 items-center gap-2">
          <input type="checkbox" checked={keysOn} onChange={(event) => onKeys(event.target.checked)} />
          Single keys work outside of fields
        </label>
        <div className="mt-3 flex justify-end">
          <Button look="ink" type="submit">
            Close
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
