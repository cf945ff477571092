import { describe, expect, it } from 'vitest';
import { answer } from './answer.ts';
import type { Backend } from './backend.ts';
import { CALL_NAMES, CALLS, type CallName } from './calls.ts';
import type { CallRequest, Reply, Request } from './protocol.ts';
import { createWorkerClient, type Thread, WorkerEnded } from './worker-client.ts';
import { createWorldBackend } from './world-backend.ts';

/** Threads that answer nothing by themselves, and a clock by hand. */
function bench() {
  let timers: { at: number; run: () => void }[] = [];
  let now = 0;
  const threads: (Thread & { sent: Request[]; ended: boolean; say(reply: Reply): void })[] = [];
  const restored: string[] = [];
  const client = createWorkerClient({
    open() {
      const thread = {
        sent: [] as Request[],
        ended: false,
        onmessage: null as Thread['onmessage'],
        onerror: null,
        postMessage(message: Request) {
          thread.sent.push(structuredClone(message));
        },
        terminate() {
          thread.ended = true;
        },
        say: (reply: Reply) => thread.onmessage?.({ data: reply }),
      };
      threads.push(thread);
      return thread;
    },
    later(run, ms) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    onRestored: (why) => restored.push(why),
  });
  const pass = (ms: number): void => {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { run } of due) run();
  };
  const thread = (index = -1) => {
    const found = threads.at(index);
    if (!found) throw new Error('no such thread');
    return found;
  };
  const lastId = (): number => {
    const message = thread().sent.at(-1);
    return message && 'id' in message ? message.id : 0;
  };
  return { client, threads, thread, restored, pass, lastId };
}

const FACTS = { clock: 'now' };
const SILENT = 'A command said nothing for ten seconds, so it was ended and the world put back to where it stood before.';

describe('the worker', () => {
  it('answers calls by their number, whatever their order', async () => {
    const { client, thread } = bench();
    const first = client.needsMore('a');
    const second = client.needsMore('b');
    thread().say({ id: 2, result: false });
    thread().say({ id: 1, result: true });
    expect(await Promise.all([first, second])).toEqual([true, false]);
  });

  it('hands on a bug of ours with its message and its stack', async () => {
    const { client, thread } = bench();
    const call = client.mark();
    thread().say({ id: 1, error: { message: 'a bug', stack: 'at somewhere' } });
    await expect(call).rejects.toMatchObject({ message: 'a bug', stack: 'at somewhere' });
  });

  it('may run for long, as long as something happens', () => {
    const { client, thread, pass, restored } = bench();
    const seen: string[] = [];
    void client.run('for i in 1 2 3', (event) => seen.push(event.type));
    for (let i = 0; i < 5; i++) {
      pass(9_999);
      thread().say({ id: 1, event: { type: 'output', stream: 'stdout', text: '.' } });
    }
    expect(seen).toHaveLength(5);
    expect(restored).toEqual([]);
  });

  it('is ended after ten silent seconds, and built again from the last checkpoint', async () => {
    const { client, thread, threads, pass, restored, lastId } = bench();
    const started = client.start({ flags: { a: 'b' } });
    thread().say({ id: lastId(), result: FACTS });
    await started;
    pass(400);
    thread().say({ id: lastId(), result: { spec: 'the world', shell: 'the shell' } });
    await Promise.resolve();
    const run = client.run('while true; do :; done', () => {});
    pass(9_999);
    expect(threads).toHaveLength(1);
    pass(1);
    expect(thread(0).ended).toBe(true);
    expect(restored).toEqual([SILENT]);
    expect(thread().sent).toEqual([
      { call: 'restore', from: { spec: 'the world', shell: 'the shell' } },
      { id: lastId(), call: 'start', values: [{ flags: { a: 'b' } }] },
    ]);
    thread().say({ id: lastId(), result: FACTS });
    expect(await run).toEqual({ exitCode: 137, facts: FACTS });
  });

  it('starts afresh when there was no checkpoint yet', () => {
    const { client, thread, pass } = bench();
    client.start({}).catch(() => undefined);
    void client.run('loop', () => {});
    pass(10_000);
    expect(thread().sent.map(({ call }) => call)).toEqual(['start']);
  });

  it('gets a second for Ctrl-C', () => {
    const { client, thread, pass, restored } = bench();
    void client.run('sleep 100000', () => {});
    client.interrupt();
    expect(thread().sent.at(-1)).toEqual({ call: 'interrupt' });
    pass(1_000);
    expect(restored).toEqual(['Ctrl-C did not reach the command, so it was ended and the world put back to where it stood before.']);
  });

  it('lives on when Ctrl-C lands', async () => {
    const { client, thread, pass, restored } = bench();
    const run = client.run('sleep 1', () => {});
    client.interrupt();
    thread().say({ id: 1, result: { exitCode: 130, facts: FACTS } });
    expect(await run).toMatchObject({ exitCode: 130 });
    pass(100_000);
    expect(restored).toEqual([]);
  });

  it('rejects the other calls that were waiting in it', async () => {
    const { client, pass } = bench();
    void client.run('loop', () => {});
    const waiting = client.objects('pods');
    pass(10_000);
    await expect(waiting).rejects.toBeInstanceOf(WorkerEnded);
  });

  it('that cannot be loaded fails every call', async () => {
    const { client, thread } = bench();
    const call = client.mark();
    thread().onerror?.({ message: 'not found' });
    await expect(call).rejects.toThrow('the engine could not be loaded: not found');
  });
});

/** What each call is given in these tests; a call of the table without values here does not compile. */
const VALUES: { [K in CallName]: Parameters<Backend[K]> } = {
  start: [{}],
  play: [{}, ['date']],
  lay: [{}],
  back: [],
  mark: [],
  fork: [1],
  run: ['date', () => undefined],
  answerLogin: [{ do: 'deny' }],
  parties: [{ do: 'remove', name: 'idp' }],
  flagsFor: ['idp'],
  makeCertificate: [{ commonName: 'ada', organizations: [], key: 'P-256', signer: 'own', from: 0, lifetime: 60, usages: ['clientAuth'] }],
  readPem: [''],
  writeLaptop: [{}],
  needsMore: ['a'],
  complete: ['a', 1],
  writeTokens: [''],
  writeAuditPolicy: [undefined],
  whoCan: [{ verb: 'get', resource: 'pods', group: '', namespace: '', name: '' }],
  matrix: ['ada', [], ''],
  checkTokens: [''],
  restart: [],
  parseFlags: [''],
  applyRbac: [''],
  nearMisses: [{} as never],
  applyFix: [{} as never, 0],
  signToken: ['{}', '{}', ''],
  whoSigned: [''],
  objects: ['pods'],
  objectYaml: ['pods', 'default', 'a'],
  podVolumes: ['default', 'a'],
  allowed: [[]],
  checkpoint: [],
};

/** By hand, and on purpose a second time: what a checkpoint is for is not to be read off the table that makes one. */
const CHANGING = 'applyFix applyRbac back fork lay parties restart run start writeAuditPolicy writeLaptop writeTokens';

describe('the table of calls', () => {
  it('says which change the world', () =>
    expect(
      CALL_NAMES.filter((name) => CALLS[name].changes)
        .sort()
        .join(' '),
    ).toBe(CHANGING));

  it('is all that a world in process answers, but for what overtakes', () => {
    const host = createWorldBackend({ base: () => Promise.reject(new Error('not asked')) });
    expect(Object.keys(host).sort()).toEqual([...CALL_NAMES, 'interrupt', 'close'].sort());
  });

  it.each(CALL_NAMES.map((name) => [name, CALLS[name].changes ? ['checkpoint'] : []] as const))('%s is followed by %j', async (name, expected) => {
    const { client, thread, pass, lastId } = bench();
    const done = (client[name] as (...values: readonly unknown[]) => Promise<unknown>)(...VALUES[name]);
    const [sent] = thread().sent;
    expect(sent).toEqual({ id: 1, call: name, values: VALUES[name].filter((value) => typeof value !== 'function') });
    thread().say({ id: lastId(), result: 'done' });
    expect(await done).toBe('done');
    pass(400);
    expect(
      thread()
        .sent.slice(1)
        .map(({ call }) => call),
    ).toEqual(expected);
  });

  it.each(CALL_NAMES)('%s reaches the backend with its values, and its answer goes back', async (name) => {
    const given: unknown[] = [];
    const backend = {
      [name]: async (...values: unknown[]) => {
        given.push(...values.filter((value) => typeof value !== 'function'));
        for (const listener of values) if (typeof listener === 'function') listener({ type: 'clock', clock: 'now', done: 1 });
        return 'done';
      },
    } as unknown as Backend;
    const values = VALUES[name].filter((value) => typeof value !== 'function');
    const replies: Reply[] = [];
    await answer(backend, { id: 7, call: name, values } as CallRequest, (reply) => replies.push(structuredClone(reply)));
    expect(given).toEqual(values);
    expect(replies).toEqual([...(CALLS[name].tells ? [{ id: 7, event: { type: 'clock', clock: 'now', done: 1 } }] : []), { id: 7, result: 'done' }]);
  });
});
