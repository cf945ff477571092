// kubectl auth reconcile for roles and bindings (component-helpers auth/rbac/reconciliation). Left out: aggregation rules of cluster roles.

import { membersOf } from '../../../../trace/json.ts';
import type { Client, KubeObject } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { errorText, KubectlError, plainError, StatusFailure } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { pathOf, typeName } from '../mapper.ts';
import { compactJson } from '../print/json.ts';
import { type Resolved, resolveManifest } from '../resolve-manifest.ts';
import type { Rule } from '../rules.ts';

const GROUP = 'rbac.authorization.k8s.io';

export const reconcile: Command = {
  flags: [
    ...FILE_FLAGS,
    { name: 'remove-extra-permissions', type: 'bool' },
    { name: 'remove-extra-subjects', type: 'bool' },
    { name: 'dry-run', type: 'string', alone: 'unchanged' },
    { name: 'output', short: 'o', type: 'string' },
  ],
  async run(context) {
    const { flags, io } = context;
    if (!flags.has('filename')) throw new KubectlError('error: must specify one of -f and -k');
    const client = await context.client();
    const { manifests, error } = await readManifests(context);
    if (error) throw error;
    let code = 0;
    for (const manifest of manifests) {
      try {
        if (!metaOf(manifest.object).namespace && /^(Role|RoleBinding)$/.test(String(manifest.object.kind))) throw plainError('resource name may not be empty');
        const resolved = await resolveManifest(context, client, manifest);
        if (resolved.mapping.group !== GROUP) throw plainError(`${resolved.mapping.groupVersion}, Kind=${resolved.mapping.kind} is not supported`);
        await one(context, client, resolved);
      } catch (failure) {
        const text = errorText(failure);
        if (text === undefined) throw failure;
        io.err(`${text}\n`);
        code = 1;
      }
    }
    return code;
  },
};

async function one(context: Context, client: Client, { object, mapping, namespace }: Resolved): Promise<void> {
  const { io, flags } = context;
  const name = metaOf(object).name ?? '';
  const path = pathOf(mapping, namespace || undefined, name);
  const dry = context.dryRun() !== 'none';
  if (namespace) await ensureNamespace(client, namespace, dry);
  const existing = await find(client, path);
  const isRole = /Role$/.test(mapping.kind);
  const field = isRole ? 'rules' : 'subjects';
  const wanted = asList(object[field]);
  const present = existing ? asList(existing[field]) : [];
  const missing = isRole ? missingRules(present as Rule[], wanted as Rule[]) : wanted.filter((s) => !present.some((p) => sameSubject(p, s)));
  const extra = isRole ? missingRules(wanted as Rule[], present as Rule[]) : present.filter((s) => !wanted.some((p) => sameSubject(p, s)));
  const removes = flags.on(isRole ? 'remove-extra-permissions' : 'remove-extra-subjects') && extra.length > 0;
  const operation = !existing
    ? 'create'
    : !isRole && compactJson(existing.roleRef) !== compactJson(roleRef(object))
      ? 'recreate'
      : missing.length || removes
        ? 'update'
        : 'none';
  if (!dry) {
    if (operation === 'create') await client.json({ method: 'POST', path: pathOf(mapping, namespace || undefined), body: JSON.stringify(object) });
    else if (operation === 'recreate') {
      await client.json({ method: 'DELETE', path });
      await client.json({ method: 'POST', path: pathOf(mapping, namespace || undefined), body: JSON.stringify(object) });
    } else if (operation === 'update' && existing) {
      const list = removes ? wanted : [...present, ...(missing as KubeObject[])];
      await client.json({ method: 'PUT', path, body: JSON.stringify({ ...existing, [field]: list }) });
    }
  }
  io.out(`${typeName(mapping)}/${name} reconciled\n`);
  if (operation === 'none') return;
  io.err(`\treconciliation required ${operation}\n`);
  const rows = (title: string, list: readonly unknown[]) =>
    list.length && io.err(`\t${title}:\n${list.map((entry) => `\t\t${isRole ? goRule(entry as Rule) : goSubject(entry as KubeObject)}\n`).join('')}`);
  rows(`missing ${field} added`, missing);
  if (removes) rows(`extra ${field} removed`, extra);
}

async function find(client: Client, path: string): Promise<KubeObject | undefined> {
  try {
    return await client.json({ method: 'GET', path });
  } catch (error) {
    if (error instanceof StatusFailure && error.reason === 'NotFound') return undefined;
    throw error;
  }
}

async function ensureNamespace(client: Client, name: string, dry: boolean): Promise<void> {
  const found = await find(client, `/api/v1/namespaces/${encodeURIComponent(name)}`);
  if (!found && !dry)
    await client.json({ method: 'POST', path: '/api/v1/namespaces', body: JSON.stringify({ kind: 'Namespace', apiVersion: 'v1', metadata: { name } }) });
}

const asList = (value: unknown): KubeObject[] => (Array.isArray(value) ? value.map(membersOf) : []);

function roleRef(object: KubeObject): KubeObject {
  const reference = membersOf(object.roleRef);
  return { ...reference, apiGroup: reference.apiGroup ?? GROUP };
}

function sameSubject(a: KubeObject, b: KubeObject): boolean {
  const group = (s: KubeObject) => String(s.apiGroup ?? (s.kind === 'ServiceAccount' ? '' : GROUP));
  return a.kind === b.kind && a.name === b.name && (a.namespace ?? '') === (b.namespace ?? '') && group(a) === group(b);
}

/** Rules (one verb each merged again) that `wanted` grants and `present` does not. */
function missingRules(present: readonly Rule[], wanted: readonly Rule[]): Rule[] {
  const covers = (rule: Rule, group: string, resource: string, verb: string, name: string | undefined): boolean => {
    const has = (list: string[] | undefined, value: string) => (list ?? []).some((v) => v === '*' || v === value);
    return (
      has(rule.apiGroups, group) &&
      has(rule.resources, resource) &&
      has(rule.verbs, verb) &&
      (!rule.resourceNames?.length || (name !== undefined && rule.resourceNames.includes(name)))
    );
  };
  const missing: Rule[] = [];
  for (const rule of wanted) {
    for (const url of rule.nonResourceURLs ?? []) {
      const verbs = (rule.verbs ?? []).filter(
        (verb) =>
          !present.some(
            (p) =>
              (p.nonResourceURLs ?? []).some((u) => u === '*' || u === url || (u.endsWith('*') && url.startsWith(u.slice(0, -1)))) &&
              (p.verbs ?? []).some((v) => v === '*' || v === verb),
          ),
      );
      if (verbs.length) missing.push({ verbs, nonResourceURLs: [url] });
    }
    for (const group of rule.apiGroups ?? []) {
      for (const resource of rule.resources ?? []) {
        for (const name of rule.resourceNames?.length ? rule.resourceNames : [undefined]) {
          const verbs = (rule.verbs ?? []).filter((verb) => !present.some((p) => covers(p, group, resource, verb, name)));
          if (verbs.length) missing.push({ verbs, apiGroups: [group], resources: [resource], ...(name === undefined ? {} : { resourceNames: [name] }) });
        }
      }
    }
  }
  return missing;
}

const go = (list: readonly string[] | undefined): string => `[${(list ?? []).join(' ')}]`;
const goRule = (r: Rule): string =>
  `{Verbs:${go(r.verbs)} APIGroups:${go(r.apiGroups)} Resources:${go(r.resources)} ResourceNames:${go(r.resourceNames)} NonResourceURLs:${go(r.nonResourceURLs)}}`;
const goSubject = (s: KubeObject): string =>
  `{Kind:${String(s.kind)} APIGroup:${String(s.apiGroup ?? '')} Name:${String(s.name)} Namespace:${String(s.namespace ?? '')}}`;
