// The one table of what the API server serves, and of what each kind adds to plain storage.
// A kind with rules of its own: one import line, one entry in STRATEGIES.
// A resource that stores nothing: one row in VIRTUAL, one line in virtual-resources.ts, which is loaded when somebody creates one.
import { invariant } from '../../invariant.ts';
import { Held } from '../../store/held.ts';
import type { ResourceKey } from '../../store/object.ts';
import { configMaps } from './kinds/config-maps.ts';
import { namespaces } from './kinds/namespaces.ts';
import { nodes } from './kinds/nodes.ts';
import { pods } from './kinds/pods.ts';
import { secrets } from './kinds/secrets.ts';
import { serviceAccounts } from './kinds/service-accounts.ts';
import type { ResourceStrategy, VirtualResource } from './resource.ts';
import { type GroupVersion, type ResourceTypeRow, readResourceTable, type SubresourceType } from './resource-table.ts';
import { clusterRoleBindingStrategy, roleBindingStrategy } from './role-bindings.ts';
import { clusterRoleStrategy, roleStrategy } from './roles.ts';

/** Its rules read certificate requests, which no plain request needs. */
const certificateSigningRequests: ResourceStrategy = {
  group: 'certificates.k8s.io',
  resource: 'certificatesigningrequests',
  fieldLabels: ['metadata.name', 'spec.signerName'],
  whole: async () => (await import('./certificate-signing-requests.ts')).certificateSigningRequests,
};

const workload = (resource: 'deployments' | 'replicasets'): ResourceStrategy => ({
  group: 'apps',
  resource,
  whole: async () => (await import('./kinds/workloads.ts'))[resource === 'deployments' ? 'deployments' : 'replicaSets'],
});

const STRATEGIES: readonly ResourceStrategy[] = [
  namespaces,
  serviceAccounts,
  secrets,
  configMaps,
  pods,
  nodes,
  clusterRoleStrategy,
  clusterRoleBindingStrategy,
  roleStrategy,
  roleBindingStrategy,
  certificateSigningRequests,
  workload('deployments'),
  workload('replicasets'),
];

const handlers = () => new Held(() => import('./virtual-resources.ts'));

/** A resource of version v1 whose handler is fetched by the first create. */
const virtual = (group: string, resource: string, kind: string, subresource?: string): VirtualResource => ({
  group,
  version: 'v1',
  resource,
  kind,
  ...(subresource ? { subresource } : {}),
  create: async (context, body) =>
    context.server.store.keep(handlers).with(({ virtualResources }) => {
      const handler = virtualResources.find((v) => v.group === group && v.kind === kind);
      invariant(handler, 'nobody handles this resource', { group, kind });
      return handler.create(context, body);
    }),
});

const VIRTUAL: readonly VirtualResource[] = [
  virtual('authorization.k8s.io', 'subjectaccessreviews', 'SubjectAccessReview'),
  virtual('authorization.k8s.io', 'localsubjectaccessreviews', 'LocalSubjectAccessReview'),
  virtual('authorization.k8s.io', 'selfsubjectaccessreviews', 'SelfSubjectAccessReview'),
  virtual('authorization.k8s.io', 'selfsubjectrulesreviews', 'SelfSubjectRulesReview'),
  virtual('authentication.k8s.io', 'selfsubjectreviews', 'SelfSubjectReview'),
  virtual('authentication.k8s.io', 'tokenreviews', 'TokenReview'),
  virtual('', 'serviceaccounts', 'TokenRequest', 'token'),
];

export interface ResourceEntry {
  readonly type: ResourceTypeRow;
  readonly strategy: ResourceStrategy;
  /** The create handler of a resource that stores nothing. */
  readonly virtual: VirtualResource | undefined;
  readonly subresources: ReadonlyMap<string, { type: SubresourceType; virtual: VirtualResource | undefined }>;
}

export class Registry {
  readonly groupVersions: readonly GroupVersion[];
  readonly #entries = new Map<string, Map<string, ResourceEntry>>();
  readonly #stored = new Map<string, ResourceEntry>();
  readonly #groups = new Map<string, GroupVersion[]>();

  constructor(groupVersions: readonly GroupVersion[], strategies: readonly ResourceStrategy[], virtuals: readonly VirtualResource[]) {
    this.groupVersions = groupVersions;
    for (const gv of groupVersions) {
      this.#groups.set(gv.group, [...(this.#groups.get(gv.group) ?? []), gv]);
      const entries = new Map<string, ResourceEntry>();
      this.#entries.set(`${gv.group}/${gv.version}`, entries);
      for (const type of gv.types) {
        const virtualOf = (subresource?: string): VirtualResource | undefined =>
          virtuals.find((v) => v.group === type.group && v.version === type.version && v.resource === type.resource && v.subresource === subresource);
        const strategy = strategies.find((s) => s.group === type.group && s.resource === type.resource);
        const entry: ResourceEntry = {
          type,
          strategy: strategy ?? { group: type.group, resource: type.resource },
          virtual: virtualOf(),
          subresources: new Map(type.subresourceTypes.map((s) => [s.name, { type: s, virtual: virtualOf(s.name) }])),
        };
        entries.set(type.resource, entry);
        const id = `${type.resource}.${type.group}`;
        if (!this.#stored.has(id)) this.#stored.set(id, entry);
      }
    }
  }

  lookup(group: string, version: string, resource: string): ResourceEntry | undefined {
    return this.#entries.get(`${group}/${version}`)?.get(resource);
  }

  /** The entry of the preferred version. */
  preferred(key: ResourceKey): ResourceEntry | undefined {
    return this.#stored.get(`${key.resource}.${key.group}`);
  }

  /** By kind as a manifest names it; undefined when this server serves no such kind. */
  byKind(group: string, version: string, kind: string): ResourceEntry | undefined {
    for (const entry of this.#entries.get(`${group}/${version}`)?.values() ?? []) if (entry.type.kind === kind) return entry;
    return undefined;
  }

  /** Versions of a group, the preferred one first; undefined for an unknown group. "" is the groupless /api. */
  versions(group: string): readonly GroupVersion[] | undefined {
    return this.#groups.get(group);
  }

  /** Entries of all stored namespaced kinds, one a kind: what deleting a namespace must empty. */
  *namespacedKinds(): Iterable<ResourceEntry> {
    for (const entry of this.#stored.values()) if (entry.type.namespaced && entry.type.verbs.includes('delete')) yield entry;
  }
}

export const registry = new Registry(readResourceTable(), STRATEGIES, VIRTUAL);
