// Models RFC 6902 as the server's library applies it. A patch that does not fit gives undefined: the server tells no more than that.
import { same } from '../../same.ts';

export interface JsonPatchOperation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

const pointer = (path: string): string[] | undefined => {
  if (path === '') return [];
  if (!path.startsWith('/')) return undefined;
  return path
    .slice(1)
    .split('/')
    .map((p) => p.replaceAll('~1', '/').replaceAll('~0', '~'));
};

class DoesNotFit extends Error {}
const noFit = (): never => {
  throw new DoesNotFit();
};

type Container = Record<string, unknown> | unknown[];
const isContainer = (v: unknown): v is Container => typeof v === 'object' && v !== null;

/** Position in a list; `-` is behind the last. */
function position(list: readonly unknown[], token: string, last: number): number {
  if (token === '-') return list.length;
  const at = /^-?\d+$/.test(token) ? Number(token) : noFit();
  const index = at < 0 ? at + list.length : at;
  return index >= 0 && index <= last ? index : noFit();
}

class Patcher {
  root: unknown;
  constructor(root: unknown) {
    this.root = root;
  }

  #parent(path: string): { parent: Container; token: string } | undefined {
    const tokens = pointer(path) ?? noFit();
    const token = tokens.pop();
    if (token === undefined) return undefined;
    let at: unknown = this.root;
    for (const t of tokens) at = Array.isArray(at) ? at[position(at, t, at.length - 1)] : isContainer(at) ? (at as Record<string, unknown>)[t] : noFit();
    return isContainer(at) ? { parent: at, token } : noFit();
  }

  /** A member that is not there reads as nothing; a place in a list must exist. */
  read(path: string): unknown {
    const place = this.#parent(path);
    if (!place) return this.root;
    const { parent, token } = place;
    if (Array.isArray(parent)) return parent[position(parent, token, parent.length - 1)];
    return parent[token];
  }

  add(path: string, value: unknown): void {
    const place = this.#parent(path);
    if (!place) this.root = value;
    else if (Array.isArray(place.parent)) place.parent.splice(position(place.parent, place.token, place.parent.length), 0, value);
    else place.parent[place.token] = value;
  }

  remove(path: string): unknown {
    const before = this.read(path);
    const place = this.#parent(path) ?? noFit();
    if (!Array.isArray(place.parent) && !Object.hasOwn(place.parent, place.token)) noFit();
    if (Array.isArray(place.parent)) place.parent.splice(position(place.parent, place.token, place.parent.length - 1), 1);
    else delete place.parent[place.token];
    return before;
  }

  replace(path: string, value: unknown): void {
    this.read(path);
    const place = this.#parent(path);
    if (!place) this.root = value;
    else if (Array.isArray(place.parent)) place.parent[position(place.parent, place.token, place.parent.length - 1)] = value;
    else place.parent[place.token] = value;
  }

  apply({ op, path, from = '', value }: JsonPatchOperation): void {
    if (op === 'add') this.add(path, value);
    else if (op === 'remove') this.remove(path);
    else if (op === 'replace') this.replace(path, value);
    else if (op === 'move') this.add(path, this.remove(from));
    else if (op === 'copy') this.add(path, structuredClone(this.read(from)));
    else if (op === 'test') same(this.read(path) ?? null, value ?? null) || noFit();
    else noFit();
  }
}

/** The patched copy; undefined when an operation does not fit. */
export function applyJsonPatch(document: unknown, operations: readonly JsonPatchOperation[]): { value: unknown } | undefined {
  const patcher = new Patcher(structuredClone(document));
  try {
    for (const operation of operations) patcher.apply(operation);
    return { value: patcher.root };
  } catch (fault) {
    if (fault instanceof DoesNotFit) return undefined;
    throw fault;
  }
}
