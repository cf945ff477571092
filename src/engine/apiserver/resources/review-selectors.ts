// Models the selectors of access reviews: validation in pkg/apis/authorization/validation, reading in pkg/registry/authorization/util.
// Of the modes here only the node authorizer looks at selectors, and it looks at equal field requirements.
import type { Members } from '../../../trace/json.ts';
import { goQuote } from '../../http/go-format.ts';
import { parseLabelSelector } from '../../http/label-selector.ts';
import type { FieldError } from '../../http/status.ts';
import { type SelectorRequirement, validateRequirement } from './label-selector-object.ts';
import { labelKeyFaults, labelValueFaults } from './validation/names.ts';

export interface ReviewSelector {
  rawSelector?: string;
  requirements?: SelectorRequirement[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function readSelector({ rawSelector, requirements }: Members): ReviewSelector {
  const list = Array.isArray(requirements) ? (requirements as Members[]) : [];
  const read = list.map(({ key, operator, values }) => ({
    key: text(key),
    operator: text(operator),
    ...(Array.isArray(values) && values.length ? { values: values.map(text) } : {}),
  }));
  return { ...(text(rawSelector) ? { rawSelector: text(rawSelector) } : {}), ...(read.length ? { requirements: read } : {}) };
}

export function validateSelector({ rawSelector, requirements }: ReviewSelector, kind: 'field' | 'label', at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (rawSelector && requirements)
    errors.push({
      type: 'Invalid',
      field: `${at}.rawSelector`,
      value: goQuote(rawSelector),
      detail: 'may not specified at the same time as requirements',
    });
  if (!rawSelector && !requirements)
    errors.push({
      type: 'Required',
      field: `${at}.requirements`,
      detail: `when ${at} is specified, requirements or rawSelector is required`,
    });
  requirements?.forEach((requirement, i) => {
    const found = validateRequirement(requirement, `${at}.requirements[${i}]`, true);
    if (kind === 'label') errors.push(...found);
    else {
      // Field names and values follow no grammar: they only have to be there.
      if (!requirement.key) errors.push({ type: 'Required', field: `${at}.requirements[${i}].key`, detail: 'must be specified' });
      errors.push(...found.filter((e) => e.field === `${at}.requirements[${i}].values` && e.type !== 'Invalid'));
    }
  });
  return errors;
}

const operatorsOf = { In: '=', NotIn: '!=' } as const;

/** The field selector as query text; what the server cannot use is left out, as it leaves it out. */
export function fieldSelectorOf({ rawSelector, requirements = [] }: ReviewSelector): string {
  if (rawSelector) return rawFieldsParse(rawSelector) ? rawSelector : '';
  return requirements
    .filter((r) => usableField(r))
    .map((r) => `${r.key}${operatorsOf[r.operator as keyof typeof operatorsOf]}${r.values?.[0]}`)
    .join(',');
}

const usableField = (r: SelectorRequirement): boolean => r.operator in operatorsOf && r.values?.length === 1;

const rawFieldsParse = (selector: string): boolean => selector.split(',').every((term) => term === '' || /[^=!]*(==|!=|=)/.test(term));

const LABEL_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

const usableLabel = (r: SelectorRequirement): boolean =>
  LABEL_OPERATORS.includes(r.operator) && !labelKeyFaults(r.key).length && (r.values ?? []).every((v) => !labelValueFaults(v).length);

/** The texts for a review's evaluationError: each selector that was not, or only partly, understood. */
export function selectorErrors(selectors: { fieldSelector?: ReviewSelector; labelSelector?: ReviewSelector }): string[] {
  const one = (name: string, s: ReviewSelector | undefined, parses: (raw: string) => boolean, usable: (r: SelectorRequirement) => boolean): string[] => {
    const list = s?.requirements ?? [];
    const good = list.filter(usable).length;
    if (s?.rawSelector ? parses(s.rawSelector) : good === list.length) return [];
    return [`spec.resourceAttributes.${name} ${good ? 'partially ignored' : 'ignored'} due to parse error`];
  };
  return [
    ...one('fieldSelector', selectors.fieldSelector, rawFieldsParse, usableField),
    ...one('labelSelector', selectors.labelSelector, (raw) => 'requirements' in parseLabelSelector(raw), usableLabel),
  ];
}
