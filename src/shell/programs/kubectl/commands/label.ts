// kubectl label and annotate: one command with two words for it.
import type { Client } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { KubectlError, plainError } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { type Mapping, pathOf, typeName } from '../mapper.ts';
import { OBJECT_FORMATS, parseOutput, printObject } from '../print/output.ts';
import { resolveManifest } from '../resolve-manifest.ts';
import { targetsOf } from '../targets.ts';
import { itemsOf, withoutManagedFields } from './get.ts';

interface Words {
  field: 'labels' | 'annotations';
  one: string;
  done: string;
  undone: string;
}

interface Target {
  mapping: Mapping;
  namespace: string;
  name: string;
}

const CHANGE = /^([^=]*)=(.*)$/s;
const REMOVAL = /^([^=]+)-$/;

function command(words: Words): Command {
  return {
    flags: [
      ...FILE_FLAGS,
      { name: 'overwrite', type: 'bool' },
      { name: 'list', type: 'bool' },
      { name: 'all', type: 'bool' },
      { name: 'all-namespaces', short: 'A', type: 'bool' },
      { name: 'selector', short: 'l', type: 'string' },
      { name: 'resource-version', type: 'string' },
      { name: 'dry-run', type: 'string', alone: 'unchanged' },
      { name: 'output', short: 'o', type: 'string' },
      { name: 'template', type: 'string' },
      { name: 'field-manager', type: 'string' },
      { name: 'local', type: 'bool' },
    ],
    async run(context) {
      const { flags, args } = context;
      const split = args.findIndex((arg) => CHANGE.test(arg) || REMOVAL.test(arg));
      const changes = split < 0 ? [] : args.slice(split);
      const wrong = changes.find((change) => !CHANGE.test(change) && !REMOVAL.test(change));
      if (wrong !== undefined) throw plainError(`all resources must be specified before ${words.one} changes: ${wrong}`);
      if (!args.length && !flags.has('filename'))
        throw new KubectlError('error: one or more resources must be specified as <resource> <name> or <resource>/<name>');
      if (!changes.length && !flags.on('list')) throw new KubectlError(`error: at least one ${words.one} update is required`);
      const client = await context.client();
      for (const target of await targets(context, client, split < 0 ? args : args.slice(0, split))) await change(context, client, target, changes, words);
      return 0;
    },
  };
}

async function targets(context: Context, client: Client, args: readonly string[]): Promise<Target[]> {
  const found: Target[] = [];
  const { flags } = context;
  const { namespace } = client.config;
  if (flags.has('filename')) {
    const { manifests, error } = await readManifests(context);
    if (error) throw error;
    for (const manifest of manifests) {
      const resolved = await resolveManifest(context, client, manifest);
      found.push({ mapping: resolved.mapping, namespace: resolved.namespace, name: metaOf(resolved.object).name ?? '' });
    }
    return found;
  }
  if (!args.length) throw new KubectlError('error: one or more resources must be specified as <resource> <name> or <resource>/<name>');
  for (const { mapping, name } of await targetsOf(client, args)) {
    if (name !== undefined) found.push({ mapping, namespace: mapping.namespaced ? namespace : '', name });
    else if (flags.on('all') || flags.has('selector')) {
      const query = flags.text('selector') ? `?labelSelector=${encodeURIComponent(flags.text('selector'))}` : '';
      const list = await client.json({ method: 'GET', path: pathOf(mapping, flags.on('all-namespaces') ? undefined : namespace) + query });
      for (const item of itemsOf(list)) found.push({ mapping, namespace: metaOf(item).namespace ?? '', name: metaOf(item).name ?? '' });
    } else throw plainError('resource(s) were provided, but no name was specified');
  }
  return found;
}

async function change(context: Context, client: Client, { mapping, namespace, name }: Target, changes: readonly string[], words: Words): Promise<void> {
  const { flags, io } = context;
  const path = pathOf(mapping, namespace || undefined, name);
  const before = await client.object({ method: 'GET', path });
  const present = metaOf(before)[words.field] ?? {};
  if (flags.on('list')) {
    for (const [key, value] of Object.entries(present).sort(([a], [b]) => (a < b ? -1 : 1))) io.out(`${key}=${value}\n`);
    return;
  }
  const wanted: Record<string, string | null> = {};
  for (const text of changes) {
    const set = CHANGE.exec(text);
    const removed = REMOVAL.exec(text)?.[1];
    if (set) {
      const [, key = '', value = ''] = set;
      if (!key) throw plainError(`invalid ${words.one} spec: ${text}`);
      const old = present[key];
      if (old !== undefined && old !== value && !flags.on('overwrite')) {
        throw plainError(
          words.field === 'labels'
            ? `'${key}' already has a value (${old}), and --overwrite is false`
            : `--overwrite is false but found the following declared annotation(s): '${key}' already has a value (${old})`,
        );
      }
      wanted[key] = value;
    } else if (removed !== undefined) {
      if (!(removed in present)) io.out(`${words.one} "${removed}" not found.\n`);
      wanted[removed] = null;
    }
  }
  const changed = Object.entries(wanted).some(([key, value]) => (value === null ? key in present : present[key] !== value));
  const dryRun = context.dryRun();
  let after = before;
  if (dryRun !== 'client' && changed) {
    const query = new URLSearchParams();
    if (dryRun === 'server') query.set('dryRun', 'All');
    query.set('fieldManager', flags.text('field-manager') || `kubectl-${words.one}`);
    after = await client.json({
      method: 'PATCH',
      path: `${path}?${query}`,
      contentType: 'application/merge-patch+json',
      body: JSON.stringify({ metadata: { [words.field]: wanted } }),
    });
  }
  const output = parseOutput(flags.text('output'), flags.text('template'), OBJECT_FORMATS, io);
  const suffix = dryRun === 'none' ? '' : ` (${dryRun === 'client' ? 'dry run' : 'server dry run'})`;
  const onlyRemoves = Object.values(wanted).every((value) => value === null);
  const done = words.field === 'annotations' ? words.done : !changed ? `not ${words.done}` : onlyRemoves ? words.undone : words.done;
  if (output.format && output.format !== 'name') io.out(await printObject(output, withoutManagedFields(after)));
  else io.out(output.format === 'name' ? `${typeName(mapping)}/${name}\n` : `${typeName(mapping)}/${name} ${done}${suffix}\n`);
}

export const label = command({ field: 'labels', one: 'label', done: 'labeled', undone: 'unlabeled' });
export const annotate = command({ field: 'annotations', one: 'annotation', done: 'annotated', undone: 'annotated' });
