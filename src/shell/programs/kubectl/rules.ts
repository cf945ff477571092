// Policy rules as kubectl lists them: taken apart, merged where only verbs differ, sorted by their Go text (kubectl/pkg/util/rbac).

export interface Rule {
  verbs?: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

type FullRule = Required<Rule>;

export interface RuleRow {
  resource: string;
  urls: string[];
  names: string[];
  verbs: string[];
}

/** One rule for each (group, resource, verb, name) and (URL, verb). */
function breakDown(rule: Rule): FullRule[] {
  const empty = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
  const out: FullRule[] = [];
  const { apiGroups = [], resources = [], verbs = [], resourceNames = [], nonResourceURLs = [] } = rule;
  for (const group of apiGroups) {
    for (const resource of resources) {
      for (const verb of verbs) {
        for (const name of resourceNames.length ? resourceNames : [undefined])
          out.push({ ...empty, apiGroups: [group], resources: [resource], verbs: [verb], resourceNames: name === undefined ? [] : [name] });
      }
    }
  }
  for (const url of nonResourceURLs) for (const verb of verbs) out.push({ ...empty, nonResourceURLs: [url], verbs: [verb] });
  return out;
}

function compact(rules: readonly FullRule[]): FullRule[] {
  const merged = new Map<string, FullRule>();
  const out: FullRule[] = [];
  for (const rule of rules) {
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]);
    const known = rule.nonResourceURLs.length ? undefined : merged.get(key);
    if (known) {
      for (const verb of rule.verbs) if (!known.verbs.includes(verb)) known.verbs.push(verb);
      continue;
    }
    const copy = { ...rule, verbs: [...rule.verbs] };
    if (!rule.nonResourceURLs.length) merged.set(key, copy);
    out.push(copy);
  }
  return out;
}

const goStrings = (list: readonly string[]): string => `[${list.join(' ')}]`;

const goRule = (r: FullRule): string =>
  `&PolicyRule{Verbs:${goStrings(r.verbs)},APIGroups:${goStrings(r.apiGroups)},Resources:${goStrings(r.resources)},ResourceNames:${goStrings(r.resourceNames)},NonResourceURLs:${goStrings(r.nonResourceURLs)},}`;

export function ruleRows(rules: readonly Rule[]): RuleRow[] {
  const rows = compact(rules.flatMap(breakDown)).map((rule) => ({ rule, text: goRule(rule) }));
  rows.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return rows.map(({ rule }) => ({ resource: resourceText(rule), urls: rule.nonResourceURLs, names: rule.resourceNames, verbs: rule.verbs }));
}

/** resource[.group][/subresource] */
function resourceText({ resources, apiGroups }: FullRule): string {
  const [resource = ''] = resources;
  const [group = ''] = apiGroups;
  if (!resource) return '';
  const [name = '', ...sub] = resource.split('/');
  return `${name}${group ? `.${group}` : ''}${sub.length ? `/${sub.join('/')}` : ''}`;
}

/** The four cells: lists in Go's brackets. */
export const ruleCells = (row: RuleRow): string[] => [row.resource, goStrings(row.urls), goStrings(row.names), goStrings(row.verbs)];
