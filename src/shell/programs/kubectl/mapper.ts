// From a word ("po", "deployments.apps", "roles.v1.rbac.authorization.k8s.io") or a kind to the resource it means (client-go restmapper).
import type { Client } from './client.ts';
import { type ApiResource, type Discovery, discover, isDiscovered } from './discovery.ts';

export interface Mapping extends ApiResource {
  groupVersion: string;
}

const mapping = (resource: ApiResource): Mapping => ({
  ...resource,
  groupVersion: resource.group ? `${resource.group}/${resource.version}` : resource.version,
});

/** Undefined when the server has no such type; a stale cache is asked anew before that is said. */
export async function findResource(client: Client, word: string): Promise<Mapping | undefined> {
  return withRefresh(client, (discovery) => lookUp(discovery, word));
}

export async function findKind(client: Client, apiVersion: string, kind: string): Promise<Mapping | undefined> {
  return withRefresh(client, (discovery) => {
    const found = discovery.find((r) => r.kind === kind && (r.group ? `${r.group}/${r.version}` : r.version) === apiVersion);
    return found && mapping(found);
  });
}

async function withRefresh(client: Client, look: (discovery: Discovery) => Mapping | undefined): Promise<Mapping | undefined> {
  const stale = isDiscovered(client);
  const found = look(await discover(client));
  if (found || !stale) return found;
  if (client.klog.level >= 6) client.klog.line('I', 'discovery.go:214', 'Invalidating discovery information');
  return look(await discover(client, true));
}

export function lookUp(discovery: Discovery, typed: string): Mapping | undefined {
  const word = typed.toLowerCase();
  const [name = '', ...rest] = word.split('.');
  if (rest.length >= 1) {
    const [version = '', ...group] = rest;
    const exact = discovery.find((r) => names(r, name) && r.version === version && r.group === group.join('.'));
    if (exact) return mapping(exact);
    const wanted = rest.join('.');
    const found = discovery.find((r) => names(r, name) && (r.group === wanted || r.group.startsWith(`${wanted}.`)));
    return found && mapping(found);
  }
  const found =
    discovery.find((r) => r.name === name || r.singular === name) ??
    discovery.find((r) => r.shortNames.includes(name)) ??
    discovery.find((r) => r.kind.toLowerCase() === name);
  return found && mapping(found);
}

const names = (r: ApiResource, word: string): boolean => r.name === word || r.singular === word || r.shortNames.includes(word);

/** Resources of a category such as `all`. */
export const inCategory = (discovery: Discovery, category: string): Mapping[] => discovery.filter((r) => r.categories.includes(category)).map(mapping);

export function pathOf(m: Pick<Mapping, 'group' | 'version' | 'name' | 'namespaced'>, namespace: string | undefined, name?: string): string {
  const root = m.group ? `/apis/${m.group}/${m.version}` : `/api/${m.version}`;
  const place = m.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${place}/${m.name}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}

/** "role.rbac.authorization.k8s.io": what `-o name` and the "created" lines begin with. */
export const typeName = (m: Pick<Mapping, 'kind' | 'group'>): string => (m.group ? `${m.kind.toLowerCase()}.${m.group}` : m.kind.toLowerCase());
