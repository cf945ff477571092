// Whoever has a public certificate is not that user: the private key must fit, and the clients look before a byte is sent.
import { beforeAll, describe, expect, test } from 'vitest';
import { minikubeWorld } from '../../engine/base-worlds/minikube.ts';
import { createWorld } from '../../engine/create-world.ts';
import type { World } from '../../engine/world.ts';
import { createShell, type Shell } from '../shell.ts';

let world: World;
let shell: Shell;
const traces: string[] = [];

beforeAll(async () => {
  world = await createWorld(minikubeWorld());
  shell = createShell({ world, machine: 'laptop' });
  await shell.run('openssl genrsa -out mine.key 2048; echo hello > junk; export P=$HOME/.minikube/profiles/minikube CACERT=$HOME/.minikube/ca.crt');
});

async function run(line: string): Promise<{ code: number; out: string; err: string }> {
  traces.length = 0;
  const { exitCode, output } = await shell.run(line, {
    signal: new AbortController().signal,
    onOutput: () => undefined,
    // What the machine's own kubeconfig already knows of the server's kinds is asked in the background.
    onRun: ({ trace, background }) => void (background || traces.push(trace.title)),
  });
  const text = (stream: string) => output.flatMap((part) => (part.stream === stream ? [part.text] : [])).join('');
  return { code: exitCode, out: text('stdout'), err: text('stderr') };
}

const KUBECTL = 'kubectl --kubeconfig=/dev/null --server https://192.168.49.2:8443 --certificate-authority $CACERT';
const MISMATCH = 'tls: private key does not match public key';

describe('kubectl', () => {
  test.each<[claim: string, flags: string, err: string]>([
    ['another key', '--client-certificate $P/client.crt --client-key mine.key', `Unable to connect to the server: ${MISMATCH}\n`],
    [
      'no key at all',
      '--client-certificate $P/client.crt --client-key junk',
      'Unable to connect to the server: tls: failed to find any PEM data in key input\n',
    ],
    ['the CA’s certificate with a client’s key', '--client-certificate $CACERT --client-key $P/client.key', `Unable to connect to the server: ${MISMATCH}\n`],
  ])('%s: nothing reaches the server', async (_claim, flags, err) => {
    expect(await run(`${KUBECTL} ${flags} get --raw /version`)).toEqual({ code: 1, out: '', err });
  });

  test('the right key is let in', async () => {
    expect(
      (await run(`${KUBECTL} --client-certificate $P/client.crt --client-key $P/client.key auth whoami -o jsonpath={.status.userInfo.username}`)).out,
    ).toBe('minikube-user');
  });

  test('a pair given as data is looked at before anything is called', async () => {
    await run('kubectl config set-credentials thief --embed-certs --client-certificate=$P/client.crt --client-key=mine.key');
    expect(await run('kubectl --user=thief get pods')).toEqual({ code: 1, out: '', err: `error: ${MISMATCH}\n` });
    expect(traces).toEqual([]);
  });
});

describe('an exec plugin that hands out a certificate', () => {
  const HOME = '/home/learner';
  test.each<[claim: string, key: string, code: number, err: string]>([
    [
      'with another key is refused before anything is called',
      `${HOME}/mine.key`,
      1,
      `Unable to connect to the server: getting credentials: failed parsing client key/certificate: ${MISMATCH}\n`,
    ],
    ['with its own key is let in', `${HOME}/.minikube/profiles/minikube/client.key`, 0, ''],
  ])('%s', async (_claim, key, code, err) => {
    const laptop = world.machine('laptop');
    const apiVersion = 'client.authentication.k8s.io/v1';
    const status = { clientCertificateData: laptop.read(`${HOME}/.minikube/profiles/minikube/client.crt`), clientKeyData: laptop.read(key) };
    laptop.write(`${HOME}/credential.json`, JSON.stringify({ apiVersion, kind: 'ExecCredential', status }));
    await run(
      `kubectl config set-credentials plugin --exec-command=cat --exec-api-version=${apiVersion} --exec-interactive-mode=Never --exec-arg=${HOME}/credential.json`,
    );
    const result = await run('kubectl --user=plugin get --raw /version');
    expect([result.code, result.err]).toEqual([code, err]);
    expect(traces.length > 0).toBe(code === 0);
  });
});

describe('curl', () => {
  test.each<[claim: string, key: string]>([
    ['another key', 'mine.key'],
    ['no key at all', 'junk'],
  ])('%s: nothing is sent', async (_claim, key) => {
    const result = await run(`curl -sS --cacert $CACERT --cert $P/client.crt --key ${key} https://192.168.49.2:8443/version`);
    expect(result).toEqual({ code: 58, out: '', err: `curl: (58) unable to set private key file: '${key}' type PEM\n` });
    expect(traces).toEqual([]);
  });
});
