// Models three small default plugins: plugin/pkg/admission/{nodetaint,priority,defaulttolerationseconds}.
// Left out: the extended resource plugins, resolving priority classes other than the two the system makes.
import type { Members } from '../../../../trace/json.ts';
import { forbiddenBecause } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { AdmissionPlugin, Admitting } from './admission-plugin.ts';

interface Toleration {
  key?: string;
  operator?: string;
  effect?: string;
  tolerationSeconds?: number;
}

const isPod = ({ route }: Admitting) => route.entry.type.resource === 'pods' && route.entry.type.group === '' && !route.subresource;
const specOf = (object: KubeObject): Members => (object.spec ?? {}) as Members;

/** A node begins as not ready; the node controller takes the taint away. */
export const taintNewNodes: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit({ route, object }) {
    if (route.entry.type.resource !== 'nodes' || route.subresource || !object) return undefined;
    const spec = specOf(object);
    const taints = (spec.taints ?? []) as { key: string; effect: string }[];
    if (taints.some((t) => t.key === 'node.kubernetes.io/not-ready' && t.effect === 'NoSchedule')) return { object };
    return { object: { ...object, spec: { ...spec, taints: [...taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] } } };
  },
};

export const podPriority: AdmissionPlugin = {
  name: 'Priority',
  admit(admitting) {
    const { context, object } = admitting;
    if (!isPod(admitting) || !object) return undefined;
    const spec = specOf(object);
    const className = typeof spec.priorityClassName === 'string' ? spec.priorityClassName : '';
    const found = className ? context.server.store.get({ group: 'scheduling.k8s.io', resource: 'priorityclasses' }, '', className) : undefined;
    if (className && !found) {
      const name = object.metadata.name || object.metadata.generateName || 'Unknown';
      return { error: forbiddenBecause('', 'pods', name, `no PriorityClass with name ${className} was found`) };
    }
    const priority = (found?.value as number | undefined) ?? 0;
    const preemptionPolicy = spec.preemptionPolicy ?? (found?.preemptionPolicy as string | undefined) ?? 'PreemptLowerPriority';
    return { object: { ...object, spec: { ...spec, priority, preemptionPolicy } } };
  },
};

const AUTOMATIC = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

export const defaultTolerations: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  updates: true,
  admit(admitting) {
    const { object } = admitting;
    if (!isPod(admitting) || !object) return undefined;
    const spec = specOf(object);
    const tolerations = (spec.tolerations ?? []) as Toleration[];
    const covered = (key: string) => tolerations.some((t) => (t.key === key || !t.key) && (t.effect === 'NoExecute' || !t.effect));
    const added = AUTOMATIC.filter((key) => !covered(key)).map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
    return { object: added.length ? { ...object, spec: { ...spec, tolerations: [...tolerations, ...added] } } : object };
  },
};
