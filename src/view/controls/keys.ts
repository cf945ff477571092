// Single keys for those who want them: none while somebody types, and all of them can be turned off in the help.
import { useEffect, useRef } from 'react';
import { usePorts } from '../ports-context.tsx';

export interface KeyWishes {
  toggleLeft(): void;
  toggleRight(): void;
  help(): void;
}

const STORED = 'gatehouse.single-keys';

/** Storage may be denied; then the choice lasts as long as the page. */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

export function rememberKeys(on: boolean): void {
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // Nothing to do: the page keeps it in memory.
  }
}

/** Where a key already means something: fields, and for Space whatever a button is. */
export function isTaken(target: EventTarget | undefined, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select, input:not([type=range], [type=checkbox], [type=radio], [type=button])')) return true;
  const pressed = target.closest('button, a, summary, [role=tab], [role=button], input');
  if ((key === ' ' || key === 'Enter') && pressed && !target.matches('input[type=range]')) return true;
  // A log scrolls with these.
  if (/^(?:Home|End|Page)/.test(key) && target.matches('[role=log]')) return true;
  return (
    key.startsWith('Arrow') && target.closest('[type=radio], [role=tab], [role=separator], [role=listbox], [role=menu], [role=grid], [role=tree]') !== null
  );
}

/** Listens on the page while `on`. */
export function useKeys(on: boolean, wishes: KeyWishes): void {
  const { player, predict, session } = usePorts();
  const latest = useRef(wishes);
  latest.current = wishes;
  useEffect(() => {
    if (!on) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (isTaken(event.composedPath()[0], event.key) || document.querySelector('dialog[open]')) return;
      const action = actionOf(event.key);
      if (!action) return;
      event.preventDefault();
      action();
    };
    const actionOf = (key: string): (() => void) | undefined => {
      const choice = Number(key);
      if (choice >= 1 && choice <= 4 && session.getState().lesson?.prediction) return () => predict(choice - 1);
      const actions: Record<string, () => void> = {
        ' ': () => (player.store.getState().playing ? player.pause() : player.play()),
        ArrowRight: player.next,
        ArrowLeft: player.back,
        '.': player.next,
        PageDown: player.next,
        PageUp: player.back,
        Home: player.first,
        End: player.last,
        '[': () => latest.current.toggleLeft(),
        ']': () => latest.current.toggleRight(),
        '?': () => latest.current.help(),
      };
      return actions[key];
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on, player, predict, session]);
}
