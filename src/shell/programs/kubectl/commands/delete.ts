// kubectl delete. A command that waits lets the world's clock run until the object is gone. Left out: interactive questions.
import type { Client } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { errorText, KubectlError, plainError, StatusFailure } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { type Mapping, pathOf, typeName } from '../mapper.ts';
import { resolveManifest } from '../resolve-manifest.ts';
import { targetsOf } from '../targets.ts';
import { itemsOf } from './get.ts';

interface Victim {
  mapping: Mapping;
  namespace: string;
  name: string;
  source: string | undefined;
}

const NOTHING = `error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** Simulated seconds after which waiting ends. */
const PATIENCE = 60;

export const deleteObjects: Command = {
  flags: [
    ...FILE_FLAGS,
    { name: 'all', type: 'bool' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'field-selector', type: 'string' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'wait', type: 'bool' },
    { name: 'now', type: 'bool' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'cascade', type: 'string', alone: 'background' },
    { name: 'timeout', type: 'duration' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'dry-run', type: 'string', alone: 'unchanged' },
    { name: 'interactive', short: 'i', type: 'bool' },
  ],

  async run(context) {
    const { flags, args, io } = context;
    if (!args.length && !flags.has('filename')) throw new KubectlError(NOTHING);
    if (flags.on('force') && flags.text('grace-period') === '0')
      io.err(
        'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
      );
    const client = await context.client();
    const errors: unknown[] = [];
    const victims = flags.has('filename') ? await fromFiles(context, client) : await fromArguments(context, client);
    if (!victims.length) {
      io.out('No resources found\n');
      return 0;
    }
    const gone: Victim[] = [];
    for (const victim of victims) {
      try {
        await remove(context, client, victim);
        gone.push(victim);
      } catch (error) {
        if (!(error instanceof StatusFailure)) throw error;
        if (flags.on('ignore-not-found') && error.reason === 'NotFound') continue;
        errors.push(
          victim.source === undefined || error.reason === 'Invalid' ? error : error.prefixed(`error when deleting ${JSON.stringify(victim.source)}: `),
        );
      }
    }
    if (flags.on('wait', true) && context.dryRun() === 'none') for (const victim of gone) await waitUntilGone(context, client, victim);
    for (const error of errors) io.err(`${errorText(error)}\n`);
    return errors.length ? 1 : 0;
  },
};

async function fromFiles(context: Context, client: Client): Promise<Victim[]> {
  const { manifests, error } = await readManifests(context);
  if (error) throw error;
  const victims: Victim[] = [];
  for (const manifest of manifests) {
    const { mapping, namespace, object, source } = await resolveManifest(context, client, manifest);
    victims.push({ mapping, namespace, name: metaOf(object).name ?? '', source });
  }
  return victims;
}

async function fromArguments({ args, flags }: Context, client: Client): Promise<Victim[]> {
  const victims: Victim[] = [];
  for (const { mapping, name } of await targetsOf(client, args)) {
    const { namespace } = client.config;
    if (name !== undefined) {
      victims.push({ mapping, namespace: mapping.namespaced ? namespace : '', name, source: undefined });
      continue;
    }
    if (!flags.on('all') && !flags.has('selector') && !flags.has('field-selector')) throw plainError('resource(s) were provided, but no name was specified');
    const query = new URLSearchParams();
    if (flags.text('field-selector')) query.set('fieldSelector', flags.text('field-selector'));
    if (flags.text('selector')) query.set('labelSelector', flags.text('selector'));
    query.set('limit', '500');
    const list = await client.json({ method: 'GET', path: `${pathOf(mapping, flags.on('all-namespaces') ? undefined : namespace)}?${query}` });
    for (const item of itemsOf(list)) victims.push({ mapping, namespace: metaOf(item).namespace ?? '', name: metaOf(item).name ?? '', source: undefined });
  }
  return victims;
}

async function remove(context: Context, client: Client, { mapping, namespace, name }: Victim): Promise<void> {
  const { flags, io } = context;
  const dryRun = context.dryRun();
  const cascade = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' }[flags.text('cascade') || 'background'] ?? 'Background';
  if (dryRun !== 'client') {
    const options = {
      ...(flags.has('grace-period')
        ? { gracePeriodSeconds: Number(flags.text('grace-period')) }
        : flags.on('force')
          ? { gracePeriodSeconds: 0 }
          : flags.on('now')
            ? { gracePeriodSeconds: 1 }
            : {}),
      propagationPolicy: cascade,
      ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
    };
    await client.json({ method: 'DELETE', path: pathOf(mapping, namespace || undefined, name), body: JSON.stringify(options) });
  }
  if (flags.text('output') === 'name') {
    io.out(`${typeName(mapping)}/${name}\n`);
    return;
  }
  const how = flags.on('force') && flags.text('grace-period') === '0' ? 'force deleted' : 'deleted';
  const suffix = dryRun === 'none' ? '' : ` (${dryRun === 'client' ? 'dry run' : 'server dry run'})`;
  io.out(`${typeName(mapping)} "${name}" ${how}${namespace ? ` from ${namespace} namespace` : ''}${suffix}\n`);
}

async function waitUntilGone({ io }: Context, client: Client, { mapping, namespace, name }: Victim): Promise<void> {
  for (let passed = 0, step = 1; passed < PATIENCE; passed += step, step *= 2) {
    const response = await client.send({ method: 'GET', path: pathOf(mapping, namespace || undefined, name), background: true });
    if (response.status !== 200) return;
    await io.advance(step * 1000);
  }
  throw plainError(`timed out waiting for the condition on ${mapping.name}/${name}`);
}
