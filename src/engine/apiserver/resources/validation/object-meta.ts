// Models apimachinery pkg/api/validation/objectmeta.go: the rules that hold for every object's metadata.
// Left out: the total size of annotations, rules for managedFields.
import { isJsonObject, membersOf } from '../../../../trace/json.ts';
import { goQuote, goQuoteList } from '../../../http/go-format.ts';
import type { FieldError } from '../../../http/status.ts';
import type { KubeObject, ObjectMeta } from '../../../store/object.ts';
import { dns1123LabelFaults, dns1123SubdomainFaults, labelKeyFaults, labelValueFaults } from './names.ts';

export type NameRule = (name: string) => string[];

export const invalid = (field: string, value: string, detail: string): FieldError => ({ type: 'Invalid', field, value: goQuote(value), detail });
export const required = (field: string, detail?: string): FieldError => ({ type: 'Required', field, ...(detail ? { detail } : {}) });

/** Rules of path segments, the least that any name must keep. */
export function pathSegmentFaults(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((c) => name.includes(c)).map((c) => `may not contain '${c}'`);
}

/** Labels are checked in the order of their keys: the real server's order is that of a map, so any. */
export const labelErrors = (labels: Record<string, string> | undefined, field: string): FieldError[] =>
  Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...labelKeyFaults(key).map((f) => invalid(field, key, f)),
    ...labelValueFaults(value).map((f) => invalid(field, value, f)),
  ]);

const annotationErrors = (meta: ObjectMeta): FieldError[] =>
  Object.keys(meta.annotations ?? {}).flatMap((key) => labelKeyFaults(key.toLowerCase()).map((f) => invalid('metadata.annotations', key, f)));

function ownerErrors(owner: Record<string, unknown>, field: string): FieldError[] {
  const text = (key: string) => String(owner[key] ?? '');
  return [
    ...(text('apiVersion').split('/').at(-1) ? [] : [invalid(`${field}.apiVersion`, text('apiVersion'), 'version must not be empty')]),
    ...['kind', 'name', 'uid'].flatMap((key) => (text(key) ? [] : [invalid(`${field}.${key}`, '', 'must not be empty')])),
  ];
}

/** What is checked of metadata when an object is created, and again at each update. */
export function objectMetaErrors(meta: ObjectMeta, namespaced: boolean, nameRule: NameRule): FieldError[] {
  const out: FieldError[] = [];
  if (!meta.name) out.push(required('metadata.name', 'name or generateName is required'));
  else out.push(...nameRule(meta.name).map((f) => invalid('metadata.name', meta.name, f)));
  if (namespaced) {
    if (!meta.namespace) out.push(required('metadata.namespace'));
    else out.push(...dns1123LabelFaults(meta.namespace).map((f) => invalid('metadata.namespace', meta.namespace ?? '', f)));
  } else if (meta.namespace) out.push({ type: 'Forbidden', field: 'metadata.namespace', detail: 'not allowed on this type' });
  if ((meta.generation ?? 0) < 0)
    out.push({ type: 'Invalid', field: 'metadata.generation', value: String(meta.generation), detail: 'must be greater than or equal to 0' });
  out.push(...labelErrors(meta.labels, 'metadata.labels'));
  out.push(...annotationErrors(meta));
  (meta.ownerReferences ?? []).forEach((owner) => {
    if (isJsonObject(owner)) out.push(...ownerErrors(owner, 'metadata.ownerReferences'));
  });
  for (const finalizer of meta.finalizers ?? []) out.push(...labelKeyFaults(finalizer).map((f) => invalid('metadata.finalizers', finalizer, f)));
  return out;
}

const immutable = (field: string, now: string | undefined, before: string | undefined): FieldError[] =>
  (now ?? '') === (before ?? '') ? [] : [invalid(field, now ?? '', 'field is immutable')];

/** What an update may not change. */
export function objectMetaUpdateErrors(now: ObjectMeta, before: ObjectMeta): FieldError[] {
  const out: FieldError[] = [];
  if (before.deletionTimestamp) {
    const added = (now.finalizers ?? []).filter((f) => !before.finalizers?.includes(f)).sort();
    if (added.length)
      out.push({
        type: 'Forbidden',
        field: 'metadata.finalizers',
        detail: `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map(goQuote).join(', ')}}`,
      });
  }
  if (!now.resourceVersion) out.push({ type: 'Invalid', field: 'metadata.resourceVersion', value: '""', detail: 'must be specified for an update' });
  return [
    ...out,
    ...immutable('metadata.name', now.name, before.name),
    ...immutable('metadata.namespace', now.namespace, before.namespace),
    ...immutable('metadata.uid', now.uid, before.uid),
    ...immutable('metadata.deletionTimestamp', now.deletionTimestamp, before.deletionTimestamp),
    ...labelErrors(now.labels, 'metadata.labels'),
    ...annotationErrors(now),
  ];
}

/** Names of objects are counted in characters, labels and the rest in bytes. */
const counted = (faults: string[]): string[] => faults.map((f) => f.replace(/ bytes$/, ' characters'));

export const subdomainName: NameRule = (name) => counted(dns1123SubdomainFaults(name));
export const labelName: NameRule = (name) => counted(dns1123LabelFaults(name));

/** Go's text for a set of values: `supported values: "A", "B"`. */
export const supported = (values: readonly string[]): string => `supported values: ${values.map(goQuote).join(', ')}`;
export const listText = goQuoteList;

export const stringsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []);
export const objectsOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(membersOf) : []);
export const specOf = (object: KubeObject): Record<string, unknown> => membersOf(object.spec);
