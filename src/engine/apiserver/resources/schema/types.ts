// Reads the compact tables of API types. What a type line means stands at the head of core-types.data.ts.

export type FieldType =
  | { of: 'scalar'; name: string; pointer: boolean; goName: string }
  | { of: 'list'; item: FieldType }
  | { of: 'map'; item: FieldType }
  | { of: 'struct'; name: string; pointer: boolean };

export interface Field {
  name: string;
  type: FieldType;
  /** Written even when empty. */
  always: boolean;
  /** Strategic merge: the key that tells list items apart, "" for a set of plain values, undefined to replace the list. */
  mergeKey: string | undefined;
}

export interface StructType {
  name: string;
  fields: readonly Field[];
  byName: ReadonlyMap<string, Field>;
}

const GO_SCALARS: Record<string, string> = { s: 'string', b: 'bool', i32: 'int32', i64: 'int64', f: 'float64', u8: 'uint8', bytes: '[]uint8', t: 'Time' };

function readType(text: string): FieldType {
  if (text.startsWith('[')) return { of: 'list', item: readType(text.slice(1, -1)) };
  if (text.startsWith('{')) return { of: 'map', item: readType(text.slice(1, -1)) };
  const pointer = text.startsWith('*');
  const [name = '', named] = (pointer ? text.slice(1) : text).split(':');
  if (/^[A-Z]/.test(name)) return { of: 'struct', name, pointer };
  return { of: 'scalar', name, pointer, goName: named ? (named === 'UID' ? 'types.UID' : `v1.${named}`) : (GO_SCALARS[name] ?? name) };
}

function readField(text: string): Field {
  const equals = text.indexOf('=');
  const spec = /^(.*?)(!?)(?:@([^&%]*))?[&%]*$/.exec(text.slice(equals + 1));
  return { name: text.slice(0, equals), type: readType(spec?.[1] ?? ''), always: spec?.[2] === '!', mergeKey: spec?.[3] };
}

/** Types are read when they are first asked for: most requests touch a handful. */
export class TypeTable {
  readonly #lines = new Map<string, string>();
  readonly #read = new Map<string, StructType>();

  constructor(...texts: string[]) {
    for (const text of texts)
      for (const line of text.trim().split('\n')) {
        const space = line.indexOf(' ');
        if (space < 0) this.#lines.set(line, '');
        else this.#lines.set(line.slice(0, space), line.slice(space + 1));
      }
  }

  get(name: string): StructType | undefined {
    const known = this.#read.get(name);
    if (known) return known;
    const line = this.#lines.get(name);
    if (line === undefined) return undefined;
    const fields = line === '' ? [] : line.split(' ').map(readField);
    const type = { name: name.split('~')[0] ?? name, fields, byName: new Map(fields.map((f) => [f.name, f])) };
    this.#read.set(name, type);
    return type;
  }
}

/** Go's name of a type, as decoding errors print it. */
export function goTypeName(type: FieldType): string {
  if (type.of === 'list') return `[]${goTypeName(type.item)}`;
  if (type.of === 'map') return `map[string]${goTypeName(type.item)}`;
  if (type.of === 'struct') return `v1.${type.name.split('~')[0]}`;
  return type.goName;
}
