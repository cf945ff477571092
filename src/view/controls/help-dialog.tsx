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
        <h2 className="help-title">Keyboard</h2>
        <dl className="keys-table">
          {KEYS.map(([keys, what]) => (
            <div key={what} style={{ display: 'contents' }}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <label className="keys-switch">
          <input type="checkbox" checked={keysOn} onChange={(event) => onKeys(event.target.checked)} />
          Single keys work outside of fields
        </label>
        <div className="help-foot">
          <Button look="ink" type="submit">
            Close
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
