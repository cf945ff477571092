// Models pkg/registry/apps/{deployment,replicaset}/strategy.go, pkg/apis/apps/v1/defaults.go and pkg/apis/apps/validation, as far as every manifest meets them.
// Left out: the bounds of the rolling update's numbers, most of what is validated of a pod (see pods.ts).

import { membersOf } from '../../../../trace/json.ts';
import { goQuote } from '../../../http/go-format.ts';
import { type LabelSelector, matchesLabels, selectorRequirements } from '../../../http/label-selector.ts';
import type { FieldError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { ResourceStrategy } from '../resource.ts';
import { same } from '../same.ts';
import { objectsOf, required, specOf, supported } from '../validation/object-meta.ts';
import { podSpecDefaults } from './pod-defaults.ts';
import { containerErrors } from './pods.ts';

const invalid = (field: string, value: unknown, detail: string): FieldError => ({ type: 'Invalid', field, value: JSON.stringify(value ?? null), detail });

function withTemplate(spec: Record<string, unknown>): Record<string, unknown> {
  const template = membersOf(spec.template);
  return { ...spec, replicas: spec.replicas ?? 1, template: { ...template, spec: podSpecDefaults(membersOf(template.spec)) } };
}

function deploymentDefaults(object: KubeObject): KubeObject {
  const spec = withTemplate(specOf(object));
  const strategy: Record<string, unknown> = { type: 'RollingUpdate', ...membersOf(spec.strategy) };
  if (strategy.type === 'RollingUpdate') strategy.rollingUpdate = { maxUnavailable: '25%', maxSurge: '25%', ...membersOf(strategy.rollingUpdate) };
  return {
    ...object,
    spec: { ...spec, strategy, revisionHistoryLimit: spec.revisionHistoryLimit ?? 10, progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600 },
  };
}

function selectorErrors(spec: Record<string, unknown>): FieldError[] {
  const mismatch = (labels: unknown): FieldError => invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
  const { labels } = membersOf(membersOf(spec.template).metadata);
  if (spec.selector === undefined || spec.selector === null) return [required('spec.selector'), mismatch(labels)];
  const requirements = selectorRequirements(spec.selector as LabelSelector);
  if (!requirements.length) return [invalid('spec.selector', {}, 'empty selector is invalid for deployment')];
  return matchesLabels(requirements, membersOf(labels) as Record<string, string>) ? [] : [mismatch(labels)];
}

function validate(object: KubeObject, old: KubeObject | undefined, subresource?: string): FieldError[] {
  if (subresource === 'status') return [];
  const spec = specOf(object);
  const pod = membersOf(membersOf(spec.template).spec);
  const errors: FieldError[] = [];
  if (typeof spec.replicas === 'number' && spec.replicas < 0) errors.push(invalid('spec.replicas', spec.replicas, 'must be greater than or equal to 0'));
  errors.push(...selectorErrors(spec));
  const containers = objectsOf(pod.containers);
  const at = 'spec.template.spec';
  errors.push(...(containers.length ? containerErrors(containers, `${at}.containers`, new Set()) : [required(`${at}.containers`)]));
  if (pod.restartPolicy !== 'Always')
    errors.push({ type: 'NotSupported', field: `${at}.restartPolicy`, value: goQuote(String(pod.restartPolicy)), detail: supported(['Always']) });
  if (old && !same(spec.selector, specOf(old).selector)) errors.push(invalid('spec.selector', spec.selector, 'field is immutable'));
  return errors;
}

const prepare = (object: KubeObject, old: KubeObject | undefined): KubeObject => (old ? object : { ...object, status: {} });

export const deployments: ResourceStrategy = { group: 'apps', resource: 'deployments', defaults: deploymentDefaults, prepare, validate };
export const replicaSets: ResourceStrategy = {
  group: 'apps',
  resource: 'replicasets',
  defaults: (object) => ({ ...object, spec: withTemplate(specOf(object)) }),
  prepare,
  validate,
};
