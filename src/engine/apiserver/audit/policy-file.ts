// Models staging/src/k8s.io/apiserver/pkg/audit/policy/reader.go and pkg/apis/audit/validation: a policy file, or the server's words for what is wrong.
// Unknown fields only warn. Left out: most of the YAML reader's own words.
import { isJsonObject, type Members } from '../../../trace/json.ts';
import { aggregate, goQuote } from '../../http/go-format.ts';
import { goJsonKind } from '../../http/go-json.ts';
import { type FieldError, fieldErrorText } from '../../http/status.ts';
import { yamlValue, yamlWords } from '../../http/yaml-value.ts';
import { noSuchKind, notAnObject } from '../authz/configuration.ts';
import { dns1123SubdomainFaults } from '../resources/validation/names.ts';
import { objectsOf, stringsOf } from '../resources/validation/object-meta.ts';
import { LEVELS, type Policy, type PolicyRule, STAGES } from './policy.ts';

export type ReadPolicy =
  /** `warning` is a line for the log. */
  { ok: true; policy: Policy; warning?: string } | { ok: false; error: string; line?: number; column?: number };

type Shape = 'string' | 'bool' | { list: Shape } | { struct: string; members: Readonly<Record<string, Shape>> };
const STRINGS: Shape = { list: 'string' };
const GROUP_RESOURCES: Shape = { struct: 'GroupResources', members: { group: 'string', resources: STRINGS, resourceNames: STRINGS } };
const RULE: Shape = {
  struct: 'PolicyRule',
  members: {
    level: 'string',
    users: STRINGS,
    userGroups: STRINGS,
    verbs: STRINGS,
    resources: { list: GROUP_RESOURCES },
    namespaces: STRINGS,
    nonResourceURLs: STRINGS,
    omitStages: STRINGS,
    omitManagedFields: 'bool',
  },
};
const POLICY: Shape = {
  struct: 'Policy',
  members: { kind: 'string', apiVersion: 'string', metadata: 'string', rules: { list: RULE }, omitStages: STRINGS, omitManagedFields: 'bool' },
};

/** @param text undefined when there is no such file */
export async function readPolicyFile(path: string, text: string | undefined): Promise<ReadPolicy> {
  const fail = (why: string, where: { line?: number; column?: number } = {}): ReadPolicy => ({
    ok: false,
    error: `loading audit policy file: ${why}`,
    ...where,
  });
  if (text === undefined) return fail(`failed to read file path ${goQuote(path)}: open ${path}: no such file or directory`);
  const from = `: from file ${path}`;
  const { LineCounter, parseDocument, isNode } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.1', merge: true, uniqueKeys: false });
  const placeOf = (keys: readonly (string | number)[]): { line?: number; column?: number } => {
    const node = document.getIn(keys, true);
    if (!isNode(node) || !node.range) return {};
    const { line, col } = lines.linePos(node.range[0]);
    return { line, column: col };
  };
  const problem = document.errors[0];
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    return fail(`failed decoding: ${yamlWords(problem, line, text)}${from}`, { line, column: col });
  }
  const read = yamlValue(document);
  if ('error' in read) return fail(`failed decoding: ${read.error}${from}`);
  const value = read.value ?? {};
  const scalar = notAnObject(value);
  if (scalar) return fail(`failed decoding: couldn't get version/kind; json parse error: ${scalar}${from}`, { line: 1, column: 1 });
  const root = value as Members;
  const kind = typeof root.kind === 'string' && root.kind ? root.kind : 'Policy';
  // Without a version it is decoded as the version inside the server, which no file may have.
  if (!root.apiVersion) return fail(`unknown group version field audit.k8s.io/__internal, Kind=Policy in policy${from}`, { line: 1, column: 1 });
  const version = String(root.apiVersion);
  if (version !== 'audit.k8s.io/v1' || (kind !== 'Policy' && kind !== 'Event'))
    return fail(`failed decoding: ${noSuchKind(kind, version)}${from}`, placeOf([version === 'audit.k8s.io/v1' ? 'kind' : 'apiVersion']));
  if (kind === 'Event') return fail(`failed decoding: converting (v1.Event) to (audit.Policy): unknown conversion${from}`, placeOf(['kind']));
  const found: { unknown: string[]; fault?: { error: string; keys: (string | number)[] } } = { unknown: [] };
  decode(root, POLICY, [], 'Policy', found);
  if (found.fault) return fail(`failed decoding: ${found.fault.error}${from}`, placeOf(found.fault.keys));
  const policy = policyOf(root);
  const errors = validate(root, policy);
  const [first] = errors;
  if (first) return fail(`${aggregate(errors.map(fieldErrorText))}${from}`, placeOf(keysOf(first.field)));
  if (!policy.rules.length) return fail(`loaded illegal policy with 0 rules${from}`, { line: 1, column: 1 });
  const unknown = found.unknown.map((field) => `unknown field ${goQuote(field)}`).join(', ');
  return {
    ok: true,
    policy,
    ...(unknown ? { warning: `Audit policy contains errors, falling back to lenient decoding: strict decoding error: ${unknown}` } : {}),
  };
}

const keysOf = (field: string): (string | number)[] =>
  field.split(/[.[\]]+/).flatMap((part): (string | number)[] => (part === '' ? [] : /^\d+$/.test(part) ? [Number(part)] : [part]));

const goType = (shape: Shape, name: string): string => {
  if (shape === 'string') return name === 'level' ? 'v1.Level' : 'string';
  if (shape === 'bool') return 'bool';
  if ('struct' in shape) return `v1.${shape.struct}`;
  return name === 'omitStages' ? '[]v1.Stage' : `[]${goType(shape.list, '')}`;
};

/** Walks the document as Go's decoder does: the first value of a wrong type ends it, unknown members are only noted. */
function decode(
  value: unknown,
  shape: Shape,
  keys: (string | number)[],
  struct: string,
  found: { unknown: string[]; fault?: { error: string; keys: (string | number)[] } },
): void {
  if (found.fault || value === null || value === undefined) return;
  const names = keys.filter((k): k is string => typeof k === 'string');
  const wrong = (): void => {
    const where = names.length
      ? `Go struct field ${struct}.${names.join('.')} of type ${goType(shape, names.at(-1) ?? '')}`
      : `Go value of type ${goType(shape, '')}`;
    found.fault = { error: `json: cannot unmarshal ${goJsonKind(value)} into ${where}`, keys };
  };
  if (shape === 'string' || shape === 'bool') {
    if (typeof value !== (shape === 'bool' ? 'boolean' : 'string')) wrong();
  } else if ('list' in shape) {
    if (!Array.isArray(value)) wrong();
    else for (const [i, item] of value.entries()) decode(item, shape.list, [...keys, i], struct, found);
  } else {
    if (!isJsonObject(value)) wrong();
    else
      for (const [key, member] of Object.entries(value)) {
        const next = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined;
        if (next === undefined) found.unknown.push(pathOf([...keys, key]));
        else if (key !== 'metadata') decode(member, next, [...keys, key], shape.struct, found);
      }
  }
}

const pathOf = (keys: readonly (string | number)[]): string =>
  keys.reduce<string>((path, k) => (typeof k === 'number' ? `${path}[${k}]` : path ? `${path}.${k}` : k), '');

const stages = (value: unknown): PolicyRule['omitStages'] => STAGES.filter((s) => stringsOf(value).includes(s));

function policyOf(root: Members): Policy {
  const rules = objectsOf(root.rules).map(
    (rule): PolicyRule => ({
      level: LEVELS.find((l) => l === rule.level) ?? 'None',
      users: stringsOf(rule.users),
      userGroups: stringsOf(rule.userGroups),
      verbs: stringsOf(rule.verbs),
      namespaces: stringsOf(rule.namespaces),
      resources: objectsOf(rule.resources).map((r) => ({
        group: typeof r.group === 'string' ? r.group : '',
        resources: stringsOf(r.resources),
        resourceNames: stringsOf(r.resourceNames),
      })),
      nonResourceURLs: stringsOf(rule.nonResourceURLs),
      omitStages: stages(rule.omitStages),
    }),
  );
  return { rules, omitStages: stages(root.omitStages) };
}

const list = (values: readonly string[]): string => JSON.stringify(values);

function validate(root: Members, policy: Policy): FieldError[] {
  const errors: FieldError[] = [];
  const invalid = (field: string, value: string, detail: string) => errors.push({ type: 'Invalid', field, value, detail });
  const checkStages = (value: unknown, field: string): void => {
    for (const [i, stage] of stringsOf(value).entries())
      if (!(STAGES as readonly string[]).includes(stage)) invalid(`${field}[${i}]`, goQuote(stage), `allowed stages are ${STAGES.join(',')}`);
  };
  checkStages(root.omitStages, 'omitStages');
  for (const [i, raw] of objectsOf(root.rules).entries()) {
    const at = `rules[${i}]`;
    const rule = policy.rules[i];
    if (!rule) continue;
    if (!raw.level) errors.push({ type: 'Required', field: `${at}.level` });
    else if (raw.level !== rule.level)
      errors.push({
        type: 'NotSupported',
        field: `${at}.level`,
        value: goQuote(String(raw.level)),
        detail: `supported values: ${LEVELS.map(goQuote).join(', ')}`,
      });
    for (const [n, url] of rule.nonResourceURLs.entries()) {
      if (url === '*') continue;
      if (!url.startsWith('/')) invalid(`${at}.nonResourceURLs[${n}]`, goQuote(url), "non-resource URL rules must begin with a '/' character");
      if (url.slice(0, -1).includes('*'))
        invalid(`${at}.nonResourceURLs[${n}]`, goQuote(url), "non-resource URL wildcards '*' must be the final character of the rule");
    }
    for (const { group, resources, resourceNames } of rule.resources) {
      const faults = group ? dns1123SubdomainFaults(group) : [];
      if (faults.length) invalid(`${at}.resources.group`, goQuote(group), faults.join(','));
      if (resourceNames.length && !resources.length)
        invalid(`${at}.resources.resourceNames`, list(resourceNames), 'using resourceNames requires at least one resource');
    }
    checkStages(raw.omitStages, `${at}.omitStages`);
    if (rule.nonResourceURLs.length && (rule.resources.length || rule.namespaces.length))
      invalid(`${at}.nonResourceURLs`, list(rule.nonResourceURLs), 'rules cannot apply to both regular resources and non-resource URLs');
  }
  return errors;
}
