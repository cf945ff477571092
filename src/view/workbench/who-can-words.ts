// A grant in words: whom, through which binding and role, by which rule.
import type { PolicyRule } from '../../trace/event.ts';
import { csvLines } from '../editor/csv-fields.ts';
import type { WhoCanAnswer } from '../ports.ts';

/** Whom the panel asks about first: the first line of tokens.csv that names somebody, else an account every cluster has. */
export function firstPerson(csv: string): { name: string; groups: string } {
  const lines = csv.split('\n');
  for (const [i, fields] of csvLines(csv).entries()) {
    const at = (column: number): string => {
      const field = fields.find((one) => one.column === column);
      const text = field ? (lines[i] ?? '').slice(field.from, field.to).trim() : '';
      return text.startsWith('"') ? text.replace(/^"|"$/g, '').replaceAll('""', '"') : text;
    };
    if (at(1)) return { name: at(1), groups: at(3).split(',').join(', ') };
  }
  return { name: 'system:serviceaccount:kube-system:default', groups: '' };
}

type Grant = WhoCanAnswer['grants'][number];

export const subjectWords = ({ subject: { kind, name, namespace } }: Grant): string => `${kind} ${namespace ? `${namespace}/` : ''}${name}`;

export const grantWords = ({ binding, role }: Grant): string =>
  `${binding.kind} ${binding.namespace ? `${binding.namespace}/` : ''}${binding.name} → ${role.kind} ${role.name}`;

export function ruleWords({ verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: PolicyRule): string {
  const list = (values: readonly string[]): string => values.map((v) => v || '""').join(', ');
  const what = nonResourceURLs.length ? list(nonResourceURLs) : `${list(resources)} in ${list(apiGroups)}`;
  return `${list(verbs)}: ${what}${resourceNames.length ? ` named ${list(resourceNames)}` : ''}`;
}
