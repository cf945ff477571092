import { describe, expect, it } from 'vitest';
import { createEditHistory } from './edit-history.ts';

/** A text, its history, and a clock by hand. */
function editor() {
  let timers: (() => void)[] = [];
  const labels: (string | undefined)[][] = [];
  const text = { value: '' };
  const history = createEditHistory({
    later: (run) => {
      timers.push(run);
      return () => {
        timers = timers.filter((other) => other !== run);
      };
    },
    changed: (...now) => labels.push(now),
  });
  const write = (value: string, kind = 'text'): void => {
    const before = text.value;
    const put = (to: string) => () => {
      text.value = to;
    };
    put(value)();
    history.record({ label: `to ${value}`, kind, undo: put(before), redo: put(value) });
  };
  return { history, text, write, pause: () => timers.splice(0).forEach((run) => void run()), labels };
}

describe('the history of edits', () => {
  it('takes back what was typed in one go, in one go', () => {
    const { history, text, write } = editor();
    for (const value of ['a', 'ab', 'abc']) write(value);
    history.undo();
    expect(text.value).toBe('');
    history.redo();
    expect(text.value).toBe('abc');
  });

  it.each([
    ['a pause', (e: ReturnType<typeof editor>) => e.pause(), 'text'],
    ['a seal', (e: ReturnType<typeof editor>) => e.history.seal(), 'text'],
    ['another kind of edit', () => {}, 'other'],
  ])('ends an edit at %s', (_name, end, kind) => {
    const e = editor();
    e.write('a');
    end(e);
    e.write('ab', kind);
    e.history.undo();
    expect(e.text.value).toBe('a');
  });

  it('forgets what was undone once something else is done', () => {
    const { history, text, write, pause } = editor();
    write('a');
    pause();
    write('b');
    history.undo();
    write('c');
    history.redo();
    expect(text.value).toBe('c');
  });

  it('does nothing where there is nothing to take back', () => {
    const { history, text } = editor();
    history.undo();
    history.redo();
    expect(text.value).toBe('');
  });

  it('says what would be undone and redone', () => {
    const { history, write, labels } = editor();
    write('a');
    history.undo();
    history.clear();
    expect(labels).toEqual([
      ['to a', undefined],
      [undefined, 'to a'],
      [undefined, undefined],
    ]);
  });
});
