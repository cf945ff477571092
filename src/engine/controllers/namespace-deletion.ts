// Models pkg/controller/namespace/deletion: asks every kind that discovery names to empty a terminating namespace, says what remains, and lets it go.
// Left out: the five seconds that pass before it begins and those before it looks again (it looks when something has gone), old kinds of the core group.

import type { Members } from '../../trace/json.ts';
import { listOf, members, textOf, textsOf } from '../nodes/component-client.ts';
import type { ControllerClient } from '../nodes/controller-client.ts';
import type { ControllerContext } from './controller-context.ts';

const FINALIZER = 'kubernetes';
const DISCOVERY = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

const finalizersOf = (value: unknown): string[] => textsOf(members(value).finalizers);

export async function emptyNamespace(context: ControllerContext, name: string): Promise<void> {
  const client = context.as('namespace-controller');
  const target = `/api/v1/namespaces/${name}`;
  const { status, json } = await client.send('GET', target);
  if (status !== 200 || !members(json.metadata).deletionTimestamp || !finalizersOf(json.spec).includes(FINALIZER)) return;
  const found = await deleteContent(client, name);
  const conditions = conditionsAfter(found, members(json.status).conditions, context.clock.timestamp());
  let namespace: Members = json;
  if (conditions) {
    const answer = await client.send('PUT', `${target}/status`, { ...json, status: { ...members(json.status), conditions } });
    if (answer.status === 200) namespace = answer.json;
  }
  if (found.faults.length || found.remaining.length) return;
  const finalizers = finalizersOf(namespace.spec).filter((finalizer) => finalizer !== FINALIZER);
  await client.send('PUT', `${target}/finalize`, { ...namespace, spec: finalizers.length ? { finalizers } : {} });
}

interface Found {
  faults: string[];
  /** "configmaps. has 1 resource instances" */
  remaining: string[];
  /** By finalizer. */
  held: Map<string, number>;
}

async function deleteContent(client: ControllerClient, namespace: string): Promise<Found> {
  const found: Found = { faults: [], remaining: [], held: new Map() };
  for (const { group, version, resource } of await namespacedKinds(client)) {
    const target = `${group ? `/apis/${group}` : '/api'}/${version}/namespaces/${namespace}/${resource}`;
    // How long pods may take to end is asked first.
    if (resource === 'pods' && !group) await client.send('GET', target);
    const { status, message } = await client.send('DELETE', target, { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' });
    if (status !== 200) found.faults.push(message);
    const left = listOf((await client.send('GET', target)).json.items);
    if (left.length) found.remaining.push(`${resource}.${group} has ${left.length} resource instances`);
    for (const object of left) for (const finalizer of finalizersOf(object.metadata)) found.held.set(finalizer, (found.held.get(finalizer) ?? 0) + 1);
  }
  return found;
}

/** The preferred versions of what can be deleted by the collection, pods first. */
async function namespacedKinds(client: ControllerClient): Promise<{ group: string; version: string; resource: string }[]> {
  const kinds: { group: string; version: string; resource: string }[] = [];
  for (const root of ['/api', '/apis'])
    for (const group of listOf((await client.send('GET', root, undefined, { accept: DISCOVERY })).json.items)) {
      const known = new Set<string>();
      for (const { version, resources } of listOf(group.versions))
        for (const { resource, scope, verbs } of listOf(resources)) {
          const plural = textOf(resource);
          if (scope !== 'Namespaced' || known.has(plural) || !(Array.isArray(verbs) && verbs.includes('deletecollection'))) continue;
          known.add(plural);
          kinds.push({ group: textOf(members(group.metadata).name), version: textOf(version), resource: plural });
        }
    }
  const isPods = ({ group, resource }: { group: string; resource: string }) => Number(resource === 'pods' && !group);
  return kinds.sort((a, b) => isPods(b) - isPods(a));
}

/** Undefined when they say what the old ones said. */
function conditionsAfter({ faults, remaining, held }: Found, old: unknown, now: string): Members[] | undefined {
  const finalizers = [...held].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`);
  const list = (lines: readonly string[]): string => lines.toSorted().join(', ');
  const fault = faults.length > 1 ? `[${faults.join(', ')}]` : (faults[0] ?? '');
  const rows: [type: string, good: string, well: string, bad: string, trouble: string][] = [
    ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered', '', ''],
    ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed', '', ''],
    ['NamespaceDeletionContentFailure', 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization', 'ContentDeletionFailed', fault],
    [
      'NamespaceContentRemaining',
      'ContentRemoved',
      'All content successfully removed',
      'SomeResourcesRemain',
      remaining.length ? `Some resources are remaining: ${list(remaining)}` : '',
    ],
    [
      'NamespaceFinalizersRemaining',
      'ContentHasNoFinalizers',
      'All content-preserving finalizers finished',
      'SomeFinalizersRemain',
      finalizers.length ? `Some content in the namespace has finalizers remaining: ${list(finalizers)}` : '',
    ],
  ];
  let changed = false;
  const conditions = rows.map(([type, good, well, bad, trouble]) => {
    const [status, reason, message] = trouble ? ['True', bad, trouble] : ['False', good, well];
    const before = listOf(old).find((condition) => condition.type === type);
    if (before?.status === status && before.reason === reason && before.message === message) return before;
    changed = true;
    return { type, status, lastTransitionTime: before?.status === status ? before.lastTransitionTime : now, reason, message };
  });
  return changed ? conditions : undefined;
}
