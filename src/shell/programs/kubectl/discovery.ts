// What kinds the server has, asked once and kept, as kubectl keeps it under ~/.kube/cache (client-go discovery/cached).
// Left out: the six hours after which the cache is asked anew.
import { Client } from './client.ts';
import { resolveConfig } from './client-config.ts';
import { DialError, KubectlError, StatusFailure } from './failure.ts';
import { Flags } from './flags.ts';

export interface ApiResource {
  group: string;
  version: string;
  /** Plural. */
  name: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
  shortNames: string[];
  categories: string[];
  subresources: string[];
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** In the server's order of groups; within a group the preferred version first. */
export type Discovery = readonly ApiResource[];

/** By host and port, as the folders under ~/.kube/cache/discovery are named. */
const hostOf = (server: string): string => server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
const memoryKey = (client: Client): string => `kubectl.discovery ${hostOf(client.config.server)}`;

/** @param fresh Asks the server even when the answer is known: `api-resources`, and a type nobody has heard of. */
export async function discover(client: Client, fresh = false): Promise<Discovery> {
  const known = client.io.memory.get(memoryKey(client));
  if (known && !fresh) return known as Discovery;
  const found = (fresh ? undefined : await asOwner(client)) ?? (await everything(client, fresh ? 1 : 5));
  client.io.memory.set(memoryKey(client), found);
  return found;
}

const everything = async (client: Client, attempts: number): Promise<ApiResource[]> => [
  ...(await group(client, '/api', attempts)),
  ...(await group(client, '/apis', 1)),
];

/**
 * The machine has used its cluster before today: what its own ~/.kube/config can learn is known, whoever asks now.
 * Undefined when that file means another server or is refused; then the present user asks.
 */
async function asOwner(client: Client): Promise<ApiResource[] | undefined> {
  const { KUBECONFIG: _, ...env } = client.io.env;
  try {
    const config = await resolveConfig({ ...client.io, env }, new Flags(new Map()));
    return hostOf(config.server) === hostOf(client.config.server)
      ? await everything(new Client(config, { ...client.io, err: () => {}, out: () => {} }, 0), 1)
      : undefined;
  } catch (error) {
    if (error instanceof DialError || error instanceof StatusFailure || error instanceof KubectlError) return undefined;
    throw error;
  }
}

/** Whether discovery is known already. */
export const isDiscovered = (client: Client): boolean => client.io.memory.has(memoryKey(client));

interface AggregatedList {
  kind: string;
  items?: {
    metadata?: { name?: string };
    versions: {
      version: string;
      resources?: {
        resource: string;
        responseKind?: { kind?: string };
        scope: string;
        singularResource: string;
        verbs: string[];
        shortNames?: string[];
        categories?: string[];
        subresources?: { subresource: string }[];
      }[];
    }[];
  }[];
  versions?: string[];
  groups?: { name: string; versions: { groupVersion: string; version: string }[] }[];
}

async function group(client: Client, path: '/api' | '/apis', attempts: number): Promise<ApiResource[]> {
  const list = (await ask(client, `${path}?timeout=32s`, AGGREGATED, attempts)) as unknown as AggregatedList;
  if (list.kind === 'APIGroupDiscoveryList') {
    return (list.items ?? []).flatMap(({ metadata, versions }) =>
      versions.flatMap(({ version, resources = [] }) =>
        resources.map((r) => ({
          group: metadata?.name ?? '',
          version,
          name: r.resource,
          singular: r.singularResource,
          kind: r.responseKind?.kind ?? '',
          namespaced: r.scope === 'Namespaced',
          verbs: r.verbs,
          shortNames: r.shortNames ?? [],
          categories: r.categories ?? [],
          subresources: (r.subresources ?? []).map((s) => s.subresource),
        })),
      ),
    );
  }
  const found: ApiResource[] = [];
  for (const version of list.versions ?? []) found.push(...(await resourceList(client, '', version, `/api/${version}`)));
  for (const { name, versions } of list.groups ?? [])
    for (const { version, groupVersion } of versions) found.push(...(await resourceList(client, name, version, `/apis/${groupVersion}`)));
  return found;
}

interface ResourceList {
  resources?: { name: string; singularName: string; namespaced: boolean; kind: string; verbs: string[]; shortNames?: string[]; categories?: string[] }[];
}

async function resourceList(client: Client, groupName: string, version: string, path: string): Promise<ApiResource[]> {
  const { resources = [] } = (await ask(client, `${path}?timeout=32s`, 'application/json')) as ResourceList;
  return resources
    .filter((r) => !r.name.includes('/'))
    .map((r) => ({
      group: groupName,
      version,
      name: r.name,
      singular: r.singularName || r.kind.toLowerCase(),
      kind: r.kind,
      namespaced: r.namespaced,
      verbs: r.verbs,
      shortNames: r.shortNames ?? [],
      categories: r.categories ?? [],
      subresources: resources.filter((s) => s.name.startsWith(`${r.name}/`)).map((s) => s.name.slice(r.name.length + 1)),
    }));
}

/** A refused discovery may be tried several times, each with a line of complaint, before kubectl gives up. */
async function ask(client: Client, path: string, accept: string, attempts = 1): Promise<unknown> {
  for (let i = 1; ; i++) {
    try {
      return await client.json({ method: 'GET', path, accept, background: true, raw: true });
    } catch (error) {
      if (!(error instanceof DialError) && !(error instanceof StatusFailure)) throw error;
      if (path.startsWith('/api?'))
        client.klog.structured('E', 'memcache.go:265', 'Unhandled Error', [['err', `couldn't get current server API group list: ${error.message}`]]);
      if (i >= attempts) throw error;
    }
  }
}
