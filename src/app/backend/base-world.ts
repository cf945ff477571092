// The world the page opens on: minikube, with a lesson's start or a learner's edits laid over it.
import type { WorldSpec } from '../../engine/spec.ts';
import { isJsonObject } from '../../trace/json.ts';
import type { WorldStart } from './backend.ts';
import { keyOf, RBAC_RESOURCES } from './rbac-kinds.ts';

export const AUDIT_POLICY_PATH = '/etc/kubernetes/audit-policy.yaml';
export const TOKENS_PATH = '/etc/ca-certificates/tokens.csv';

export function withStart(base: WorldSpec, start: WorldStart): WorldSpec {
  const { laptop } = base.machines;
  return {
    ...base,
    server: { ...base.server, flags: { ...base.server.flags, ...start.flags }, files: { ...base.server.files, ...start.files } },
    objects: [...base.objects, ...(start.objects ?? [])],
    pki: { ...base.pki, ...start.pki },
    machines: { ...base.machines, ...(laptop ? { laptop: { ...laptop, files: { ...laptop.files, ...start.laptop } } } : {}) },
  };
}

/** Keys of the RBAC objects among these. */
export function rbacKeys(objects: readonly { [field: string]: unknown }[]): Set<string> {
  const keys = new Set<string>();
  for (const { kind, metadata } of objects) {
    const resource = typeof kind === 'string' ? `${kind.toLowerCase()}s` : '';
    if (!RBAC_RESOURCES.includes(resource) || !isJsonObject(metadata)) continue;
    keys.add(keyOf(resource, typeof metadata.namespace === 'string' ? metadata.namespace : '', String(metadata.name)));
  }
  return keys;
}
