// A backend that lives in a worker. One that hangs is ended and built again from where it stood last.
import type { Backend, BackendEvent, Checkpoint, WorldStart } from './backend.ts';
import { CALL_NAMES, CALLS, type CallName, type Result, type Values } from './calls.ts';
import type { CallRequest, Reply, Request } from './protocol.ts';

/** What we need of a Worker; tests bring their own. */
export interface Thread {
  postMessage(message: Request): void;
  terminate(): void;
  onmessage: ((event: { data: Reply }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

export interface WorkerClientOptions {
  open(): Thread;
  later(run: () => void, milliseconds: number): () => void;
  /** The worker was ended; `why` is one line for the learner. */
  onRestored(why: string): void;
}

/** How long a command may be silent, and how long Ctrl-C may take, in milliseconds. */
const SILENCE = 10_000;
const CTRL_C = 1_000;
const CHECKPOINT_AFTER = 400;

interface Pending {
  call: CallName;
  resolve(value: unknown): void;
  reject(error: Error): void;
  onEvent: ((event: BackendEvent) => void) | undefined;
}

/** Rejects calls that waited in a worker that was ended; the learner has been told already. */
export class WorkerEnded extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WorkerEnded';
  }
}

export function createWorkerClient({ open, later, onRestored }: WorkerClientOptions): Backend {
  let thread = connect();
  let nextId = 1;
  const pending = new Map<number, Pending>();
  let checkpoint: Checkpoint | undefined;
  let lastStart: WorldStart | undefined;
  let cancelWatch: (() => void) | undefined;
  let cancelCheckpoint: (() => void) | undefined;

  function connect(): Thread {
    const made = open();
    made.onmessage = ({ data }) => receive(data);
    made.onerror = ({ message }) => {
      const error = new Error(`the engine could not be loaded${message ? `: ${message}` : ''}`);
      for (const { reject } of pending.values()) reject(error);
      pending.clear();
    };
    return made;
  }

  function receive(reply: Reply): void {
    const waiting = pending.get(reply.id);
    if (!waiting) return;
    if ('event' in reply) {
      waiting.onEvent?.(reply.event);
      // Somebody is reading a login window: that may take as long as it takes.
      if (reply.event.type === 'login') cancelWatch?.();
      else watch(SILENCE);
      return;
    }
    pending.delete(reply.id);
    watch(SILENCE);
    if ('error' in reply) {
      const error = new Error(reply.error.message);
      error.stack = reply.error.stack;
      waiting.reject(error);
    } else waiting.resolve(reply.result);
    if (CALLS[waiting.call].changes) planCheckpoint();
  }

  /** (Re)starts the clock while a command runs. */
  function watch(limit: number): void {
    cancelWatch?.();
    cancelWatch = undefined;
    const runs = [...pending.values()].some(({ call }) => call === 'run');
    if (runs) cancelWatch = later(() => end(limit === CTRL_C ? 'Ctrl-C did not reach the command' : 'A command said nothing for ten seconds'), limit);
  }

  function end(what: string): void {
    cancelWatch?.();
    cancelCheckpoint?.();
    thread.terminate();
    const left = [...pending.values()];
    pending.clear();
    thread = connect();
    const from = checkpoint;
    if (from) thread.postMessage({ call: 'restore', from });
    const restarted = call('start', [lastStart ?? {}]);
    restarted.catch(() => undefined);
    onRestored(`${what}, so it was ended and the world put back to where it stood before.`);
    for (const { call: name, resolve, reject } of left) {
      if (name === 'run') restarted.then((facts) => resolve({ exitCode: 137, facts }), reject);
      else reject(new WorkerEnded(what));
    }
  }

  function planCheckpoint(): void {
    cancelCheckpoint?.();
    cancelCheckpoint = later(() => {
      if (pending.size) return planCheckpoint();
      call('checkpoint', []).then(
        (value) => {
          checkpoint = value;
        },
        () => undefined,
      );
    }, CHECKPOINT_AFTER);
  }

  function call<K extends CallName>(name: K, values: Values<K>, onEvent?: (event: BackendEvent) => void): Promise<Result<K>> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      pending.set(id, { call: name, resolve: resolve as (value: unknown) => void, reject, onEvent });
      thread.postMessage({ id, call: name, values } as CallRequest);
    });
  }

  const plain = Object.fromEntries(CALL_NAMES.map((name) => [name, (...values: never) => call(name, values)])) as unknown as Pick<Backend, CallName>;

  return {
    ...plain,
    start(start) {
      lastStart = start;
      checkpoint = undefined;
      return call('start', [start]);
    },
    run(line, onEvent) {
      const done = call('run', [line], onEvent);
      watch(SILENCE);
      return done;
    },
    answerLogin(answer) {
      watch(SILENCE);
      return call('answerLogin', [answer]);
    },
    interrupt() {
      thread.postMessage({ call: 'interrupt' });
      watch(CTRL_C);
    },
    close() {
      cancelWatch?.();
      cancelCheckpoint?.();
      thread.terminate();
    },
  };
}
