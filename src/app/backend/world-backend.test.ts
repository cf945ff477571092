import { describe, expect, it, vi } from 'vitest';
import { minikubeWorld } from '../../engine/base-worlds/minikube.ts';
import type { Trace } from '../../trace/event.ts';
import { fold } from '../../trace/fold.ts';
import { timeline } from '../../trace/timeline.ts';
import type { Backend, BackendEvent, Checkpoint } from './backend.ts';
import { createWorldBackend } from './world-backend.ts';

vi.setConfig({ testTimeout: 60_000 });

const host = (from?: Checkpoint): Backend => createWorldBackend({ base: async () => minikubeWorld(), ...(from ? { from } : {}) });

const SCRIPT = [
  'curl -sS https://192.168.49.2:8443/api',
  'curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer token1" https://192.168.49.2:8443/api/v1/namespaces',
  'kubectl create namespace authn-demo',
  'kubectl -n authn-demo create serviceaccount test',
  'TOKEN=$(kubectl -n authn-demo create token test --duration=10m)',
  'curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer $TOKEN" https://192.168.49.2:8443/api',
  'kubectl create clusterrolebinding admin --clusterrole=cluster-admin --user=arthur',
  'kubectl get clusterrolebinding admin -o yaml',
];

async function play(backend: Backend, lines: readonly string[]): Promise<BackendEvent[]> {
  const events: BackendEvent[] = [];
  for (const line of lines) await backend.run(line, (event) => void events.push(event));
  return events;
}

const traces = (events: BackendEvent[]): Trace[] => events.flatMap((event) => (event.type === 'run' ? [event.trace] : []));

describe('the world behind the page', () => {
  it('gives the same traces and the same output, byte for byte, for the same commands', async () => {
    const [first, second] = await Promise.all([play(host(), SCRIPT), play(host(), SCRIPT)]);
    expect(traces(first).length).toBeGreaterThan(8);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });

  it('sends only what a worker can send, and what JSON can keep', async () => {
    const backend = host();
    const facts = await backend.start({});
    expect(structuredClone(facts)).toEqual(facts);
    for (const event of await play(backend, SCRIPT)) {
      expect(structuredClone(event)).toEqual(event);
      expect(JSON.parse(JSON.stringify(event))).toEqual(event);
    }
    const checkpoint = await backend.checkpoint();
    expect(structuredClone(checkpoint)).toEqual(checkpoint);
  });

  it('makes traces whose steps end at the reply, and whose picture is finished there', async () => {
    for (const trace of traces(await play(host(), SCRIPT))) {
      const { steps } = timeline(trace);
      const { done, failure, response } = fold(trace, steps.at(-1)?.events ?? 0);
      expect([trace.title, done, failure !== undefined || response !== undefined]).toEqual([trace.title, true, true]);
    }
  });

  it('goes back to a mark, forgets the marks after it, and does the same again', async () => {
    const backend = host();
    await play(backend, SCRIPT.slice(0, 2));
    const mark = await backend.mark();
    const first = await play(backend, SCRIPT.slice(2));
    const later = await backend.mark();
    expect(await backend.fork(mark)).toBeDefined();
    expect(await backend.fork(later)).toBeUndefined();
    const again = await play(backend, SCRIPT.slice(2));
    const answers = (events: BackendEvent[]): string[] => events.flatMap((event) => (event.type === 'output' ? [event.text] : []));
    expect(answers(again)).toEqual(answers(first));
  });

  it('goes on from a checkpoint: objects, shell, and the learner’s own bindings', async () => {
    const backend = host();
    await play(backend, [...SCRIPT, 'export WHO=arthur', 'cd /tmp']);
    const next = host(structuredClone(await backend.checkpoint()));
    const facts = await next.start({});
    expect(facts.prompt).toBe('learner@laptop:/tmp$ ');
    expect(facts.rbac).toContain('name: admin');
    const [output] = await play(next, ['kubectl get serviceaccount test -n authn-demo -o name && echo $WHO']);
    expect(output).toBeDefined();
    const text = (await play(next, ['echo $WHO'])).flatMap((event) => (event.type === 'output' ? [event.text] : [])).join('');
    expect(text).toBe('arthur\n');
  });

  it('swaps back to the world before a new start, and forth again', async () => {
    const backend = host();
    await play(backend, [SCRIPT[6] ?? '']);
    expect((await backend.start({})).rbac).toBe('');
    expect((await backend.back()).rbac).toContain('name: admin');
    expect((await backend.back()).rbac).toBe('');
  });

  it('names the key that made a signature', async () => {
    const backend = host();
    const facts = await backend.start({});
    expect(facts.keys.map(({ name, trusted }) => [name, trusted])).toEqual(
      expect.arrayContaining([
        ['sa', true],
        ['stranger', false],
      ]),
    );
    for (const key of ['sa', 'stranger']) {
      const signed = await backend.signToken('{"alg":"RS256"}', '{"sub":"x"}', key);
      if (!signed.ok) throw new Error(signed.error);
      expect(await backend.whoSigned(signed.token)).toBe(key);
      const [head, , signature] = signed.token.split('.');
      expect(await backend.whoSigned(`${head}.e30.${signature}`)).toBeUndefined();
    }
    for (const rubbish of ['', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.']) expect(await backend.whoSigned(rubbish)).toBeUndefined();
  });

  it('lists objects in the server’s columns, and shows one as YAML', async () => {
    const backend = host();
    const { kinds } = await backend.start({});
    expect(kinds.slice(0, 3).map(({ title }) => title)).toEqual(['Namespace', 'ServiceAccount', 'ClusterRoleBinding']);
    const namespaces = await backend.objects('namespaces');
    expect(namespaces.columns).toEqual(['Name', 'Status', 'Age']);
    expect(namespaces.rows.map(({ name }) => name)).toContain('kube-system');
    expect(await backend.objectYaml('namespaces', '', 'default')).toContain('kind: Namespace\n');
    expect(await backend.objectYaml('namespaces', '', 'no-such')).toBeUndefined();
    expect(await backend.objects('no-such-kind')).toEqual({ columns: [], rows: [] });
  });

  it('takes a command line apart as a shell would', async () => {
    const backend = host();
    const { commandLine, server } = await backend.start({});
    expect(await backend.parseFlags(commandLine)).toEqual({ flags: server.flags, errors: [] });
    expect(await backend.parseFlags(`kube-apiserver --a 'x y' --b="c d" --c --a=z oops`)).toEqual({
      flags: { a: ['x y', 'z'], b: 'c d', c: 'true' },
      errors: [{ name: 'oops', message: 'unknown command "oops" for "kube-apiserver"' }],
    });
  });
});
