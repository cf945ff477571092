// Models pkg/controller/deployment: every template of a Deployment has a ReplicaSet, and the one of the present template has the replicas.
// Left out: rolling steps (a new template takes all replicas over at once), pausing, rollbacks, progress deadlines, the history limit,
// and the hash's exact letters, which come from a dump of Go's own structures.

import type { Members } from '../../trace/json.ts';
import { listOf, members, textOf } from './component-client.ts';
import type { ControllerClient } from './controller-client.ts';
import { alike, belongsTo, condition, isLeaving, nameOf, numberOf, ownedBy, pathOf, sorted } from './workload-objects.ts';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

export async function syncDeployments(client: ControllerClient, now: string): Promise<void> {
  const deployments = listOf((await client.send('GET', '/apis/apps/v1/deployments')).json.items);
  if (!deployments.length) return;
  const sets = listOf((await client.send('GET', '/apis/apps/v1/replicasets')).json.items);
  for (const deployment of deployments) if (!isLeaving(deployment)) await sync(client, deployment, sets, now);
}

async function sync(client: ControllerClient, deployment: Members, all: readonly Members[], now: string): Promise<void> {
  const spec = members(deployment.spec);
  const wanted = numberOf(spec.replicas);
  const mine = all.filter((set) => belongsTo(set, deployment));
  const found = mine.find((set) => alike(unhashed(members(set.spec).template), spec.template));
  const revision = String(found ? revisionOf(found) : Math.max(0, ...mine.map(revisionOf)) + 1);
  const current = found ?? (await create(client, deployment, revision));
  if (!current) return;
  const kept = mine.filter((set) => set !== current);
  for (const old of kept) if (numberOf(members(old.spec).replicas) > 0) await scale(client, old, 0);
  if (numberOf(members(current.spec).replicas) !== wanted) await scale(client, current, wanted, { desired: wanted, max: wanted + surge(spec) });

  let present = deployment;
  const annotations = members(members(deployment.metadata).annotations);
  if (annotations[REVISION] !== revision) {
    const metadata = { ...members(deployment.metadata), annotations: { ...annotations, [REVISION]: revision } };
    const answer = await client.send('PUT', pathOf('deployments', deployment, nameOf(deployment)), { ...deployment, ...TYPE, metadata });
    if (answer.status !== 200) return;
    present = answer.json;
  }
  const status = statusOf(present, current, [current, ...kept], found === undefined, now);
  if (alike(status, present.status)) return;
  await client.send('PUT', `${pathOf('deployments', present, nameOf(present))}/status`, { ...present, ...TYPE, status });
}

const TYPE = { kind: 'Deployment', apiVersion: 'apps/v1' };

const revisionOf = (set: Members): number => Number(textOf(members(members(set.metadata).annotations)[REVISION])) || 0;

/** The template without the label by which its pods are told from others'. */
function unhashed(template: unknown): Members {
  const metadata = members(members(template).metadata);
  const { [HASH]: _hash, ...labels } = members(metadata.labels);
  return { ...members(template), metadata: { ...metadata, labels } };
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** FNV-1a over the template, in letters that spell no words. */
export function templateHash(template: unknown): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(JSON.stringify(sorted(template)))) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return [...String(hash)].map((digit) => LETTERS[digit.charCodeAt(0) % LETTERS.length]).join('');
}

async function create(client: ControllerClient, deployment: Members, revision: string): Promise<Members | undefined> {
  const spec = members(deployment.spec);
  const template = members(spec.template);
  const metadata = members(template.metadata);
  const hash = templateHash(template);
  const labels = { ...members(metadata.labels), [HASH]: hash };
  const wanted = numberOf(spec.replicas);
  const answer = await client.send('POST', pathOf('replicasets', deployment), {
    kind: 'ReplicaSet',
    apiVersion: 'apps/v1',
    metadata: {
      name: `${nameOf(deployment)}-${hash}`,
      namespace: textOf(members(deployment.metadata).namespace),
      labels,
      annotations: { ...scaled(wanted, wanted + surge(spec)), [REVISION]: revision },
      ownerReferences: ownedBy('Deployment', deployment),
    },
    spec: {
      replicas: wanted,
      selector: { ...members(spec.selector), matchLabels: { ...members(members(spec.selector).matchLabels), [HASH]: hash } },
      template: { ...template, metadata: { ...metadata, labels } },
    },
  });
  return answer.status === 201 ? answer.json : undefined;
}

const scaled = (desired: number, max: number) => ({
  'deployment.kubernetes.io/desired-replicas': String(desired),
  'deployment.kubernetes.io/max-replicas': String(max),
});

async function scale(client: ControllerClient, set: Members, replicas: number, counts?: { desired: number; max: number }): Promise<void> {
  const metadata = members(set.metadata);
  const annotations = { ...members(metadata.annotations), ...(counts ? scaled(counts.desired, counts.max) : {}) };
  const body = { ...set, kind: 'ReplicaSet', apiVersion: 'apps/v1', metadata: { ...metadata, annotations }, spec: { ...members(set.spec), replicas } };
  await client.send('PUT', pathOf('replicasets', set, nameOf(set)), body);
}

/** maxSurge and maxUnavailable: a number, or a share of the replicas. */
function share(spec: Members, which: 'maxSurge' | 'maxUnavailable'): number {
  const value = members(members(spec.strategy).rollingUpdate)[which];
  const part = (numberOf(spec.replicas) * Number.parseFloat(textOf(value))) / 100;
  if (typeof value === 'number') return value;
  return Number.isNaN(part) ? 0 : which === 'maxSurge' ? Math.ceil(part) : Math.floor(part);
}
const surge = (spec: Members): number => share(spec, 'maxSurge');

function statusOf(deployment: Members, current: Members, sets: readonly Members[], isNew: boolean, now: string): Members {
  const spec = members(deployment.spec);
  const before = members(deployment.status).conditions;
  const sum = (field: string) => sets.reduce((total, set) => total + numberOf(members(set.status)[field]), 0);
  const wanted = numberOf(spec.replicas);
  const [replicas, ready, available] = [sum('replicas'), sum('readyReplicas'), sum('availableReplicas')];
  const updated = numberOf(members(current.status).replicas);
  const enough = available >= wanted - share(spec, 'maxUnavailable');
  const name = nameOf(current);
  const complete = updated === wanted && replicas === wanted && available === wanted;
  const [reason, message] = isNew
    ? ['NewReplicaSetCreated', `Created new replica set "${name}"`]
    : complete
      ? ['NewReplicaSetAvailable', `ReplicaSet "${name}" has successfully progressed.`]
      : ['ReplicaSetUpdated', `ReplicaSet "${name}" is progressing.`];
  const failure = listOf(members(current.status).conditions).find((c) => c.type === 'ReplicaFailure' && c.status === 'True');
  const counts = {
    replicas,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wanted - available),
  };
  return {
    observedGeneration: members(deployment.metadata).generation,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    terminatingReplicas: 0,
    conditions: [
      enough
        ? condition(before, 'Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', now)
        : condition(before, 'Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.', now),
      condition(before, 'Progressing', 'True', reason, message, now),
      ...(failure ? [condition(before, 'ReplicaFailure', 'True', textOf(failure.reason), textOf(failure.message), now)] : []),
    ],
  };
}
