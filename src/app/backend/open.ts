// Two ways to start the same modules: in a worker, or in this thread where none can start (a frame without an origin of its own, say).
// Both load the worker's own file, so that the engine is built and fetched once.
import type { Backend } from './backend.ts';
import workerUrl from './worker.ts?worker&url';
import { createWorkerClient, type Thread } from './worker-client.ts';

/** As worker.ts names it. */
const OPEN_HERE = Symbol.for('gatehouse.open-here');

export interface OpenOptions {
  later(run: () => void, milliseconds: number): () => void;
  onRestored(why: string): void;
}

export async function openBackend(options: OpenOptions): Promise<Backend> {
  let first: Thread | undefined;
  try {
    first = startWorker();
  } catch {
    // Not allowed here: the same modules run in this thread.
  }
  if (!first) {
    await loadHere();
    return (globalThis as unknown as Record<symbol, () => Backend>)[OPEN_HERE]?.() ?? Promise.reject(new Error(FAILED));
  }
  let unused: Thread | undefined = first;
  return createWorkerClient({
    ...options,
    open() {
      const thread = unused ?? startWorker();
      unused = undefined;
      return thread;
    },
  });
}

const FAILED = 'the engine could not be loaded';

/** As a script of the page: its address is known only once it is built. */
const loadHere = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.type = 'module';
    script.src = workerUrl;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(FAILED));
    document.head.append(script);
  });

const startWorker = (): Thread => new Worker(workerUrl, { type: 'module', name: 'gatehouse' }) as unknown as Thread;
