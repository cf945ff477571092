// Models pkg/controller/namespace/deletion/namespaced_resources_deleter.go: empties a terminating namespace, then lets it go.
// Left out: the conditions it reports meanwhile; pods end at once (there is no kubelet whose grace could be waited for).
import { registry } from '../apiserver/resources/registry.ts';
import type { KubeObject } from '../store/object.ts';
import type { Cluster, Controller } from './controllers.ts';
import { NAMESPACES, phaseOf } from './objects.ts';

const FINALIZER = 'kubernetes';

const finalizersOf = (namespace: KubeObject): string[] => ((namespace.spec ?? {}) as { finalizers?: string[] }).finalizers ?? [];

/** Deletes what no finalizer holds; true when nothing is left. */
function empty({ store, clock }: Cluster, namespace: string): boolean {
  let left = false;
  for (const { type } of registry.namespacedKinds())
    for (const object of store.list(type, namespace)) {
      const { name, finalizers, deletionTimestamp } = object.metadata;
      if (!finalizers?.length) {
        store.write(type, namespace, name, undefined);
        continue;
      }
      left = true;
      if (deletionTimestamp) continue;
      const metadata = { ...object.metadata, deletionTimestamp: clock.timestamp(), deletionGracePeriodSeconds: 0 };
      store.write(type, namespace, name, { ...object, metadata });
    }
  return !left;
}

export const namespaceDeletion: Controller = {
  watches: ['namespaces', ...[...registry.namespacedKinds()].map(({ type }) => type.resource)],
  reconcile(cluster) {
    const { store } = cluster;
    for (const namespace of store.values(NAMESPACES)) {
      if (phaseOf(namespace) !== 'Terminating' || !finalizersOf(namespace).includes(FINALIZER)) continue;
      const { name } = namespace.metadata;
      if (!empty(cluster, name)) continue;
      const finalizers = finalizersOf(namespace).filter((f) => f !== FINALIZER);
      if (finalizers.length || namespace.metadata.finalizers?.length) {
        store.write(NAMESPACES, '', name, { ...namespace, spec: finalizers.length ? { finalizers } : {} });
      } else store.write(NAMESPACES, '', name, undefined);
    }
  },
};
