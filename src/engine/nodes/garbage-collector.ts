// Models pkg/controller/garbagecollector for what belongs to Deployments and ReplicaSets: without its owner it goes.
// Left out: every other owner, orphaning, deletion in the foreground.

import type { Members } from '../../trace/json.ts';
import { listOf, members } from './component-client.ts';
import type { ControllerClient } from './controller-client.ts';
import { isLeaving, nameOf, ownerOf, pathOf, uidOf } from './workload-objects.ts';

export async function collectGarbage(client: ControllerClient): Promise<void> {
  const list = async (path: string) => listOf((await client.send('GET', path)).json.items);
  const deployments = await list('/apis/apps/v1/deployments');
  let sets = await list('/apis/apps/v1/replicasets');
  const orphans = (objects: readonly Members[], kind: string, owners: readonly Members[]) => {
    const there = new Set(owners.map(uidOf));
    return objects.filter((object) => {
      const owner = ownerOf(object);
      return owner?.kind === kind && !there.has(String(owner.uid)) && !isLeaving(object);
    });
  };
  const remove = async (plural: string, objects: readonly Members[]) => {
    for (const object of objects) {
      const options = { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid: members(object.metadata).uid }, propagationPolicy: 'Background' };
      await client.send('DELETE', pathOf(plural, object, nameOf(object)), options);
    }
  };
  const left = orphans(sets, 'Deployment', deployments);
  await remove('replicasets', left);
  sets = sets.filter((set) => !left.includes(set));
  await remove('pods', orphans(await list('/api/v1/pods'), 'ReplicaSet', sets));
}
