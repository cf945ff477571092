// The other end of worker-client.ts: engine and shell in a thread of their own.
import type { Backend, Checkpoint } from './backend.ts';
import { createHost } from './host.ts';
import type { Reply, Request } from './protocol.ts';

const scope = globalThis as unknown as { postMessage(message: Reply): void; onmessage: ((event: MessageEvent<Request>) => void) | null };

let backend: Backend | undefined;
const open = (from?: Checkpoint): Backend =>
  createHost({
    base: async () => (await import('../../engine/base-worlds/minikube.ts')).minikubeWorld(),
    ...(from ? { from } : {}),
  });

scope.onmessage = ({ data }) => {
  if (data.call === 'restore') {
    backend = open(data.from);
    return;
  }
  backend ??= open();
  if (data.call === 'interrupt') {
    backend.interrupt();
    return;
  }
  void answer(backend, data);
};

async function answer(to: Backend, request: Exclude<Request, { call: 'restore' } | { call: 'interrupt' }>): Promise<void> {
  const { id } = request;
  try {
    const result =
      request.call === 'run'
        ? await to.run(request.line, (event) => scope.postMessage({ id, event }))
        : await (to[request.call] as (...values: readonly unknown[]) => Promise<unknown>)(...request.values);
    scope.postMessage({ id, result });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    scope.postMessage({ id, error: { message, stack: stack ?? '' } });
  }
}
