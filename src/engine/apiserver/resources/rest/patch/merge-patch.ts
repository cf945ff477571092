// Models RFC 7386 (JSON merge patch), strategic merge patch (apimachinery pkg/util/strategicpatch) and what server-side apply merges.
// Left out: ownership of fields (nobody's apply conflicts or takes fields away), $retainKeys' complaint about keys it does not list.
import { isJsonObject, type Members } from '../../../../../trace/json.ts';
import type { FieldType, StructType, TypeTable } from '../../schema/types.ts';

export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const out: Members = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = applyMergePatch(out[key], value);
  }
  return out;
}

interface Known {
  types: TypeTable;
  /** A strategic patch's null deletes; an applied null says nothing. */
  nullDeletes: boolean;
}

/** Merges by the rules of the type: objects member by member, lists with a merge key item by item, other lists whole. */
export function applyStrategicPatch(target: Members, patch: Members, type: StructType | undefined, known: Known): Members {
  if (patch.$patch === 'replace') return without(patch, ['$patch']);
  if (patch.$patch === 'delete') return {};
  const out = { ...target };
  const retained = patch.$retainKeys;
  if (Array.isArray(retained)) for (const key of Object.keys(out)) if (!retained.includes(key)) delete out[key];
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) {
      directive(out, key, value, type);
      continue;
    }
    if (value === null) {
      if (known.nullDeletes) delete out[key];
      continue;
    }
    const field = type?.byName.get(key);
    out[key] = merged(out[key], value, field?.type, field?.mergeKey, known, patch[`$setElementOrder/${key}`]);
  }
  return out;
}

const without = (value: Members, keys: readonly string[]): Members => Object.fromEntries(Object.entries(value).filter(([k]) => !keys.includes(k)));

/** `$deleteFromPrimitiveList/finalizers: [a]`; orders are read where the list is merged. */
function directive(out: Members, key: string, value: unknown, type: StructType | undefined): void {
  const name = /^\$deleteFromPrimitiveList\/(.+)$/.exec(key)?.[1];
  if (name === undefined || !type || !Array.isArray(value)) return;
  const list = out[name];
  if (Array.isArray(list)) out[name] = list.filter((item) => !value.includes(item));
}

function merged(target: unknown, patch: unknown, type: FieldType | undefined, mergeKey: string | undefined, known: Known, order: unknown): unknown {
  const structOf = (t: FieldType | undefined) => (t?.of === 'struct' ? known.types.get(t.name) : undefined);
  if (isJsonObject(patch)) {
    if (type?.of === 'map') return applyStrategicPatch(isJsonObject(target) ? target : {}, patch, undefined, known);
    return applyStrategicPatch(isJsonObject(target) ? target : {}, patch, structOf(type), known);
  }
  if (!Array.isArray(patch) || mergeKey === undefined || type?.of !== 'list') return patch;
  const list = Array.isArray(target) ? target : [];
  const ordered = (items: readonly unknown[], idOf: (item: unknown) => unknown) =>
    inOrder(items, list.map(idOf), Array.isArray(order) ? order.map(idOf) : patch.map(idOf), idOf);
  if (type.item.of !== 'struct') return ordered([...new Set([...list, ...patch])], (item) => item);
  const idOf = (item: unknown) => (isJsonObject(item) ? item[mergeKey] : undefined);
  return ordered(mergeByKey(list, patch, mergeKey, structOf(type.item), known), idOf);
}

function mergeByKey(list: readonly unknown[], patch: readonly unknown[], key: string, type: StructType | undefined, known: Known): unknown[] {
  const replaced = patch.some((item) => isJsonObject(item) && item.$patch === 'replace');
  const out = replaced ? [] : [...list];
  for (const item of patch) {
    if (!isJsonObject(item) || item.$patch === 'replace') continue;
    const at = out.findIndex((o) => isJsonObject(o) && o[key] === item[key]);
    const old = out[at];
    if (item.$patch === 'delete') {
      if (at >= 0) out.splice(at, 1);
    } else if (isJsonObject(old)) out[at] = applyStrategicPatch(old, item, type, known);
    else out.push(applyStrategicPatch({}, item, type, known));
  }
  return out;
}

/** The patch's items in its order, woven with the others in theirs: a new item goes before, a known one stays on its side of its neighbours. */
function inOrder(items: readonly unknown[], before: readonly unknown[], wanted: readonly unknown[], idOf: (item: unknown) => unknown): unknown[] {
  const named = items.filter((i) => wanted.includes(idOf(i))).sort((a, b) => wanted.indexOf(idOf(a)) - wanted.indexOf(idOf(b)));
  const others = items.filter((i) => !wanted.includes(idOf(i)));
  const out: unknown[] = [];
  while (named.length && others.length) {
    const place = before.indexOf(idOf(named[0]));
    out.push(place < 0 || place < before.indexOf(idOf(others[0])) ? named.shift() : others.shift());
  }
  return [...out, ...named, ...others];
}
