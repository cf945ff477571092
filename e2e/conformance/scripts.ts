// Runs a case's `sh` steps: a bash of their own each, over one machine whose files last through the case.
import type { World } from '../../src/engine/world.ts';
import { createShell, type Shell } from '../../src/shell/shell.ts';
import type { Step } from './recorded-case.ts';

const MACHINE = 'laptop';
const WRITTEN_IN_RECORDINGS = '192.168.49.2:8443';

export type Scripts = (script: string, user?: Record<string, string>) => Promise<Required<Pick<Step, 'exit' | 'stdout' | 'stderr'>>>;

export function scripts(world: World): Scripts {
  let shell: Shell | undefined;
  let fresh: ReturnType<Shell['snapshot']> | undefined;
  return async (script, user) => {
    shell ??= createShell({ world, machine: MACHINE, isTerminal: false });
    fresh ??= shell.snapshot();
    shell.restore(fresh);
    const folders = foldersOf(world);
    if (user) {
      const file = `${folders.dir}/other.kubeconfig`;
      world.machine(MACHINE).write(file, kubeconfigOf(world, user));
      await shell.run(`export KUBECONFIG=${file}`);
    }
    const { exitCode, output } = await shell.run(script);
    const text = (stream: 'stdout' | 'stderr') =>
      output
        .filter((part) => part.stream === stream)
        .map((part) => part.text)
        .join('')
        .replaceAll(folders.pki, '$PKI')
        .replaceAll(folders.dir, '$DIR')
        .replaceAll('127.0.0.1:26443', WRITTEN_IN_RECORDINGS);
    return { exit: exitCode, stdout: text('stdout'), stderr: text('stderr') };
  };
}

const kubeconfig = (world: World): string => {
  const machine = world.machine(MACHINE);
  const text = machine.read(`${machine.home}/.kube/config`);
  if (text === undefined) throw new Error('the machine has no ~/.kube/config');
  return text;
};

/** Where the recordings say $PKI and $DIR. */
function foldersOf(world: World): { pki: string; dir: string } {
  const home = world.machine(MACHINE).home;
  const authority = world
    .machine(MACHINE)
    .paths()
    .find((path) => path.endsWith('/server-ca.crt'));
  if (!authority || !home.endsWith('/home')) throw new Error(`the machine is not laid out as the recordings' one: ${home}, ${authority}`);
  return { pki: authority.slice(0, -'/server-ca.crt'.length), dir: home.slice(0, -'/home'.length) };
}

/** The same cluster and context, another user. */
function kubeconfigOf(world: World, user: Record<string, string>): string {
  const authority = `${foldersOf(world).pki}/server-ca.crt`;
  const server = /server: (\S+)/.exec(kubeconfig(world))?.[1] ?? 'https://127.0.0.1:26443';
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'minikube', cluster: { server, 'certificate-authority': authority } }],
    users: [{ name: 'minikube', user }],
    contexts: [{ name: 'minikube', context: { cluster: 'minikube', user: 'minikube', namespace: 'default' } }],
    'current-context': 'minikube',
  });
}
