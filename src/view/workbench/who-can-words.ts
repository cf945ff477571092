// A grant in words: whom, through which binding and role, by which rule.
import type { PolicyRule } from '../../trace/event.ts';
import type { WhoCanAnswer } from '../ports.ts';

type Grant = WhoCanAnswer['grants'][number];

export const subjectWords = ({ subject: { kind, name, namespace } }: Grant): string => `${kind} ${namespace ? `${namespace}/` : ''}${name}`;

export const grantWords = ({ binding, role }: Grant): string =>
  `${binding.kind} ${binding.namespace ? `${binding.namespace}/` : ''}${binding.name} → ${role.kind} ${role.name}`;

export function ruleWords({ verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: PolicyRule): string {
  const list = (values: readonly string[]): string => values.map((v) => v || '""').join(', ');
  const what = nonResourceURLs.length ? list(nonResourceURLs) : `${list(resources)} in ${list(apiGroups)}`;
  return `${list(verbs)}: ${what}${resourceNames.length ? ` named ${list(resourceNames)}` : ''}`;
}
