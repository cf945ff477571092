// kubectl auth can-i (kubectl/pkg/cmd/auth/cani.go).

import { membersOf } from '../../../../trace/json.ts';
import type { Client } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { KubectlError, plainError } from '../failure.ts';
import { findResource } from '../mapper.ts';
import { tabWrite } from '../print/tabwriter.ts';
import { type Rule, ruleCells, ruleRows } from '../rules.ts';

const RESOURCE_VERBS = new Set([
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'impersonate',
  'approve',
  'sign',
  'escalate',
  'attest',
  '*',
]);
const URL_VERBS = new Set(['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*']);
const AUTHORIZATION = '/apis/authorization.k8s.io/v1';

export const canI: Command = {
  flags: [
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'list', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
  ],
  async run(context) {
    const { flags, args } = context;
    if (flags.on('list')) {
      if (args.length) throw plainError('list option must be specified with no arguments');
      if (flags.on('quiet') || flags.on('all-namespaces') || flags.text('subresource'))
        throw plainError("list option can't be specified with neither quiet, all-namespaces nor subresource options");
      return list(context);
    }
    if (args.length !== 2)
      throw new KubectlError(
        "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    if (flags.on('no-headers')) throw plainError('--no-headers cannot be set without --list specified');
    if (flags.text('subresource') && (args[1] ?? '').startsWith('/')) throw plainError('--subresource can not be used with NonResourceURL');
    return review(context);
  },
};

async function review(context: Context): Promise<number> {
  const { flags, args, io } = context;
  const [verb = '', what = ''] = args;
  const client = await context.client();
  const namespace = flags.on('all-namespaces') ? '' : client.config.namespace;
  const spec: Record<string, unknown> = {};
  const warn = (text: string) => io.err(`${io.isTerminal ? '\x1b[33;1mWarning:\x1b[0m' : 'Warning:'} ${text}\n\n`);
  if (what.startsWith('/')) {
    if (!URL_VERBS.has(verb)) warn(`verb '${verb}' is not a known verb`);
    spec.nonResourceAttributes = { path: what, verb };
  } else {
    const slash = what.indexOf('/');
    const type = slash < 0 ? what : what.slice(0, slash);
    const name = slash < 0 ? '' : what.slice(slash + 1);
    const { group, resource } = await resourceOf(client, type, namespace, warn);
    if (!RESOURCE_VERBS.has(verb)) warn(`verb '${verb}' is not a known verb`);
    const subresource = flags.text('subresource');
    spec.resourceAttributes = {
      ...(namespace ? { namespace } : {}),
      verb,
      ...(group ? { group } : {}),
      resource,
      ...(subresource ? { subresource } : {}),
      ...(name ? { name } : {}),
    };
  }
  const body = JSON.stringify({ kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1', metadata: {}, spec, status: { allowed: false } });
  const answer = await client.json({ method: 'POST', path: `${AUTHORIZATION}/selfsubjectaccessreviews`, body });
  const status = membersOf(answer.status);
  const allowed = status.allowed === true;
  if (!flags.on('quiet')) {
    const reasons = [status.reason, status.evaluationError].filter((text) => typeof text === 'string' && text !== '');
    io.out(allowed ? 'yes\n' : `${['no', ...reasons].join(' - ')}\n`);
  }
  return allowed ? 0 : 1;
}

/** The group and plural that the word means; a word that nobody knows is asked about as it stands. */
async function resourceOf(client: Client, type: string, namespace: string, warn: (text: string) => void): Promise<{ group: string; resource: string }> {
  if (type === '*') return { group: '', resource: '*' };
  const mapping = await findResource(client, type);
  if (!mapping) {
    const [resource = '', ...rest] = type.toLowerCase().split('.');
    const group = rest.join('.');
    if (resource !== 'users' && resource !== 'groups')
      warn(group ? `the server doesn't have a resource type '${resource}' in group '${group}'` : `the server doesn't have a resource type '${resource}'`);
    return { group, resource };
  }
  if (!mapping.namespaced && namespace) warn(`resource '${mapping.name}' is not namespace scoped${mapping.group ? ` in group '${mapping.group}'` : ''}`);
  return { group: mapping.group, resource: mapping.name };
}

async function list(context: Context): Promise<number> {
  const { flags, io } = context;
  const client = await context.client();
  const body = JSON.stringify({
    kind: 'SelfSubjectRulesReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: { namespace: client.config.namespace },
    status: { resourceRules: null, nonResourceRules: null, incomplete: false },
  });
  const answer = await client.json({ method: 'POST', path: `${AUTHORIZATION}/selfsubjectrulesreviews`, body });
  const status = membersOf(answer.status);
  if (status.incomplete === true) io.err(`Warning: the list may be incomplete: ${String(status.evaluationError ?? '')}\n`);
  const rules = [...asRules(status.resourceRules), ...asRules(status.nonResourceRules)];
  const header = flags.on('no-headers') ? [] : [['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']];
  const rows = [...header, ...ruleRows(rules).map(ruleCells)];
  io.out(tabWrite(rows.map((row) => `${row.join('\t')}\n`).join(''), { minWidth: 6, padding: 3 }));
  return 0;
}

const asRules = (value: unknown): Rule[] => (Array.isArray(value) ? (value as Rule[]) : []);
