// What lies in the store before the first request, and what of it must stand in a spec made from a world in use.
import { bootstrapObjects } from './apiserver/authz/bootstrap-policy.ts';
import type { ServiceAccountKeys } from './apiserver/service-account-keys.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { WorldSpec } from './spec.ts';
import { freshCluster } from './store/fresh-cluster.ts';
import type { KubeObject } from './store/object.ts';
import type { Store } from './store/store.ts';

export interface Filling {
  store: Store;
  clock: Clock;
  random: Random;
  spec: WorldSpec;
  /** Of the running server; undefined when it did not start. */
  keys: ServiceAccountKeys | undefined;
}

/** The flag's one value. */
function flag({ server }: WorldSpec, name: string): string {
  const value = server.flags[name];
  return (typeof value === 'string' ? value : value?.at(-1)) ?? '';
}

const certificate = (spec: WorldSpec, path: string): string | undefined => spec.server.files[path] ?? spec.pki[/([^/]+)\.crt$/.exec(path)?.[1] ?? '']?.crt;

/** The CA that kube-controller-manager publishes to every namespace. */
export const rootCaOf = ({ pki }: WorldSpec): string | undefined => pki.ca?.crt ?? pki['server-ca']?.crt;

/** Fills an empty store: the fresh cluster first, as it was when it was made, then the objects of the spec. */
export async function fillStore({ store, clock, random, spec, keys }: Filling): Promise<void> {
  const { resumed } = spec;
  const now = clock.now();
  if (resumed) clock.set(Date.parse(resumed.born));
  const clientCa = certificate(spec, flag(spec, 'client-ca-file'));
  const rootCa = rootCaOf(spec);
  await freshCluster({
    store,
    clock,
    random,
    controllers: spec.controllers,
    port: spec.server.port,
    serviceCidr: flag(spec, 'service-cluster-ip-range') || '10.0.0.0/24',
    bootstrap: bootstrapObjects(spec.base === 'minikube' ? 'minikube' : 'plain'),
    objects: spec.objects,
    ...(clientCa === undefined ? {} : { clientCa }),
    ...(rootCa === undefined ? {} : { rootCa }),
    ...(keys?.signing ? { sign: keys.signing.sign } : {}),
  });
  if (!resumed) return;
  for (const { group, resource, namespace, name } of resumed.removed) {
    if (store.get({ group, resource }, namespace, name)) store.write({ group, resource }, namespace, name, undefined);
  }
  random.state = resumed.random;
  clock.set(now);
}

/** What changed since the store was filled: objects as they stand now, and which of the first ones are gone. */
export function changesSinceFilled(store: Store, filledAt: number): { objects: KubeObject[]; removed: NonNullable<WorldSpec['resumed']>['removed'] } {
  const touched = new Map<string, { group: string; resource: string; namespace: string; name: string; existed: boolean }>();
  for (const { key, namespace, name, before } of store.changesSince(filledAt)) {
    const id = `${key.group}/${key.resource}/${namespace}/${name}`;
    if (!touched.has(id)) touched.set(id, { group: key.group, resource: key.resource, namespace, name, existed: before !== undefined });
  }
  const objects: KubeObject[] = [];
  const removed: NonNullable<WorldSpec['resumed']>['removed'] = [];
  for (const { existed, ...at } of touched.values()) {
    const object = store.get(at, at.namespace, at.name);
    if (object) objects.push(object);
    else if (existed) removed.push(at);
  }
  return { objects, removed };
}

/** Objects the spec began with, but for those that have changed or gone. */
export function withoutChanged(
  first: WorldSpec['objects'],
  changed: readonly KubeObject[],
  removed: readonly { namespace: string; name: string }[],
): WorldSpec['objects'] {
  const now = new Set(changed.map((o) => `${o.kind} ${o.metadata.namespace ?? ''} ${o.metadata.name}`));
  return structuredClone(first).filter((object) => {
    const { kind, metadata } = object as Partial<KubeObject>;
    const gone = removed.some((r) => r.name === metadata?.name && r.namespace === (metadata.namespace ?? ''));
    return !now.has(`${kind} ${metadata?.namespace ?? ''} ${metadata?.name ?? ''}`) && !gone;
  });
}
