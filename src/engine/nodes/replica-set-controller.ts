// Models pkg/controller/replicaset: as many pods of the template as are wanted. Left out: adopting pods that nobody owns, bursts that begin small, minReadySeconds.

import type { Members } from '../../trace/json.ts';
import { listOf, members, textOf } from './component-client.ts';
import type { ControllerClient } from './controller-client.ts';
import { alike, belongsTo, condition, isLeaving, nameOf, numberOf, ownedBy, pathOf } from './workload-objects.ts';

const TYPE = { kind: 'ReplicaSet', apiVersion: 'apps/v1' };

/** @returns false when a pod that is wanted was refused */
export async function syncReplicaSets(client: ControllerClient, now: string): Promise<boolean> {
  const sets = listOf((await client.send('GET', '/apis/apps/v1/replicasets')).json.items);
  if (!sets.length) return true;
  const pods = listOf((await client.send('GET', '/api/v1/pods')).json.items);
  let good = true;
  for (const set of sets) if (!isLeaving(set)) good = (await sync(client, set, pods, now)) && good;
  return good;
}

const phaseOf = (pod: Members): string => textOf(members(pod.status).phase);
const isReady = (pod: Members): boolean => listOf(members(pod.status).conditions).some((c) => c.type === 'Ready' && c.status === 'True');

async function sync(client: ControllerClient, set: Members, all: readonly Members[], now: string): Promise<boolean> {
  const spec = members(set.spec);
  const wanted = numberOf(spec.replicas);
  let pods = all.filter((pod) => belongsTo(pod, set) && !isLeaving(pod) && phaseOf(pod) !== 'Failed' && phaseOf(pod) !== 'Succeeded');
  let refusal: string | undefined;
  const made: Members[] = [];
  while (pods.length + made.length < wanted && refusal === undefined) {
    const answer = await client.send('POST', pathOf('pods', set), podOf(set));
    if (answer.status === 201) made.push(answer.json);
    else refusal = answer.message;
  }
  const spare = pods.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)) || (born(a) < born(b) ? 1 : -1)).slice(0, Math.max(0, pods.length - wanted));
  let leaving = all.filter((pod) => belongsTo(pod, set) && isLeaving(pod)).length;
  for (const pod of spare) if (isLeaving((await client.send('DELETE', pathOf('pods', pod, nameOf(pod)))).json)) leaving++;
  pods = pods.filter((pod) => !spare.includes(pod));

  const ready = pods.filter(isReady).length;
  const before = members(set.status);
  const shown = (name: string, count: number) => (count > 0 ? { [name]: count } : {});
  const failure = refusal === undefined ? [] : [condition(before.conditions, 'ReplicaFailure', 'True', 'FailedCreate', refusal, now)];
  // A ReplicaSet's conditions know no moment of their last update.
  const conditions = failure.map(({ lastUpdateTime: _at, ...rest }) => rest);
  const count = pods.length + made.length;
  const status = {
    replicas: count,
    ...shown('fullyLabeledReplicas', count),
    ...shown('readyReplicas', ready),
    ...shown('availableReplicas', ready),
    terminatingReplicas: leaving,
    observedGeneration: members(set.metadata).generation,
    ...(conditions.length ? { conditions } : {}),
  };
  if (!alike(status, before)) await client.send('PUT', `${pathOf('replicasets', set, nameOf(set))}/status`, { ...set, ...TYPE, status });
  return refusal === undefined;
}

const born = (pod: Members): string => textOf(members(pod.metadata).creationTimestamp);

function podOf(set: Members): Members {
  const template = members(members(set.spec).template);
  const { labels, annotations } = members(template.metadata);
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      generateName: `${nameOf(set)}-`,
      namespace: textOf(members(set.metadata).namespace),
      labels,
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: ownedBy('ReplicaSet', set),
    },
    spec: template.spec,
  };
}
