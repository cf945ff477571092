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
    await import(/* @vite-ignore */ workerUrl);
    return (globalThis as unknown as Record<symbol, () => Backend>)[OPEN_HERE]?.() ?? Promise.reject(new Error('the engine could not be loaded'));
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

const startWorker = (): Thread => new Worker(workerUrl, { type: 'module', name: 'gatehouse' }) as unknown as Thread;
