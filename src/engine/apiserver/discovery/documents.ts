// Models apiserver pkg/endpoints/discovery (legacy and aggregated) and kube-aggregator's /apis: the documents that say what is served.
// Left out: ETags of aggregated discovery, groups served by other servers.

import type { Members } from '../../../trace/json.ts';
import { KUBERNETES_BUILD } from '../../kubernetes-build.data.ts';
import { registry } from '../resources/registry.ts';
import { type GroupVersion, groupVersionOf, type ResourceTypeRow, type SubresourceType } from '../resources/resource-table.ts';
import { HEALTH_CHECKS } from './health.ts';

const unlessEmpty = (name: string, list: readonly string[]): Members => (list.length ? { [name]: list } : {});

function resourceRows(type: ResourceTypeRow): Members[] {
  const { resource, singular, namespaced, kind, verbs, shortNames, categories, storageVersionHash } = type;
  return [
    {
      name: resource,
      singularName: singular,
      namespaced,
      kind,
      verbs,
      ...unlessEmpty('shortNames', shortNames),
      ...unlessEmpty('categories', categories),
      ...(storageVersionHash ? { storageVersionHash } : {}),
    },
    ...type.subresourceTypes.map((s) => ({
      name: `${resource}/${s.name}`,
      singularName: '',
      namespaced,
      ...(s.group === undefined ? {} : { group: s.group, version: s.version }),
      kind: s.kind,
      verbs: s.verbs,
    })),
  ];
}

/** /api/v1 and /apis/G/V; undefined when there is no such version. */
export function resourceList(group: string, version: string): Members | undefined {
  const gv = registry.versions(group)?.find((v) => v.version === version);
  if (!gv) return undefined;
  return {
    kind: 'APIResourceList',
    ...(group ? { apiVersion: 'v1' } : {}),
    groupVersion: groupVersionOf(gv),
    resources: gv.types.flatMap(resourceRows),
  };
}

function groupOf(versions: readonly GroupVersion[]): Members {
  const rows = versions.map((v) => ({ groupVersion: groupVersionOf(v), version: v.version }));
  return { name: versions[0]?.group ?? '', versions: rows, preferredVersion: rows[0] };
}

/** /apis/G */
export function apiGroup(group: string): Members | undefined {
  const versions = group === '' ? undefined : registry.versions(group);
  return versions && { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(versions) };
}

const groupNames = (): string[] => [...new Set(registry.groupVersions.map((gv) => gv.group))].filter((g) => g !== '');

/** /apis */
export const apiGroupList = (): Members => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groupNames().map((g) => groupOf(registry.versions(g) ?? [])),
});

/** /api. `address` is host and port under which the server reaches itself. */
export const apiVersions = (address: string): Members => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
});

const responseKind = (kind: string, of?: { group?: string; version?: string }): Members => ({
  group: of?.group ?? '',
  version: of?.version ?? '',
  kind,
});

const aggregatedSubresource = (s: SubresourceType): Members => ({
  subresource: s.name,
  responseKind: responseKind(s.kind, s),
  verbs: s.verbs,
});

function aggregatedResource(type: ResourceTypeRow): Members {
  return {
    resource: type.resource,
    responseKind: responseKind(type.kind),
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: type.verbs,
    ...unlessEmpty('shortNames', type.shortNames),
    ...unlessEmpty('categories', type.categories),
    ...(type.subresourceTypes.length ? { subresources: type.subresourceTypes.map(aggregatedSubresource) } : {}),
  };
}

/** /api and /apis in the one-document form that kubectl asks for. */
export function aggregatedDiscovery(root: 'api' | 'apis'): Members {
  const groups = root === 'api' ? [''] : groupNames();
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map((group) => ({
      metadata: group ? { name: group, creationTimestamp: null } : {},
      versions: (registry.versions(group) ?? []).map((gv) => ({
        version: gv.version,
        resources: gv.types.map(aggregatedResource),
        freshness: 'Current',
      })),
    })),
  };
}

/** "1.2.3" → the document at /version. */
export function versionDocument(version: string): Members {
  const [major = '', minor = ''] = version.split('.');
  return {
    major,
    minor,
    emulationMajor: major,
    emulationMinor: minor,
    minCompatibilityMajor: major,
    minCompatibilityMinor: String(Number(minor) - 1),
    gitVersion: `v${version}`,
    gitCommit: '$Format:%H$',
    gitTreeState: '',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: KUBERNETES_BUILD.goVersion,
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

const OTHER_PATHS = [
  '/.well-known/openid-configuration',
  '/api',
  '/api/v1',
  '/apis',
  '/apis/',
  '/flagz',
  '/healthz',
  '/livez',
  '/metrics',
  '/metrics/slis',
  '/openapi/v2',
  '/openapi/v3',
  '/openapi/v3/',
  '/openid/v1/jwks',
  '/readyz',
  '/statusz',
  '/version',
];

/** / lists every path there is, sorted. */
export function pathsDocument(): Members {
  const groups = groupNames().flatMap((g) => [`/apis/${g}`, ...(registry.versions(g) ?? []).map((v) => `/apis/${groupVersionOf(v)}`)]);
  const checks = Object.entries(HEALTH_CHECKS).flatMap(([endpoint, names]) => names.map((n) => `/${endpoint}/${n}`));
  return { paths: [...OTHER_PATHS, ...groups, ...checks].sort() };
}
