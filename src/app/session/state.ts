// A value that changes, read by the view through useSyncExternalStore.
import type { Readable } from '../../ports/store.ts';

export interface State<T> extends Readable<T> {
  /** Takes over the fields that are given. Listeners hear of it only when one of them differs. */
  set(part: Partial<T>): void;
}

export function createState<T extends object>(initial: T): State<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(part) {
      const next = { ...value, ...part };
      const keys = Object.keys(part) as (keyof T)[];
      if (keys.every((key) => Object.is(next[key], value[key]))) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}
