// Models pkg/registry/core/namespace/strategy.go and the defaults and validation of namespaces. Left out: the conditions its controller reports.

import { membersOf } from '../../../../trace/json.ts';
import { goQuote } from '../../../http/go-format.ts';
import type { FieldError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { ResourceStrategy } from '../resource.ts';
import { labelKeyFaults } from '../validation/names.ts';
import { invalid, labelName, specOf, stringsOf } from '../validation/object-meta.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const FINALIZER = 'kubernetes';

/** The label that selectors find a namespace by always says its name. */
function labelled(object: KubeObject): KubeObject {
  const { name, labels } = object.metadata;
  if (!name || labels?.[NAME_LABEL] === name) return object;
  const sorted = Object.fromEntries(Object.entries({ ...labels, [NAME_LABEL]: name }).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...object, metadata: { ...object.metadata, labels: sorted } };
}

const finalizersOf = (object: KubeObject): string[] => stringsOf(specOf(object).finalizers);

function prepare(object: KubeObject, old: KubeObject | undefined): KubeObject {
  const named = labelled(object);
  if (old) return named;
  const finalizers = finalizersOf(named);
  return {
    ...named,
    spec: { finalizers: finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER] },
    status: { phase: 'Active' },
  };
}

function validate(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const errors: FieldError[] = finalizersOf(object).flatMap((f) => [
    ...labelKeyFaults(f).map((fault) => invalid('spec.finalizers', f, fault)),
    ...(f.includes('/') || f === FINALIZER ? [] : [invalid('spec.finalizers', f, 'name is neither a standard finalizer name nor is it fully qualified')]),
  ]);
  (object.metadata.finalizers ?? []).forEach((f, i) => {
    if (!f.includes('/') && !STANDARD.includes(f))
      errors.push(invalid(`metadata.finalizers[${i}]`, f, 'name is neither a standard finalizer name nor is it fully qualified'));
  });
  if (!old) return errors;
  const phase = String(membersOf(object.status).phase ?? '');
  const wanted = object.metadata.deletionTimestamp ? 'Terminating' : 'Active';
  if (phase !== wanted) {
    const when = object.metadata.deletionTimestamp ? 'not empty' : 'empty';
    errors.push({
      type: 'Invalid',
      field: 'status.Phase',
      value: goQuote(phase),
      detail: `may only be '${wanted}' if \`deletionTimestamp\` is ${when}`,
    });
  }
  return errors;
}

const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];

export const namespaces: ResourceStrategy = {
  group: '',
  resource: 'namespaces',
  fieldLabels: ['status.phase', 'metadata.name'],
  validateName: labelName,
  prepare,
  validate,
};
