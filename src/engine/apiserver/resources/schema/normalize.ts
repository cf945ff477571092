// Models what decoding into the API's Go types and encoding them again does to an object: types checked, unknown fields dropped and told,
// fields in the order of the type, empty ones left out, map keys sorted. Left out: conversion between versions of a group.
import { isJsonObject, type Members } from '../../../../trace/json.ts';
import { goJsonKind } from '../../../http/go-json.ts';
import { base64Fault, goTimeFault, timeText } from './scalars.ts';
import { type FieldType, goTypeName, type StructType, type TypeTable } from './types.ts';

export interface Findings {
  /** The first error of Go's decoder; the object is refused with it. */
  error?: string;
  /** Paths of fields that the type does not have, in the order of the document. */
  unknown: string[];
}

interface Place {
  /** "metadata.labels": Go's path from the root. */
  path: string;
  /** With list positions, as strict decoding names it: "rules[0].verb". */
  exact: string;
  /** Go type that holds the field. */
  owner: string;
}

class Normalizer {
  readonly #types: TypeTable;
  readonly findings: Findings;
  constructor(types: TypeTable, findings: Findings) {
    this.#types = types;
    this.findings = findings;
  }

  #mismatch(value: unknown, type: FieldType, place: Place): undefined {
    this.#fail(`json: cannot unmarshal ${goJsonKind(value)} into Go struct field ${place.owner}.${place.path} of type ${goTypeName(type)}`);
    return undefined;
  }

  #fail(text: string): void {
    this.findings.error ??= text;
  }

  struct(value: Members, type: StructType, path: string, exact: string): Members {
    const dot = (base: string, name: string) => (base ? `${base}.${name}` : name);
    const read = new Map<string, unknown>();
    for (const [name, v] of Object.entries(value)) {
      const field = type.byName.get(name);
      if (!field) {
        this.findings.unknown.push(dot(exact, name));
        continue;
      }
      if (v === null || v === undefined) continue;
      read.set(name, this.#value(v, field.type, { path: dot(path, name), exact: dot(exact, name), owner: type.name }));
    }
    const out: Members = {};
    for (const field of type.fields) {
      const v = read.get(field.name);
      if (v !== undefined && (field.always || !isEmpty(v, field.type))) out[field.name] = v;
      else if (field.always) out[field.name] = this.#zero(field.type);
    }
    return out;
  }

  /** What Go writes for a field that was never set. */
  #zero(type: FieldType): unknown {
    if (type.of === 'list' || type.of === 'map') return null;
    if (type.pointer) return null;
    if (type.of === 'struct') {
      const struct = this.#types.get(type.name);
      return struct ? this.struct({}, struct, '', '') : {};
    }
    if (type.name === 's') return '';
    if (type.name === 'b') return false;
    if (['i32', 'i64', 'f', 'u8', 'ios'].includes(type.name)) return 0;
    return type.name === 'q' ? '0' : null;
  }

  #value(v: unknown, type: FieldType, place: Place): unknown {
    switch (type.of) {
      case 'list':
        if (!Array.isArray(v)) return this.#mismatch(v, type, place);
        return v.map((item: unknown, i) => (item === null ? this.#zero(type.item) : this.#value(item, type.item, { ...place, exact: `${place.exact}[${i}]` })));
      case 'map': {
        if (!isJsonObject(v)) return this.#mismatch(v, type, place);
        const out: Members = {};
        for (const key of Object.keys(v).sort())
          out[key] = v[key] === null ? this.#nullInMap(type.item) : this.#value(v[key], type.item, { ...place, exact: `${place.exact}.${key}` });
        return out;
      }
      case 'struct': {
        const struct = this.#types.get(type.name);
        if (!isJsonObject(v)) return this.#mismatch(v, type, place);
        return struct ? this.struct(v, struct, place.path, place.exact) : v;
      }
      default:
        return this.#scalar(v, type, place);
    }
  }

  #nullInMap(type: FieldType): unknown {
    return type.of === 'scalar' && type.name === 'bytes' ? '' : this.#zero(type);
  }

  #scalar(v: unknown, type: FieldType & { of: 'scalar' }, place: Place): unknown {
    switch (type.name) {
      case 's':
        return typeof v === 'string' ? v : this.#mismatch(v, type, place);
      case 'b':
        return typeof v === 'boolean' ? v : this.#mismatch(v, type, place);
      case 'i32':
      case 'i64':
      case 'u8':
        if (typeof v === 'number' && !Number.isInteger(v)) {
          this.#fail(`json: cannot unmarshal number ${v} into Go struct field ${place.owner}.${place.path} of type ${type.goName}`);
          return undefined;
        }
        return typeof v === 'number' ? v : this.#mismatch(v, type, place);
      case 'f':
        return typeof v === 'number' ? v : this.#mismatch(v, type, place);
      case 'bytes': {
        if (typeof v !== 'string') return this.#mismatch(v, type, place);
        const fault = base64Fault(v);
        if (fault !== undefined) this.#fail(`illegal base64 data at input byte ${fault}`);
        return v.replace(/[\r\n]/g, '');
      }
      case 't': {
        if (typeof v !== 'string') {
          this.#fail(`json: cannot unmarshal ${goJsonKind(v)} into Go value of type string`);
          return undefined;
        }
        const fault = goTimeFault(v);
        if (fault) this.#fail(fault);
        return fault ? undefined : timeText(v);
      }
      case 'q':
        return typeof v === 'number' ? String(v) : v;
      default:
        return v;
    }
  }
}

function isEmpty(v: unknown, type: FieldType): boolean {
  if (type.of === 'list') return Array.isArray(v) && v.length === 0;
  if (type.of === 'map') return isJsonObject(v) && Object.keys(v).length === 0;
  if (type.of === 'struct') return false;
  if (type.pointer) return false;
  return v === '' || v === 0 || v === false;
}

/** Checks `value` against the type and gives it back as the server would write it. Kind and apiVersion are not the type's: see decode.ts. */
export function normalize(value: Members, type: StructType, types: TypeTable, findings: Findings = { unknown: [] }, path = ''): Members {
  return new Normalizer(types, findings).struct(value, type, path, path);
}
