// The RBAC tab's text as documents: where each stands, which object it is, what is wrong with it; and how the text follows the cluster.
import { LineCounter, parseAllDocuments, stringify } from 'yaml';
import { yamlValue } from '../../engine/http/yaml-value.ts';
import type { KubeObject } from '../../engine/store/object.ts';
import type { Diagnostic } from '../../ports/diagnostic.ts';
import { isJsonObject, type Json } from '../../trace/json.ts';
import { KINDS, keyOf, RBAC_GROUP } from './rbac-kinds.ts';

export interface RbacDocument {
  /** "clusterrolebindings//admin" */
  key: string;
  resource: string;
  namespace: string;
  name: string;
  object: Record<string, Json>;
  /** From 1: where the document begins. */
  line: number;
  /** Offsets in the text, without the line of dashes. */
  from: number;
  to: number;
}

export interface ReadDocuments {
  documents: RbacDocument[];
  /** Empty when everything could be read. */
  diagnostics: Diagnostic[];
}

export function readDocuments(text: string): ReadDocuments {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter, uniqueKeys: true });
  const documents: RbacDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  if (!Array.isArray(parsed)) return { documents, diagnostics };
  const seen = new Map<string, number>();
  for (const [index, document] of parsed.entries()) {
    const place = (offset: number): { line: number; column: number } => {
      const { line, col } = counter.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col) };
    };
    const complain = (message: string, offset: number): void => {
      diagnostics.push({ severity: 'error', ...place(offset), message });
    };
    for (const error of document.errors) complain(firstLine(error.message), error.pos[0]);
    if (document.errors.length) continue;
    const from = document.contents?.range?.[0] ?? document.range[0];
    const read = yamlValue(document);
    if ('error' in read) {
      complain(read.error, from);
      continue;
    }
    const value = read.value as Json;
    if (value === null) continue;
    if (!isJsonObject(value)) {
      complain('a document holds one object: apiVersion, kind, metadata', from);
      continue;
    }
    const found = identify(value);
    if (typeof found === 'string') {
      complain(found, from);
      continue;
    }
    const key = keyOf(found.resource, found.namespace, found.name);
    const twin = seen.get(key);
    if (twin !== undefined) {
      complain(`this ${found.kind} stands here twice, first on line ${twin}`, from);
      continue;
    }
    const { line } = place(from);
    seen.set(key, line);
    const end = document.range[1];
    const start = documentStart(text, document.range[0], index);
    documents.push({ key, ...found, object: found.object, line, from: start, to: end });
  }
  return { documents, diagnostics };
}

/** Comments above the first key belong to the document. */
function documentStart(text: string, offset: number, index: number): number {
  if (index === 0) return 0;
  const dashes = text.lastIndexOf('\n---', offset);
  const end = dashes < 0 ? -1 : text.indexOf('\n', dashes + 1);
  return dashes >= 0 && end >= 0 && end < offset + 1 ? end + 1 : offset;
}

interface Identified {
  kind: string;
  resource: string;
  namespace: string;
  name: string;
  object: Record<string, Json>;
}

function identify(value: Record<string, Json>): Identified | string {
  const { apiVersion, kind, metadata } = value;
  if (typeof kind !== 'string' || !kind) return 'kind is missing';
  if (typeof apiVersion !== 'string' || !apiVersion) return 'apiVersion is missing';
  const known = KINDS[kind];
  if (!known || apiVersion !== `${RBAC_GROUP}/v1`) {
    return known
      ? `no matches for kind "${kind}" in version "${apiVersion}": it is ${RBAC_GROUP}/v1`
      : `a ${kind} does not belong here; this text holds Role, ClusterRole, RoleBinding and ClusterRoleBinding. Use kubectl apply for others.`;
  }
  if (!isJsonObject(metadata ?? null)) return 'metadata is missing';
  const { name, namespace } = metadata as Record<string, Json>;
  if (typeof name !== 'string' || !name) return 'metadata.name is missing';
  if (namespace !== undefined && typeof namespace !== 'string') return 'metadata.namespace is a text';
  if (!known.namespaced && namespace) return `a ${kind} belongs to no namespace`;
  const where = known.namespaced ? namespace || 'default' : '';
  const object = known.namespaced ? { ...value, metadata: { ...(metadata as Record<string, Json>), namespace: where } } : value;
  return { kind, resource: known.resource, namespace: where, name, object };
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');

/** What a person writes of an object: without what the server adds. */
export function plainObject(object: KubeObject): Record<string, unknown> {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { name, namespace, labels, annotations } = metadata;
  const kept = Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration'));
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      ...(labels && Object.keys(labels).length ? { labels } : {}),
      ...(Object.keys(kept).length ? { annotations: kept } : {}),
    },
    ...rest,
  };
}

const yamlOf = (object: KubeObject): string => stringify(plainObject(object), { lineWidth: 0 });

/** Whether a document says what the cluster holds; fields that the server fills in do not count. */
export function says(document: RbacDocument, object: KubeObject): boolean {
  const { metadata, ...rest } = document.object;
  const plain = plainObject(object);
  const wanted = { ...rest, metadata };
  return (
    covers(wanted, plain) &&
    (['rules', 'subjects', 'aggregationRule'] as const).every((field) => lengthOf(wanted[field as keyof typeof wanted]) === lengthOf(plain[field]))
  );
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : value && typeof value === 'object' ? Object.keys(value).length : 0);

function covers(wanted: unknown, present: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(present) ? wanted.length === present.length && wanted.every((item, i) => covers(item, present[i])) : wanted.length === 0;
  if (wanted && typeof wanted === 'object') {
    if (!present || typeof present !== 'object') return Object.keys(wanted).length === 0;
    return Object.entries(wanted).every(([key, value]) => covers(value, (present as Record<string, unknown>)[key]));
  }
  return wanted === present || ((wanted === '' || wanted === null) && present === undefined);
}

/**
 * The text, changed only where the cluster no longer agrees with it. `own` are the learner's objects by key, `sent` the versions that the documents
 * of this very text became.
 */
export function follow(text: string, own: ReadonlyMap<string, KubeObject>, sent: ReadonlyMap<string, string | undefined> = new Map()): string {
  const { documents, diagnostics } = readDocuments(text);
  if (diagnostics.length) return text;
  const kept: string[] = [];
  let same = true;
  for (const document of documents) {
    const object = own.get(document.key);
    const source = text.slice(document.from, document.to).trim();
    const untouched = object?.metadata.resourceVersion !== undefined && sent.get(document.key) === object.metadata.resourceVersion;
    if (object && (untouched || says(document, object))) kept.push(source);
    else {
      same = false;
      if (object) kept.push(yamlOf(object).trim());
    }
  }
  const known = new Set(documents.map(({ key }) => key));
  for (const [key, object] of own)
    if (!known.has(key)) {
      same = false;
      kept.push(yamlOf(object).trim());
    }
  if (same) return text;
  return kept.length ? `${kept.join('\n---\n')}\n` : '';
}
