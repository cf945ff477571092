// The other end of worker-client.ts: engine and shell in a thread of their own. A page that may not start workers imports this file instead.
import { minikubeWorld } from '../../engine/base-worlds/minikube.ts';
import { answer } from './answer.ts';
import type { Backend, Checkpoint } from './backend.ts';
import type { Reply, Request } from './protocol.ts';
import { createWorldBackend } from './world-backend.ts';

/** Where a page that imports this file finds `openHere`: the bundler keeps no export of a worker's entry. */
const OPEN_HERE = Symbol.for('gatehouse.open-here');

export const openHere = (from?: Checkpoint): Backend => createWorldBackend({ base: async () => minikubeWorld(), ...(from ? { from } : {}) });

const scope = globalThis as unknown as { document?: unknown; postMessage(message: Reply): void; onmessage: ((event: MessageEvent<Request>) => void) | null };

let backend: Backend | undefined;

if (scope.document !== undefined) Object.assign(scope, { [OPEN_HERE]: openHere });
else
  scope.onmessage = ({ data }) => {
    if (data.call === 'restore') {
      backend = openHere(data.from);
      return;
    }
    backend ??= openHere();
    if (data.call === 'interrupt') backend.interrupt();
    else void answer(backend, data, (reply) => scope.postMessage(reply));
  };
