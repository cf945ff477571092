// What apply sends: what was applied last, what is wanted, what is there → one patch (apimachinery strategicpatch, jsonmergepatch).
// Left out: $setElementOrder and $retainKeys, which only order lists and clear unions.
import { isJsonObject, membersOf } from '../../../trace/json.ts';
import type { KubeObject } from './client.ts';
import { metaOf } from './manifests.ts';
import { compactJson } from './print/json.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Lists whose elements are told apart by a key; every other list is one value. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  secrets: 'name',
  hostAliases: 'ip',
  ownerReferences: 'uid',
  conditions: 'type',
  topologySpreadConstraints: 'topologyKey',
};

/** The object with the annotation that remembers it. */
export function lastApplied(object: KubeObject): KubeObject {
  const { annotations = {} } = metaOf(object);
  const { [LAST_APPLIED]: _, ...others } = annotations;
  const remembered = { ...object, metadata: { ...membersOf(object.metadata), annotations: others } };
  return { ...object, metadata: { ...membersOf(object.metadata), annotations: { ...others, [LAST_APPLIED]: `${compactJson(remembered)}\n` } } };
}

const same = (a: unknown, b: unknown): boolean => compactJson(a ?? null) === compactJson(b ?? null);

/** A patch from `current` to `modified` that takes away only what `original` held. Empty when nothing is to do. */
export function threeWayPatch(original: KubeObject, modified: KubeObject, current: KubeObject, strategic: boolean): KubeObject {
  const patch: KubeObject = {};
  for (const [key, wanted] of Object.entries(modified)) {
    const there = current[key];
    if (wanted === null) {
      if (there !== undefined && there !== null) patch[key] = null;
    } else if (isJsonObject(wanted) && isJsonObject(there)) {
      const inner = threeWayPatch(membersOf(original[key]), wanted, there, strategic);
      if (Object.keys(inner).length) patch[key] = inner;
    } else if (Array.isArray(wanted) && Array.isArray(there) && strategic && mergeKeyOf(key, wanted) !== undefined) {
      const inner = listPatch(mergeKeyOf(key, wanted) ?? '', asMaps(original[key]), asMaps(wanted), asMaps(there));
      if (inner.length) patch[key] = inner;
    } else if (!same(wanted, there)) patch[key] = wanted;
  }
  for (const key of Object.keys(original)) if (!(key in modified) && key in current) patch[key] = null;
  return patch;
}

const asMaps = (value: unknown): KubeObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

function mergeKeyOf(field: string, list: readonly unknown[]): string | undefined {
  const key = MERGE_KEYS[field] ?? (field === 'ports' ? (list.every((p) => isJsonObject(p) && 'containerPort' in p) ? 'containerPort' : 'port') : undefined);
  return key !== undefined && list.every((item) => isJsonObject(item) && key in item) ? key : undefined;
}

function listPatch(key: string, original: KubeObject[], modified: KubeObject[], current: KubeObject[]): KubeObject[] {
  const find = (list: KubeObject[], id: unknown) => list.find((item) => item[key] === id);
  const patch: KubeObject[] = [];
  for (const wanted of modified) {
    const there = find(current, wanted[key]);
    if (!there) patch.push(wanted);
    else {
      const inner = threeWayPatch(find(original, wanted[key]) ?? {}, wanted, there, true);
      if (Object.keys(inner).length) patch.push({ ...inner, [key]: wanted[key] });
    }
  }
  for (const was of original) if (!find(modified, was[key]) && find(current, was[key])) patch.push({ $patch: 'delete', [key]: was[key] });
  return patch;
}
