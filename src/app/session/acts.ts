// One act after the other on a world that is set up when it is first needed.
import type { StoreApi } from 'zustand/vanilla';
import type { Session } from '../../ports/ports.ts';
import type { Backend } from '../backend/backend.ts';

export interface Acts {
  act<T>(call: (backend: Backend) => Promise<T>): Promise<T>;
  look<T>(call: (backend: Backend) => Promise<T>): Promise<T>;
  backendNow(): Backend | undefined;
  /** How the world of the present place is built; done before the next act. */
  setUpNext(build: (backend: Backend) => Promise<void>): void;
  /** Loads the engine and builds the world now, when that is still to do. */
  ensureSetUp(): void;
  settled(): Promise<unknown>;
}

export interface ActsOptions {
  state: StoreApi<Session>;
  openBackend(): Promise<Backend>;
  /** In the turn of an act, before it. */
  before(backend: Backend): Promise<void>;
  report(error: unknown): void;
}

export function createActs({ state, openBackend, before, report }: ActsOptions): Acts {
  let opened: Promise<Backend> | undefined;
  let loaded: Backend | undefined;
  let build: ((backend: Backend) => Promise<void>) | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const backend = (): Promise<Backend> => {
    opened ??= openBackend().then(
      (made) => (loaded = made),
      (error: unknown) => {
        opened = undefined;
        throw error;
      },
    );
    return opened;
  };

  const ensureSetUp = (): void => {
    const pending = build;
    if (!pending) return;
    build = undefined;
    queue = queue
      .then(backend)
      .then(pending)
      .then(() => state.setState({ engine: 'ready' }))
      .catch((error: unknown) => {
        state.setState({ engine: 'failed' });
        report(error);
      });
  };

  return {
    act(call) {
      ensureSetUp();
      const result = queue.then(async () => {
        const to = await backend();
        await before(to);
        return call(to);
      });
      queue = result.catch(() => undefined);
      return result;
    },
    look(call) {
      ensureSetUp();
      return backend().then(call);
    },
    backendNow: () => loaded,
    setUpNext(next) {
      build = next;
    },
    ensureSetUp,
    settled: () => queue,
  };
}
