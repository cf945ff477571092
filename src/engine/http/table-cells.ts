// Models pkg/printers/internalversion/printers.go for the kinds that a learner meets. `age` comes ready-made.
import { type Members, membersOf } from '../../trace/json.ts';
import type { KubeObject } from '../store/object.ts';
import { humanDuration } from './duration.ts';
import { podCells } from './table-pods.ts';

export type Cells = (object: KubeObject, age: string) => unknown[];

export const items = (v: unknown): Members[] => (Array.isArray(v) ? v.map(membersOf) : []);
export const text = (v: unknown, otherwise = ''): string => (typeof v === 'string' && v !== '' ? v : typeof v === 'number' ? String(v) : otherwise);
const count = (v: unknown): number => Object.keys(membersOf(v)).length;
const none = '<none>';

const name = (o: KubeObject): string => o.metadata.name;
const spec = (o: KubeObject): Members => membersOf(o.spec);
const status = (o: KubeObject): Members => membersOf(o.status);

/** "app=web,tier in (a)" as metav1.FormatLabelSelector writes it. */
function selectorText(selector: unknown): string {
  const labels = Object.entries(membersOf(membersOf(selector).matchLabels ?? selector)).map(([k, v]) => `${k}=${text(v)}`);
  return labels.length ? labels.sort().join(',') : none;
}

const containerTexts = (o: KubeObject): [string, string] => {
  const containers = items(membersOf(membersOf(spec(o).template).spec).containers);
  return [containers.map((c) => text(c.name)).join(','), containers.map((c) => text(c.image)).join(',')];
};

function bindingCells(o: KubeObject, age: string): unknown[] {
  const role = membersOf(o.roleRef);
  const subjects = items(o.subjects);
  const of = (kind: string, show: (s: Members) => string) =>
    subjects
      .filter((s) => s.kind === kind)
      .map(show)
      .join(', ');
  const named = (s: Members) => text(s.name);
  return [
    name(o),
    `${text(role.kind)}/${text(role.name)}`,
    age,
    of('User', named),
    of('Group', named),
    of('ServiceAccount', (s) => `${text(s.namespace)}/${text(s.name)}`),
  ];
}

const created: Cells = (o) => [name(o), o.metadata.creationTimestamp ?? null];

function nodeCells(o: KubeObject, age: string): unknown[] {
  const conditions = new Map(items(status(o).conditions).map((c) => [text(c.type), text(c.status)]));
  const ready = conditions.get('Ready');
  const states = [ready === undefined ? 'Unknown' : ready === 'True' ? 'Ready' : 'NotReady'];
  if (spec(o).unschedulable === true) states.push('SchedulingDisabled');
  const roles = Object.entries(o.metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith('node-role.kubernetes.io/')) return [key.slice('node-role.kubernetes.io/'.length)];
    return key === 'kubernetes.io/role' && value ? [value] : [];
  });
  const info = membersOf(status(o).nodeInfo);
  const address = (type: string) => text(items(status(o).addresses).find((a) => a.type === type)?.address, none);
  return [
    name(o),
    states.join(','),
    roles
      .filter((r) => r !== '')
      .sort()
      .join(',') || none,
    age,
    text(info.kubeletVersion),
    address('InternalIP'),
    address('ExternalIP'),
    text(info.osImage, '<unknown>'),
    text(info.kernelVersion, '<unknown>'),
    text(info.containerRuntimeVersion, '<unknown>'),
  ];
}

function serviceCells(o: KubeObject, age: string): unknown[] {
  const ports = items(spec(o).ports).map((p) => {
    const node = p.nodePort ? `:${text(p.nodePort)}` : '';
    return `${text(p.port)}${node}/${text(p.protocol)}`;
  });
  const external = Array.isArray(spec(o).externalIPs) ? (spec(o).externalIPs as string[]).join(',') : none;
  return [name(o), text(spec(o).type), text(spec(o).clusterIP, none), external, ports.join(',') || none, age, selectorText(spec(o).selector)];
}

function requestCells(o: KubeObject, age: string): unknown[] {
  const seconds = spec(o).expirationSeconds;
  const conditions = new Set(items(status(o).conditions).map((c) => text(c.type)));
  let condition = conditions.has('Denied') ? 'Denied' : conditions.has('Approved') ? 'Approved' : 'Pending';
  if (conditions.has('Failed')) condition += ',Failed';
  if (text(status(o).certificate)) condition += ',Issued';
  return [name(o), age, text(spec(o).signerName, none), text(spec(o).username), typeof seconds === 'number' ? humanDuration(seconds * 1000) : none, condition];
}

const replicas = (o: KubeObject): number => (typeof spec(o).replicas === 'number' ? (spec(o).replicas as number) : 0);
const number = (v: unknown): number => (typeof v === 'number' ? v : 0);

const CREATED = ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io'];
const BINDINGS = ['rolebindings.rbac.authorization.k8s.io', 'clusterrolebindings.rbac.authorization.k8s.io'];

/** By plural and group. */
export const CELLS: Readonly<Record<string, Cells>> = {
  namespaces: (o, age) => [name(o), text(status(o).phase), age],
  serviceaccounts: (o, age) => [name(o), age],
  secrets: (o, age) => [name(o), text(o.type), count(o.data), age],
  configmaps: (o, age) => [name(o), count(o.data) + count(o.binaryData), age],
  pods: podCells,
  nodes: nodeCells,
  services: serviceCells,
  ...Object.fromEntries(CREATED.map((id) => [id, created])),
  ...Object.fromEntries(BINDINGS.map((id) => [id, bindingCells])),
  'certificatesigningrequests.certificates.k8s.io': requestCells,
  'leases.coordination.k8s.io': (o, age) => [name(o), text(spec(o).holderIdentity), age],
  'priorityclasses.scheduling.k8s.io': (o, age) => [name(o), number(o.value), o.globalDefault === true, age, text(o.preemptionPolicy, none)],
  'servicecidrs.networking.k8s.io': (o, age) => [name(o), ((spec(o).cidrs as string[] | undefined) ?? []).join(','), age],
  'ipaddresses.networking.k8s.io': (o, age) => {
    const ref = membersOf(spec(o).parentRef);
    const resource = [text(ref.resource), text(ref.group)].filter((t) => t).join('.');
    return [name(o), [resource, text(ref.namespace), text(ref.name)].filter((t) => t).join('/'), age];
  },
  'deployments.apps': (o, age) => [
    name(o),
    `${number(status(o).readyReplicas)}/${replicas(o)}`,
    number(status(o).updatedReplicas),
    number(status(o).availableReplicas),
    age,
    ...containerTexts(o),
    selectorText(spec(o).selector),
  ],
  'replicasets.apps': (o, age) => [
    name(o),
    replicas(o),
    number(status(o).replicas),
    number(status(o).readyReplicas),
    age,
    ...containerTexts(o),
    selectorText(spec(o).selector),
  ],
  'daemonsets.apps': (o, age) => [
    name(o),
    number(status(o).desiredNumberScheduled),
    number(status(o).currentNumberScheduled),
    number(status(o).numberReady),
    number(status(o).updatedNumberScheduled),
    number(status(o).numberAvailable),
    selectorText(membersOf(membersOf(spec(o).template).spec).nodeSelector),
    age,
    ...containerTexts(o),
    selectorText(spec(o).selector),
  ],
  'statefulsets.apps': (o, age) => [name(o), `${number(status(o).readyReplicas)}/${replicas(o)}`, age, ...containerTexts(o)],
};
