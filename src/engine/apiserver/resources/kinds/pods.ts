// Models pkg/registry/core/pod/strategy.go: storing pods. Nothing runs them here.
// Left out: most of pod validation (volumes, probes, security), resizing, the exact diff that a refused update prints.
import { type Members, membersOf } from '../../../../trace/json.ts';
import { goQuote } from '../../../http/go-format.ts';
import type { FieldError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { ResourceStrategy } from '../resource.ts';
import { same } from '../same.ts';
import { dns1123LabelFaults } from '../validation/names.ts';
import { invalid, objectsOf, required, specOf, supported } from '../validation/object-meta.ts';
import { podDefaults } from './pod-defaults.ts';

/** Guaranteed: every container's limits for cpu and memory are its requests; BestEffort: none asks for anything. */
function qosClass(spec: Members): string {
  const containers = [...objectsOf(spec.containers), ...objectsOf(spec.initContainers)];
  const resources = containers.map((c) => membersOf(c.resources));
  const kept = (values: unknown) => Object.fromEntries(Object.entries(membersOf(values)).filter(([k]) => k === 'cpu' || k === 'memory'));
  if (resources.every((r) => !Object.keys(kept(r.requests)).length && !Object.keys(kept(r.limits)).length)) return 'BestEffort';
  const guaranteed = resources.every((r) => Object.keys(kept(r.limits)).length === 2 && same(kept(r.limits), kept(r.requests)));
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

function prepare(object: KubeObject, old: KubeObject | undefined): KubeObject {
  if (!old) return { ...object, status: { phase: 'Pending', qosClass: qosClass(specOf(object)) } };
  const given = membersOf(object.status);
  const status = given.podIP && !given.podIPs ? { ...given, podIPs: [{ ip: given.podIP }] } : given;
  const oldClass = membersOf(old.status).qosClass;
  return { ...object, status: oldClass && !status.qosClass ? { ...status, qosClass: oldClass } : status };
}

export function containerErrors(containers: readonly Members[], path: string, seen: Set<string>): FieldError[] {
  return containers.flatMap((c, i) => {
    const at = `${path}[${i}]`;
    const name = String(c.name ?? '');
    const errors: FieldError[] = [];
    if (!name) errors.push(required(`${at}.name`));
    else {
      errors.push(...dns1123LabelFaults(name).map((f) => invalid(`${at}.name`, name, f)));
      if (seen.has(name)) errors.push({ type: 'Duplicate', field: `${at}.name`, value: goQuote(name) });
      seen.add(name);
    }
    const image = String(c.image ?? '');
    if (!image) errors.push(required(`${at}.image`));
    else if (image.trim() !== image) errors.push(invalid(`${at}.image`, image, 'must not have leading or trailing whitespace'));
    return errors;
  });
}

const MIRROR = 'kubernetes.io/config.mirror';
const RESTART = ['Always', 'OnFailure', 'Never'];
const DNS = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

function oneOf(spec: Members, key: string, values: readonly string[]): FieldError[] {
  const value = String(spec[key] ?? '');
  if (!value) return [required(`spec.${key}`)];
  return values.includes(value) ? [] : [{ type: 'NotSupported', field: `spec.${key}`, value: goQuote(value), detail: supported(values) }];
}

const CHANGEABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** The spec without what an update may change. */
function fixed(object: KubeObject): Members {
  const { activeDeadlineSeconds: _a, tolerations: _t, schedulingGates: _g, ...spec } = specOf(object);
  const imageless = (list: unknown) => objectsOf(list).map(({ image: _i, ...c }) => c);
  return { ...spec, containers: imageless(spec.containers), initContainers: imageless(spec.initContainers) };
}

function validate(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const spec = specOf(object);
  const seen = new Set<string>();
  const containers = objectsOf(spec.containers);
  const errors = containers.length ? containerErrors(containers, 'spec.containers', seen) : [required('spec.containers')];
  errors.push(...containerErrors(objectsOf(spec.initContainers), 'spec.initContainers', seen));
  errors.push(...oneOf(spec, 'restartPolicy', RESTART), ...oneOf(spec, 'dnsPolicy', DNS));
  const mirror = object.metadata.annotations?.[MIRROR];
  if (mirror !== undefined && !spec.nodeName)
    errors.push(invalid(`metadata.annotations[${MIRROR}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  if (old && !same(fixed(object), fixed(old))) errors.push({ type: 'Forbidden', field: 'spec', detail: CHANGEABLE });
  return errors;
}

export const pods: ResourceStrategy = {
  group: '',
  resource: 'pods',
  fieldLabels: [
    'metadata.name',
    'metadata.namespace',
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  defaults: podDefaults,
  prepare,
  validate,
};
