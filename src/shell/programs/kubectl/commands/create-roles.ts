// create role and clusterrole (kubectl/pkg/cmd/create/create_role.go, create_clusterrole.go).
import type { Client, KubeObject } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { KubectlError, plainError } from '../failure.ts';
import type { FlagSpec } from '../flags.ts';
import { findResource } from '../mapper.ts';
import { RBAC } from './create-bindings.ts';
import { CREATE_FLAGS, createAndReport, placed } from './create-objects.ts';

const RULE_FLAGS: readonly FlagSpec[] = [
  { name: 'verb', type: 'list', split: true },
  { name: 'resource', type: 'list', split: true },
  { name: 'resource-name', type: 'list' },
];

const RESOURCE_VERBS = new Set([
  'get',
  'delete',
  'list',
  'create',
  'update',
  'patch',
  'watch',
  'proxy',
  'deletecollection',
  'use',
  'bind',
  'escalate',
  'impersonate',
  'approve',
  'sign',
  'attest',
  '*',
]);
const URL_VERBS = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', '*'];

interface Wanted {
  resource: string;
  group: string;
  subresource: string;
}

const unique = (list: readonly string[]): string[] => [...new Set(list)];

function verbsOf({ flags }: Context): string[] {
  const verbs = unique(flags.list('verb'));
  return verbs.includes('*') ? ['*'] : verbs;
}

async function resourcesOf({ flags, io }: Context, client: Client, verbs: readonly string[]): Promise<Wanted[]> {
  const typed = flags.list('resource');
  if (typed.includes('*') && typed.length === 1) return [{ group: '', resource: '*', subresource: '' }];
  for (const verb of verbs) if (!RESOURCE_VERBS.has(verb)) io.err(`Warning: '${verb}' is not a standard resource verb\n`);
  const found: Wanted[] = [];
  for (const word of typed) {
    const [type = '', ...sub] = word.split('/');
    if (type === '') throw plainError('resource must be specified');
    if (type === '*') {
      found.push({ group: '', resource: '*', subresource: sub.join('/') });
      continue;
    }
    const [, ...rest] = type.split('.');
    const candidate = await findResource(client, type);
    // RESOURCE.GROUP alone: a version in between is taken for a part of the group
    const mapping =
      candidate && (!rest.length || candidate.group === rest.join('.') || candidate.group.startsWith(`${rest.join('.')}.`)) ? candidate : undefined;
    if (!mapping) {
      const [resource = '', ...group] = type.split('.');
      throw new KubectlError(`the server doesn't have a resource type "${resource}"${group.length ? ` in group "${group.join('.')}"` : ''}`);
    }
    found.push({ group: mapping.group, resource: mapping.name, subresource: sub.join('/') });
  }
  return found;
}

/** One rule a group, in the order in which the groups come up. */
function rulesOf(wanted: readonly Wanted[], verbs: string[], names: string[]): KubeObject[] {
  const byGroup = new Map<string, string[]>();
  for (const { group, resource, subresource } of wanted)
    byGroup.set(group, [...(byGroup.get(group) ?? []), subresource ? `${resource}/${subresource}` : resource]);
  return [...byGroup].map(([group, resources]) => ({
    verbs,
    apiGroups: [group],
    resources: unique(resources),
    ...(names.length ? { resourceNames: unique(names) } : {}),
  }));
}

export const createRole: Command = {
  flags: [...CREATE_FLAGS, ...RULE_FLAGS],
  async run(context) {
    const name = context.oneName();
    const verbs = verbsOf(context);
    if (!verbs.length) throw plainError('at least one verb must be specified');
    if (!context.flags.list('resource').length) throw plainError('at least one resource must be specified');
    const client = await context.client();
    const wanted = await resourcesOf(context, client, verbs);
    const { namespace } = client.config;
    const object = {
      kind: 'Role',
      apiVersion: `${RBAC}/v1`,
      metadata: placed(client, name),
      rules: rulesOf(wanted, verbs, context.flags.list('resource-name')),
    };
    return createAndReport(context, client, { object, resource: 'roles', group: RBAC, namespace });
  },
};

export const createClusterRole: Command = {
  flags: [...CREATE_FLAGS, ...RULE_FLAGS, { name: 'non-resource-url', type: 'list', split: true }, { name: 'aggregation-rule', type: 'list', split: true }],
  async run(context) {
    const { flags } = context;
    const name = context.oneName();
    const client = await context.client();
    const verbs = verbsOf(context);
    const urls = unique(flags.list('non-resource-url'));
    const labels = Object.fromEntries(
      flags
        .list('aggregation-rule')
        .map((pair) => pair.split('='))
        .map(([k = '', v = '']) => [k, v]),
    );
    const base = { kind: 'ClusterRole', apiVersion: `${RBAC}/v1`, metadata: { name } };
    const report = (object: KubeObject) => createAndReport(context, client, { object, resource: 'clusterroles', group: RBAC, namespace: undefined });
    if (Object.keys(labels).length) {
      if (verbs.length || urls.length || flags.list('resource').length)
        throw plainError('aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames');
      return report({ ...base, rules: null, aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] } });
    }
    if (!verbs.length) throw plainError('at least one verb must be specified');
    const resources = flags.list('resource');
    if (!resources.length && !urls.length) throw plainError('one of resource or nonResourceURL must be specified');
    for (const verb of urls.length && !resources.length ? verbs : [])
      if (!URL_VERBS.includes(verb)) throw plainError(`invalid verb: '${verb}' for nonResourceURL`);
    const rules = resources.length ? rulesOf(await resourcesOf(context, client, verbs), verbs, flags.list('resource-name')) : [];
    if (urls.length) rules.push({ verbs, nonResourceURLs: urls });
    return report({ ...base, rules });
  },
};
