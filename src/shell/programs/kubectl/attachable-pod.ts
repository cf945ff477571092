// TYPE/NAME where a pod is meant (kubectl/pkg/polymorphichelpers/attachablepodforobject.go): a pod that the object selects, a running one first.
import { type Members, membersOf } from '../../../trace/json.ts';
import type { Client } from './client.ts';
import { plainError } from './failure.ts';
import { pathOf } from './mapper.ts';
import { targetsOf } from './targets.ts';

/** Pods that run before those that wait, ready before unready, those that stay before those that leave. */
function liveliness({ metadata, status }: Members): number {
  const { phase, conditions } = membersOf(status);
  const ready = Array.isArray(conditions) && conditions.map(membersOf).some((c) => c.type === 'Ready' && c.status === 'True');
  return Number(phase === 'Running') * 4 + Number(ready) * 2 + Number(membersOf(metadata).deletionTimestamp === undefined);
}

export async function attachablePod(client: Client, typed: string): Promise<Members> {
  const [target] = await targetsOf(client, [typed]);
  const { namespace } = client.config;
  if (!target?.name) throw plainError('pod, type/name or --filename must be specified');
  const object = await client.object({ method: 'GET', path: pathOf(target.mapping, namespace, target.name) });
  if (target.mapping.name === 'pods') return object;
  const selector = membersOf(object.spec).selector;
  const labels = Object.entries(membersOf(membersOf(selector).matchLabels ?? (target.mapping.name === 'services' ? selector : undefined)));
  if (!labels.length) throw plainError(`cannot attach to *${String(object.apiVersion)}.${String(object.kind)}: no selector`);
  const query = new URLSearchParams({ labelSelector: labels.map(([key, value]) => `${key}=${String(value)}`).join(',') });
  const list = await client.json({ method: 'GET', path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods?${query}` });
  const pods = (Array.isArray(list.items) ? (list.items as unknown[]) : []).map(membersOf);
  const [found] = pods.toSorted((a, b) => liveliness(b) - liveliness(a));
  if (!found) throw plainError('timed out waiting for the condition');
  return found;
}
