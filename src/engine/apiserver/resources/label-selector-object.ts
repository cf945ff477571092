// Models metav1.LabelSelector (the object form, not the query text) and its validation in apimachinery pkg/apis/meta/v1/validation.
import { goQuote } from '../../http/go-format.ts';
import type { FieldError } from '../../http/status.ts';
import { labelKeyFaults, labelValueFaults } from './validation/names.ts';

export interface SelectorRequirement {
  key: string;
  operator: string;
  values?: string[];
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: SelectorRequirement[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Members in the server's order, empty ones left out, labels sorted by key. */
export function readLabelSelector(value: unknown): LabelSelector {
  const { matchLabels, matchExpressions } = (value ?? {}) as Record<string, unknown>;
  const labels = Object.entries((matchLabels ?? {}) as Record<string, unknown>)
    .map(([k, v]): [string, string] => [k, text(v)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const requirements = Array.isArray(matchExpressions) ? matchExpressions.map(readRequirement) : [];
  return {
    ...(labels.length ? { matchLabels: Object.fromEntries(labels) } : {}),
    ...(requirements.length ? { matchExpressions: requirements } : {}),
  };
}

function readRequirement(value: unknown): SelectorRequirement {
  const { key, operator, values } = (value ?? {}) as Record<string, unknown>;
  return { key: text(key), operator: text(operator), ...(Array.isArray(values) && values.length ? { values: values.map(text) } : {}) };
}

/** `lenient` lets unknown operators pass, as access reviews do. */
export function validateRequirement({ key, operator, values = [] }: SelectorRequirement, at: string, lenient = false): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (!values.length) errors.push({ type: 'Required', field: `${at}.values`, detail: "must be specified when `operator` is 'In' or 'NotIn'" });
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length)
      errors.push({
        type: 'Forbidden',
        field: `${at}.values`,
        detail: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      });
  } else if (!lenient) errors.push({ type: 'Invalid', field: `${at}.operator`, value: goQuote(operator), detail: 'not a valid selector operator' });
  for (const detail of labelKeyFaults(key)) errors.push({ type: 'Invalid', field: `${at}.key`, value: goQuote(key), detail });
  values.forEach((value, i) => {
    for (const detail of labelValueFaults(value)) errors.push({ type: 'Invalid', field: `${at}.values[${i}]`, value: goQuote(value), detail });
  });
  return errors;
}

export function validateLabelSelector(selector: LabelSelector, at: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    for (const detail of labelKeyFaults(key)) errors.push({ type: 'Invalid', field: `${at}.matchLabels`, value: goQuote(key), detail });
    for (const detail of labelValueFaults(value)) errors.push({ type: 'Invalid', field: `${at}.matchLabels`, value: goQuote(value), detail });
  }
  selector.matchExpressions?.forEach((requirement, i) => {
    errors.push(...validateRequirement(requirement, `${at}.matchExpressions[${i}]`));
  });
  return errors;
}
