// Models apimachinery's ObjectMeta and the identity of stored objects. Left out: managedFields, selfLink.
import type { Json } from '../../trace/json.ts';

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: Json[];
  generateName?: string;
}

/** Any API object. What is stored is never changed in place: a write stores a new value, so snapshots can share it. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** Group and plural: the store's first key. The API version plays no part: every version reads the same object. */
export interface ResourceKey {
  group: string;
  resource: string;
}

const META_ORDER = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
] as const satisfies readonly (keyof ObjectMeta)[];

/** Metadata with its members in the order in which the server writes them; undefined ones are left out. */
export function orderedMeta(meta: ObjectMeta): ObjectMeta {
  const out: Partial<Record<keyof ObjectMeta, unknown>> = {};
  for (const key of META_ORDER) if (meta[key] !== undefined) out[key] = meta[key];
  return out as ObjectMeta;
}
