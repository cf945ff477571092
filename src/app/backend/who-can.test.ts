import { beforeAll, expect, it } from 'vitest';
import { minikubeWorld } from '../../engine/base-worlds/minikube.ts';
import { createWorld } from '../../engine/create-world.ts';
import type { World } from '../../engine/world.ts';
import { createShell } from '../../shell/shell.ts';
import { matrix } from './who-can.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(minikubeWorld());
}, 60_000);

const can = async (name: string): Promise<string[]> => (await matrix(world, name, [], 'default')).rows.map(({ resource }) => resource);

it('whoever is recognised may review himself: he is in system:authenticated', async () => {
  const { verbs, rows } = await matrix(world, 'arthur', ['dev'], 'default');
  const create = verbs.indexOf('create');
  expect(rows.map(({ resource }) => resource).sort()).toEqual(['selfsubjectaccessreviews', 'selfsubjectreviews', 'selfsubjectrulesreviews']);
  for (const { cells } of rows) expect(cells[create]).toContain('"system:basic-user" of ClusterRole "system:basic-user" to Group "system:authenticated"');
});

it('an anonymous caller is in another group, and may not', async () => {
  expect(await can('system:anonymous')).toEqual([]);
});

it('a service account is in the groups of service accounts, and may read what they may', async () => {
  const binding = 'kubectl create clusterrolebinding sa --clusterrole=view --group=system:serviceaccounts:default';
  await createShell({ world, machine: 'laptop', loadBash: () => Promise.reject(new Error('bash was loaded')) }).run(binding);
  expect(await can('system:serviceaccount:default:default')).toContain('configmaps');
  expect(await can('system:serviceaccount:dev:default')).not.toContain('configmaps');
});
