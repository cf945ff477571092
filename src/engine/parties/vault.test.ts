import { describe, expect, it } from 'vitest';
import { createShell } from '../../shell/shell.ts';
import { minikubeWorld } from '../base-worlds/minikube.ts';
import { createWorld } from '../create-world.ts';
import { ask, pod } from '../nodes/testing/pod-world.ts';
import type { World } from '../world.ts';
import type { VaultSpec } from './vault-spec.ts';

const vault = (role: Partial<VaultSpec['roles'][string]> = {}): VaultSpec => ({
  kind: 'vault',
  name: 'vault',
  origin: 'http://vault.tools.svc:8200',
  pod: { namespace: 'tools', name: 'vault' },
  roles: { web: { bound_service_account_names: ['web'], bound_service_account_namespaces: ['default'], audience: 'vault', ...role } },
});

const sources = [{ serviceAccountToken: { audience: 'vault', path: 'token' } }];
const client = (name: string) => ({
  ...pod(name, { serviceAccountName: name, volumes: [{ name: 'v', projected: { sources } }] }, { volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
});

interface Setting {
  role?: Partial<VaultSpec['roles'][string]>;
  reviewer?: boolean;
  vaultRuns?: boolean;
}

async function setting({ role, reviewer = true, vaultRuns = true }: Setting = {}): Promise<World> {
  const world = await createWorld({ ...minikubeWorld(), parties: [vault(role)] });
  const make = async (path: string, body: object) => {
    const { status, json } = await ask(world, 'POST', path, body);
    if (status !== 201) throw new Error(JSON.stringify(json));
  };
  await make('/api/v1/namespaces', { metadata: { name: 'tools' } });
  if (vaultRuns) await make('/api/v1/namespaces/tools/pods', pod('vault'));
  if (reviewer)
    await make('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      metadata: { name: 'vault' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'tools' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
    });
  for (const name of ['web', 'twin']) {
    await make('/api/v1/namespaces/default/serviceaccounts', { metadata: { name } });
    await make('/api/v1/namespaces/default/pods', client(name));
  }
  await world.advance(5000);
  return world;
}

async function login(world: World, from: string, { file = '/v/token', role = 'web', host = 'vault.tools.svc:8200' } = {}) {
  const shell = createShell({ world, machine: 'laptop' });
  const body = `{\\"role\\": \\"${role}\\", \\"jwt\\": \\"$(cat ${file})\\"}`;
  const { output, runs } = await shell.run(`kubectl exec ${from} -- sh -c 'curl -sS -d "${body}" http://${host}/v1/auth/kubernetes/login'`);
  return {
    text: output.map(({ text }) => text).join(''),
    runs: runs.filter(({ background }) => !background).map(({ trace }) => `${trace.from} → ${trace.to}`),
  };
}

describe('a vault in the cluster', () => {
  it('asks the API server, with its own token, whose the token is, and lets in whom its role names', async () => {
    const { text, runs } = await login(await setting(), 'web');
    expect(JSON.parse(text).auth).toMatchObject({
      policies: ['default', 'web'],
      metadata: { role: 'web', service_account_name: 'web', service_account_namespace: 'default' },
    });
    expect(runs.slice(-2)).toEqual(['web → vault', 'vault → kube-apiserver']);
  });
  it('is found by its short name from a pod of its namespace only', async () => {
    const { text } = await login(await setting(), 'web', { host: 'vault:8200' });
    expect(text).toContain('Could not resolve host: vault');
  });
  it('cannot be reached from outside the cluster', async () => {
    const shell = createShell({ world: await setting(), machine: 'laptop' });
    const { output } = await shell.run('curl -sS http://vault.tools.svc:8200/v1/auth/kubernetes/login');
    expect(output[0]?.text).toBe('curl: (6) Could not resolve host: vault.tools.svc\n');
  });
  it.each<[string, Setting, Parameters<typeof login>[2], string]>([
    ['whose account its role does not name', { role: { bound_service_account_names: ['other'] } }, {}, 'service account name not authorized'],
    ['whose namespace its role does not name', { role: { bound_service_account_namespaces: ['prod'] } }, {}, 'namespace not authorized'],
    ['who names no role of its', {}, { role: 'admin' }, 'invalid role name \\"admin\\"'],
    [
      'whose token is for the API server',
      {},
      { file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
      'lookup failed: [invalid bearer token, token audiences [\\"https://kubernetes.default.svc.cluster.local\\"] is invalid for the target audiences [\\"vault\\"]]',
    ],
    [
      'because it may not review tokens itself',
      { reviewer: false },
      {},
      'User \\"system:serviceaccount:tools:default\\" cannot create resource \\"tokenreviews\\"',
    ],
  ])('refuses somebody %s', async (_who, given, asked, words) => {
    expect((await login(await setting(given), 'web', asked)).text).toContain(words);
  });
  it('that forgets the audience in its question refuses a token that was made for it', async () => {
    const world = await setting();
    await world.changeParty({ ...vault(), roles: { web: { bound_service_account_names: ['web'], bound_service_account_namespaces: ['default'] } } });
    expect((await login(world, 'web')).text).toContain(
      'lookup failed: [invalid bearer token, token audiences [\\"vault\\"] is invalid for the target audiences',
    );
  });
  it('does not listen while its pod does not run', async () => {
    expect((await login(await setting({ vaultRuns: false }), 'web')).text).toContain('curl: (7) Failed to connect to vault.tools.svc port 8200');
  });
});
