// Two ways to start the same backend: a worker, or this thread where none can start (an opaque origin, a file: address, Node).
import type { Backend } from './backend.ts';
import { createWorkerClient, type Thread } from './worker-client.ts';

export interface OpenOptions {
  later(run: () => void, milliseconds: number): () => void;
  onRestored(why: string): void;
}

export async function openBackend(options: OpenOptions): Promise<Backend> {
  if (typeof Worker === 'function' && globalThis.location?.protocol !== 'file:') {
    try {
      const first = startWorker();
      return createWorkerClient({ ...options, open: once(first) });
    } catch {
      // A frame without an origin of its own may not start workers: the same modules run here.
    }
  }
  return openInProcess();
}

const startWorker = (): Thread => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'gatehouse' }) as unknown as Thread;

function once(first: Thread): () => Thread {
  let unused: Thread | undefined = first;
  return () => {
    const thread = unused ?? startWorker();
    unused = undefined;
    return thread;
  };
}

export async function openInProcess(): Promise<Backend> {
  const [{ createHost }, { minikubeWorld }] = await Promise.all([import('./host.ts'), import('../../engine/base-worlds/minikube.ts')]);
  return createHost({ base: async () => minikubeWorld() });
}
