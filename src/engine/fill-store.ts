// What lies in the store before the first request: the objects of a fresh cluster, then those of the spec.
import type { RunningServer } from './apiserver/start-server.ts';
import { bootstrapObjects } from './apiserver/authz/bootstrap-policy.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { WorldSpec } from './spec.ts';
import type { Store } from './store/store.ts';

export async function fillStore(store: Store, spec: WorldSpec, random: Random, clock: Clock, _server: RunningServer | undefined): Promise<void> {
  for (const object of bootstrapObjects(spec.base === 'minikube' ? 'minikube' : 'plain')) {
    const resource = `${object.kind.toLowerCase()}s`;
    const metadata = { ...object.metadata, uid: random.uuid(), creationTimestamp: clock.timestamp() };
    store.write({ group: 'rbac.authorization.k8s.io', resource }, object.metadata.namespace ?? '', object.metadata.name, { ...object, metadata });
  }
}
