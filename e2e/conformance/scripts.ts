// Runs a case's `sh` steps: a bash of their own each, over one machine whose files last through the case.
import type { WorldSpec } from '../../src/engine/spec.ts';
import type { World } from '../../src/engine/world.ts';
import { createShell, type Shell } from '../../src/shell/shell.ts';
import type { Pki, Step } from './recorded-case.ts';

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
    if (user) {
      const file = `${CASE_FOLDER}/other.kubeconfig`;
      world.machine(MACHINE).write(file, kubeconfig(user));
      await shell.run(`export KUBECONFIG=${file}`);
    }
    const { exitCode, output } = await shell.run(script);
    const text = (stream: 'stdout' | 'stderr') =>
      output
        .filter((part) => part.stream === stream)
        .map((part) => part.text)
        .join('')
        .replaceAll(PKI_FOLDER, '$PKI')
        .replaceAll(CASE_FOLDER, '$DIR')
        .replaceAll('127.0.0.1:26443', WRITTEN_IN_RECORDINGS);
    return { exit: exitCode, stdout: text('stdout'), stderr: text('stderr') };
  };
}

const PKI_FOLDER = '/corpus/pki';
const CASE_FOLDER = '/corpus/case';
const HOME = `${CASE_FOLDER}/home`;
const ADMIN = { 'client-certificate': `${PKI_FOLDER}/admin.crt`, 'client-key': `${PKI_FOLDER}/admin.key` };
/** The recordings tell no private keys: a text that stands for the key of this certificate and of no other. */
const standInKey = (name: string): string => `-----BEGIN PRIVATE KEY-----\n${btoa(`the private key of ${name}`)}\n-----END PRIVATE KEY-----\n`;

/** The keys and certificates of the recordings, each certificate with its key's file. */
export const withKeys = (pki: Pki): Pki => Object.fromEntries(Object.entries(pki).map(([name, material]) => [name, { ...material, key: standInKey(name) }]));

/** The machine of the recordings: all certificates, and a kubeconfig whose user, cluster and context are called minikube. */
export function laptop(pki: Pki): WorldSpec['machines'][string] {
  const files: Record<string, string> = { [`${HOME}/.kube/config`]: kubeconfig(ADMIN) };
  for (const [name, { crt, pub }] of Object.entries(pki)) {
    if (crt) files[`${PKI_FOLDER}/${name}.crt`] = crt;
    if (pub) files[`${PKI_FOLDER}/${name}.pub`] = pub;
    files[`${PKI_FOLDER}/${name}.key`] = standInKey(name);
  }
  return { user: 'root', home: HOME, env: {}, files };
}

function kubeconfig(user: Record<string, string>): string {
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'minikube', cluster: { 'certificate-authority': `${PKI_FOLDER}/server-ca.crt`, server: 'https://127.0.0.1:26443' } }],
      users: [{ name: 'minikube', user }],
      contexts: [{ name: 'minikube', context: { cluster: 'minikube', user: 'minikube', namespace: 'default' } }],
      'current-context': 'minikube',
    },
    null,
    1,
  );
}
