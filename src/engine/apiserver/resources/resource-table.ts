// Models what pkg/controlplane installs by default: reads resource-types.data.ts into a table by group, version and plural.

import type { ResourceType } from './resource.ts';
import { RESOURCE_TYPES } from './resource-types.data.ts';

export interface SubresourceType {
  name: string;
  kind: string;
  verbs: readonly string[];
  /** Group and version of its kind, when they are not the resource's own ("policy", "v1" of pods/eviction). */
  group?: string;
  version?: string;
}

export interface ResourceTypeRow extends ResourceType {
  categories: readonly string[];
  storageVersionHash: string;
  subresourceTypes: readonly SubresourceType[];
}

export interface GroupVersion {
  group: string;
  version: string;
  /** In discovery's order. */
  types: readonly ResourceTypeRow[];
}

const ALL = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const VERBS: Record<string, readonly string[]> = { all: ALL, one: ALL.filter((v) => v !== 'deletecollection') };

const words = (text: string | undefined): string[] => (text === undefined || text === '-' ? [] : text.split(','));
const verbsOf = (text: string): readonly string[] => VERBS[text] ?? text.split(',');

/** "v1" → group "", "apps/v1" → group "apps". */
export function splitGroupVersion(text: string): { group: string; version: string } {
  const slash = text.indexOf('/');
  return slash < 0 ? { group: '', version: text } : { group: text.slice(0, slash), version: text.slice(slash + 1) };
}

export const groupVersionOf = (t: { group: string; version: string }): string => (t.group ? `${t.group}/${t.version}` : t.version);

/** All group versions, the groupless one first, then as /apis lists them. */
export function readResourceTable(text: string = RESOURCE_TYPES): GroupVersion[] {
  const out: (GroupVersion & { types: ResourceTypeRow[] })[] = [];
  let subresources: string[] = [];
  let subresourceTypes: SubresourceType[] = [];
  for (const line of text.trim().split('\n')) {
    const [head = '', ...rest] = line.split(' ');
    if (head === '#') {
      out.push({ ...splitGroupVersion(rest[0] ?? ''), types: [] });
      continue;
    }
    const types = out.at(-1)?.types ?? [];
    if (head.startsWith('/')) {
      const [verbs = '', kind, groupVersion] = rest;
      const name = head.slice(1);
      subresources.push(name);
      subresourceTypes.push({
        name,
        verbs: verbsOf(verbs),
        kind: kind ?? types.at(-1)?.kind ?? '',
        ...(groupVersion ? splitGroupVersion(groupVersion) : {}),
      });
      continue;
    }
    const [kind = '', scope, verbs = '', hash = '-', shortNames, categories] = rest;
    const { group, version } = out.at(-1) ?? { group: '', version: '' };
    subresources = [];
    subresourceTypes = [];
    types.push({
      group,
      version,
      resource: head,
      kind,
      singular: kind.toLowerCase(),
      namespaced: scope === 'n',
      verbs: verbsOf(verbs),
      shortNames: words(shortNames),
      categories: words(categories),
      storageVersionHash: hash === '-' ? '' : hash,
      subresources,
      subresourceTypes,
    });
  }
  return out;
}
