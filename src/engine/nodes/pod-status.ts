// Models what pkg/kubelet/status and kubelet_pods.go (generateAPIPodStatus) write of a pod that is being started and one that runs.
// Left out: probes, container restarts, quality of service beyond the class, resource figures.

import type { Members } from '../../trace/json.ts';
import { listOf, members, textOf } from './component-client.ts';

export interface Placed {
  /** RFC 3339. */
  now: string;
  hostIp: string;
  podIp: string;
}

/** In a patch null takes away what stood there. */
const condition = (type: string, yes: boolean, now: string, why: Members = { reason: null, message: null }): Members => ({
  type,
  observedGeneration: 1,
  status: yes ? 'True' : 'False',
  lastProbeTime: null,
  lastTransitionTime: now,
  ...why,
});

const names = (containers: readonly Members[]): string => `[${containers.map((c) => textOf(c.name)).join(' ')}]`;

/** Of a pod whose containers wait for their volumes and images. */
export function creatingStatus(pod: Members, { now, hostIp }: Placed): Members {
  const containers = listOf(members(pod.spec).containers);
  const why = { reason: 'ContainersNotReady', message: `containers with unready status: ${names(containers)}` };
  return {
    phase: 'Pending',
    conditions: [
      condition('PodReadyToStartContainers', false, now, {}),
      condition('Initialized', true, now, {}),
      condition('Ready', false, now, why),
      condition('ContainersReady', false, now, why),
      condition('PodScheduled', true, now, {}),
    ],
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    startTime: now,
    containerStatuses: containers.map((c) => ({
      name: textOf(c.name),
      state: { waiting: { reason: 'ContainerCreating' } },
      lastState: {},
      ready: false,
      restartCount: 0,
      image: textOf(c.image),
      imageID: '',
      started: false,
    })),
  };
}

/** Of a pod all of whose containers run. `startTime` and the older conditions stay as they were. */
export function runningStatus(pod: Members, { now, hostIp, podIp }: Placed, id: (container: string) => string): Members {
  const before = members(pod.status);
  const older = (type: string) => textOf(listOf(before.conditions).find((c) => c.type === type && c.status === 'True')?.lastTransitionTime) || now;
  return {
    phase: 'Running',
    conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) =>
      condition(type, true, older(type), /Ready$/.test(type) ? undefined : {}),
    ),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    podIP: podIp,
    podIPs: [{ ip: podIp }],
    startTime: textOf(before.startTime) || now,
    containerStatuses: listOf(members(pod.spec).containers).map((c) => ({
      name: textOf(c.name),
      state: { running: { startedAt: now } },
      lastState: {},
      ready: true,
      restartCount: 0,
      image: textOf(c.image),
      imageID: '',
      containerID: `docker://${id(textOf(c.name))}`,
      started: true,
    })),
  };
}
