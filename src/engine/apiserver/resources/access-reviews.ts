// Models pkg/registry/authorization/{subject,selfsubject,localsubject}accessreview with pkg/apis/authorization/validation and registry/authorization/util.
// A review asks the authorizers only: nobody is authenticated and nothing has to exist. Left out: admission.

import type { UserInfo } from '../../../trace/event.ts';
import { isJsonObject, type Members } from '../../../trace/json.ts';
import { goQuote } from '../../http/go-format.ts';
import { type FieldError, invalidObject } from '../../http/status.ts';
import type { KubeObject } from '../../store/object.ts';
import type { AskedAttributes } from '../authz/authorizer.ts';
import type { RequestContext } from '../request-context.ts';
import { metadataText } from './managed-fields-text.ts';
import type { VirtualResource } from './resource.ts';
import { fieldSelectorOf, type ReviewSelector, readSelector, selectorErrors, validateSelector } from './review-selectors.ts';

const GROUP = 'authorization.k8s.io';

interface ResourceAttributes {
  namespace?: string;
  verb?: string;
  group?: string;
  version?: string;
  resource?: string;
  subresource?: string;
  name?: string;
  fieldSelector?: ReviewSelector;
  labelSelector?: ReviewSelector;
}

interface NonResourceAttributes {
  path?: string;
  verb?: string;
}

interface Spec {
  resourceAttributes?: ResourceAttributes;
  nonResourceAttributes?: NonResourceAttributes;
  user?: string;
  groups?: string[];
  extra?: Record<string, string[]>;
  uid?: string;
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);

/** The named string members that are there and not empty, in this order. */
function pick<K extends string>(from: Members, names: readonly K[]): Partial<Record<K, string>> {
  const out: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'string' && value) out[name] = value;
  }
  return out;
}

function readResource(value: Members): ResourceAttributes {
  const out: ResourceAttributes = pick(value, ['namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name']);
  if (isJsonObject(value.fieldSelector)) out.fieldSelector = readSelector(value.fieldSelector);
  if (isJsonObject(value.labelSelector)) out.labelSelector = readSelector(value.labelSelector);
  return out;
}

/** The spec as the server echoes it: known members in its order, empty ones left out. */
function readSpec(value: unknown, self: boolean): Spec {
  const spec = isJsonObject(value) ? value : {};
  const out: Spec = {};
  if (isJsonObject(spec.resourceAttributes)) out.resourceAttributes = readResource(spec.resourceAttributes);
  if (isJsonObject(spec.nonResourceAttributes)) out.nonResourceAttributes = pick(spec.nonResourceAttributes, ['path', 'verb']);
  if (self) return out;
  Object.assign(out, pick(spec, ['user']));
  const groups = strings(spec.groups);
  if (groups.length) out.groups = groups;
  if (isJsonObject(spec.extra))
    out.extra = Object.fromEntries(
      Object.entries(spec.extra)
        .map(([k, v]): [string, string[]] => [k, strings(v)])
        .sort(),
    );
  Object.assign(out, pick(spec, ['uid']));
  return out;
}

const printedPath = ({ path = '', verb = '' }: NonResourceAttributes): string => JSON.stringify({ Path: path, Verb: verb });

function validate(context: RequestContext, spec: Spec, body: KubeObject, kind: 'any' | 'self' | 'local'): FieldError[] {
  const { metadata } = body;
  const errors: FieldError[] = [];
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  const refuse = (field: string, value: string, detail: string) => errors.push({ type: 'Invalid', field, value, detail });
  if (resource && path) refuse('spec.nonResourceAttributes', printedPath(path), 'cannot be specified in combination with resourceAttributes');
  if (!resource && !path) refuse('spec.resourceAttributes', 'null', 'exactly one of nonResourceAttributes or resourceAttributes must be specified');
  if (kind !== 'self' && !spec.user && !spec.groups) refuse('spec.user', '""', 'at least one of user or group must be specified');
  if (resource?.fieldSelector) errors.push(...validateSelector(resource.fieldSelector, 'field', 'spec.resourceAttributes.fieldSelector'));
  if (resource?.labelSelector) errors.push(...validateSelector(resource.labelSelector, 'label', 'spec.resourceAttributes.labelSelector'));
  const { namespace, ...rest } = metadata;
  const inTheWay = Object.entries(kind === 'local' ? rest : metadata).some(([, v]) => v !== '' && v !== undefined);
  if (inTheWay) refuse('metadata', metadataText(context, body), kind === 'local' ? 'must be empty except for namespace' : 'must be empty');
  if (kind !== 'local') return errors;
  if (resource && (resource.namespace ?? '') !== (namespace ?? ''))
    refuse('spec.resourceAttributes.namespace', goQuote(resource.namespace ?? ''), 'must match metadata.namespace');
  if (path) refuse('spec.nonResourceAttributes', printedPath(path), 'disallowed on this kind of request');
  return errors;
}

function attributesOf({ resourceAttributes: r, nonResourceAttributes: n }: Spec): AskedAttributes {
  const nothing = { path: '', apiGroup: '', apiVersion: '', resource: '', subresource: '', namespace: '', name: '' };
  if (!r) return { ...nothing, isResourceRequest: false, verb: n?.verb ?? '', path: n?.path ?? '' };
  return {
    ...nothing,
    isResourceRequest: true,
    verb: r.verb ?? '',
    apiGroup: r.group ?? '',
    apiVersion: r.version ?? '*',
    resource: r.resource ?? '',
    subresource: r.subresource ?? '',
    namespace: r.namespace ?? '',
    name: r.name ?? '',
    ...(r.fieldSelector ? { fieldSelector: fieldSelectorOf(r.fieldSelector) } : {}),
  };
}

function review(resource: string, kind: string, who: 'any' | 'self' | 'local'): VirtualResource {
  return {
    group: GROUP,
    version: 'v1',
    resource,
    kind,
    async create(context: RequestContext, body: KubeObject) {
      const spec = readSpec(body.spec, who === 'self');
      const errors = validate(context, spec, body, who);
      // The kind is empty because the object that is validated carries none.
      if (errors.length) return { error: invalidObject(GROUP, '', '', errors) };
      const user: UserInfo = who === 'self' ? context.user : { name: spec.user ?? '', uid: spec.uid ?? '', groups: spec.groups ?? [], extra: spec.extra ?? {} };
      const answer = await context.server.authorizer.authorize(user, attributesOf(spec));
      const evaluation = [...(answer.error ? [answer.error] : []), ...selectorErrors(spec.resourceAttributes ?? {})].join('; ');
      const status = {
        allowed: answer.decision === 'allowed',
        ...(answer.decision === 'denied' ? { denied: true } : {}),
        ...(answer.reason ? { reason: answer.reason } : {}),
        ...(evaluation ? { evaluationError: evaluation } : {}),
      };
      const { namespace } = body.metadata;
      return { object: { kind, apiVersion: `${GROUP}/v1`, metadata: namespace ? { namespace } : {}, spec, status } };
    },
  };
}

export const subjectAccessReviews = review('subjectaccessreviews', 'SubjectAccessReview', 'any');
export const localSubjectAccessReviews = review('localsubjectaccessreviews', 'LocalSubjectAccessReview', 'local');
export const selfSubjectAccessReviews = review('selfsubjectaccessreviews', 'SelfSubjectAccessReview', 'self');
