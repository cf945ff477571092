// Models apimachinery pkg/fields/selector.go and the field labels that kinds support (pkg/apis/*/v1/conversion.go).
import { goQuote } from '../../../http/go-format.ts';
import type { KubeObject } from '../../../store/object.ts';

export interface FieldRequirement {
  field: string;
  equal: boolean;
  value: string;
}

export type ParsedFieldSelector = { requirements: FieldRequirement[] } | { error: string };

/** Splits at commas that no backslash guards. */
const terms = (text: string): string[] => text.match(/(?:\\.|[^,\\])+|^$/g)?.filter((t) => t !== '') ?? [];

const unescaped = (text: string): string => text.replace(/\\([\\,=])/g, '$1');

/** `labels`: what the kind supports beyond every kind's metadata.name and metadata.namespace; undefined for a kind with those two alone. */
export function parseFieldSelector(text: string, labels: readonly string[] | undefined): ParsedFieldSelector {
  const requirements: FieldRequirement[] = [];
  for (const term of terms(text)) {
    const parts = /^((?:\\.|[^=!\\]|!(?!=))*)(!=|==|=)(.*)$/s.exec(term);
    if (!parts) return { error: `invalid selector: '${text}'; can't understand '${term}'` };
    requirements.push({ field: parts[1] ?? '', equal: parts[2] !== '!=', value: unescaped(parts[3] ?? '') });
  }
  for (const { field } of requirements) {
    if (labels) {
      if (!labels.includes(field)) return { error: `field label not supported: ${field}` };
    } else if (field !== 'metadata.name' && field !== 'metadata.namespace')
      return { error: `${goQuote(field)} is not a known field selector: only "metadata.name", "metadata.namespace"` };
  }
  return { requirements };
}

export function fieldText(object: KubeObject, field: string): string {
  let at: unknown = object;
  for (const part of field.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined;
  if (at === undefined || at === null) return field === 'spec.unschedulable' || field === 'spec.hostNetwork' ? 'false' : '';
  return String(at);
}

export const matchesFields = (requirements: readonly FieldRequirement[], object: KubeObject): boolean =>
  requirements.every(({ field, equal, value }) => (fieldText(object, field) === value) === equal);
