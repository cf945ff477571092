// What is typed counts once the keys rest. One act waits at a time; a later key puts it off.
import type { Environment } from './environment.ts';

export interface Pause {
  /** Lets `then` run after the pause, counted from now. */
  begin(): void;
  /** Nothing waits any more. */
  end(): void;
}

/** @param milliseconds after the last key */
export function pauseBefore(environment: Pick<Environment, 'later'>, milliseconds: number, then: () => void): Pause {
  let cancel: (() => void) | undefined;
  const end = (): void => {
    cancel?.();
    cancel = undefined;
  };
  return {
    begin() {
      end();
      cancel = environment.later(then, milliseconds);
    },
    end,
  };
}
