// Models printPod of pkg/printers/internalversion/printers.go. Left out: restart times, readiness gates' counts.
import { type Members, membersOf } from '../../trace/json.ts';
import type { KubeObject } from '../store/object.ts';

const items = (v: unknown): Members[] => (Array.isArray(v) ? v.map(membersOf) : []);
const text = (v: unknown): string => (typeof v === 'string' ? v : '');
const number = (v: unknown): number => (typeof v === 'number' ? v : 0);

/** What a container's state adds to the pod's phase: CrashLoopBackOff, Completed, … */
function stateReason(container: Members): string {
  const waiting = membersOf(membersOf(container.state).waiting);
  if (text(waiting.reason)) return text(waiting.reason);
  const ended = membersOf(membersOf(container.state).terminated);
  if (text(ended.reason)) return text(ended.reason);
  if (!Object.keys(ended).length) return '';
  return ended.signal ? `Signal:${number(ended.signal)}` : `ExitCode:${number(ended.exitCode)}`;
}

export function podCells(object: KubeObject, age: string): unknown[] {
  const spec = membersOf(object.spec);
  const status = membersOf(object.status);
  const statuses = items(status.containerStatuses);
  const ready = statuses.filter((c) => c.ready === true).length;
  const restarts = statuses.reduce((sum, c) => sum + number(c.restartCount), 0);
  let reason = text(status.reason) || text(status.phase);
  for (const condition of items(status.conditions)) if (condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated') reason = 'SchedulingGated';
  for (const container of statuses) reason = stateReason(container) || reason;
  if (object.metadata.deletionTimestamp) reason = text(status.reason) === 'NodeLost' ? 'Unknown' : 'Terminating';
  const none = '<none>';
  return [
    object.metadata.name,
    `${ready}/${items(spec.containers).length}`,
    reason,
    String(restarts),
    age,
    text(items(status.podIPs)[0]?.ip) || text(status.podIP) || none,
    text(spec.nodeName) || none,
    text(status.nominatedNodeName) || none,
    items(spec.readinessGates).length ? `0/${items(spec.readinessGates).length}` : none,
  ];
}
