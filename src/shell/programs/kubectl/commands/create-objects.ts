// create namespace, create serviceaccount, and what every create command does with the object it made.
import type { Client, KubeObject } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { plainError, StatusFailure } from '../failure.ts';
import type { FlagSpec } from '../flags.ts';
import { nameOf } from '../manifests.ts';
import { OBJECT_FORMATS, parseOutput, printObject } from '../print/output.ts';
import { fieldValidation } from '../resolve-manifest.ts';
import { withoutManagedFields } from './get.ts';

export const CREATE_FLAGS: readonly FlagSpec[] = [
  { name: 'dry-run', type: 'string', alone: 'unchanged' },
  { name: 'output', short: 'o', type: 'string' },
  { name: 'template', type: 'string' },
  { name: 'validate', type: 'string', alone: 'strict' },
  { name: 'field-manager', type: 'string' },
  { name: 'save-config', type: 'bool' },
  { name: 'show-managed-fields', type: 'bool' },
  { name: 'allow-missing-template-keys', type: 'bool' },
];

export interface Made {
  object: KubeObject;
  /** "namespaces" */
  resource: string;
  group: string;
  /** Undefined for what belongs to no namespace. */
  namespace: string | undefined;
  /** Put before a refusal: "failed to create serviceaccount: ". Without it the refusal is told as the server's. */
  onFailure?: string;
}

/** Sends (or only prints) the object and reports it. */
export async function createAndReport(context: Context, client: Client, made: Made): Promise<number> {
  const { flags, io } = context;
  const output = parseOutput(flags.text('output'), flags.text('template'), OBJECT_FORMATS, io);
  const dryRun = context.dryRun();
  let object = made.object;
  if (dryRun !== 'client') {
    const version = String(object.apiVersion);
    const root = made.group ? `/apis/${version}` : `/api/${version}`;
    const query = new URLSearchParams();
    if (dryRun === 'server') query.set('dryRun', 'All');
    query.set('fieldManager', flags.text('field-manager') || 'kubectl-create');
    query.set('fieldValidation', fieldValidation(context));
    const path = `${root}${made.namespace === undefined ? '' : `/namespaces/${encodeURIComponent(made.namespace)}`}/${made.resource}?${query}`;
    try {
      object = await client.json({ method: 'POST', path, body: JSON.stringify(object) });
    } catch (error) {
      if (!(error instanceof StatusFailure) || made.onFailure === undefined) throw error;
      throw plainError(`${made.onFailure}${error.message}`);
    }
  }
  if (output.format && output.format !== 'name') {
    io.out(await printObject(output, withoutManagedFields(kindFirst(object)), { floats: true }));
    return 0;
  }
  const kind = String(made.object.kind).toLowerCase();
  const type = made.group ? `${kind}.${made.group}` : kind;
  const suffix = dryRun === 'none' ? '' : ` (${dryRun === 'client' ? 'dry run' : 'server dry run'})`;
  io.out(output.format === 'name' ? `${type}/${nameOf(object)}\n` : `${type}/${nameOf(object)} created${suffix}\n`);
  return 0;
}

/** A typed object prints kind and apiVersion before the rest. */
const kindFirst = ({ kind, apiVersion, ...rest }: KubeObject): KubeObject => ({ kind, apiVersion, ...rest });

/** metadata of a namespaced object: its namespace is written only when -n was given. */
export const placed = ({ config }: Client, name: string): KubeObject => (config.namespaceGiven ? { name, namespace: config.namespace } : { name });

export const createNamespace: Command = {
  flags: CREATE_FLAGS,
  async run(context) {
    const name = context.oneName();
    const object = { kind: 'Namespace', apiVersion: 'v1', metadata: { name }, spec: {}, status: {} };
    return createAndReport(context, await context.client(), { object, resource: 'namespaces', group: '', namespace: undefined });
  },
};

export const createServiceAccount: Command = {
  flags: CREATE_FLAGS,
  async run(context) {
    const name = context.oneName();
    const client = await context.client();
    const { namespace } = client.config;
    const object = { kind: 'ServiceAccount', apiVersion: 'v1', metadata: placed(client, name) };
    return createAndReport(context, client, { object, resource: 'serviceaccounts', group: '', namespace, onFailure: 'failed to create serviceaccount: ' });
  },
};
