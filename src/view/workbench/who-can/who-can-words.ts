// A grant in words: whom, through which binding and role, by which rule.

import type { WhoCanAnswer } from '../../../ports/who-can.ts';
import type { PolicyRule, Trace } from '../../../trace/event.ts';
import { fold } from '../../../trace/fold.ts';
import { csvLines } from '../../editor/csv-fields.ts';
import { ownGroups } from '../../words/own-groups.ts';

/** Whom the panel asks about first: who sent the run, else the first line of tokens.csv that names somebody, else an account every cluster has. */
export function firstPerson(csv: string, trace?: Trace): { name: string; groups: string } {
  const user = trace && fold(trace, trace.events.length).user;
  if (user) return { name: user.name, groups: ownGroups(user).join(', ') };
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
