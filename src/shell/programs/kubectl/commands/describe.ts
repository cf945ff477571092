// kubectl describe for the kinds that this course is about; any other kind prints its fields.

import { membersOf } from '../../../../trace/json.ts';
import type { Client, KubeObject } from '../client.ts';
import type { Command } from '../context.ts';
import { errorText, KubectlError, StatusFailure } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { type Mapping, pathOf } from '../mapper.ts';
import { describers } from '../print/describers.ts';
import { resolveManifest } from '../resolve-manifest.ts';
import { targetsOf } from '../targets.ts';
import { itemsOf } from './get.ts';

export const describe: Command = {
  flags: [
    ...FILE_FLAGS,
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'show-events', type: 'bool' },
    { name: 'chunk-size', type: 'int' },
  ],

  async run(context) {
    const { args, flags, io } = context;
    if (!args.length && !flags.has('filename'))
      throw new KubectlError(
        'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    const client = await context.client();
    const found: { mapping: Mapping; object: KubeObject }[] = [];
    const errors: unknown[] = [];
    const targets = flags.has('filename') ? await fromFiles() : await targetsOf(client, args);
    for (const { mapping, name } of targets) {
      try {
        found.push(...(await objects(mapping, name)));
      } catch (error) {
        if (errorText(error) === undefined) throw error;
        errors.push(error);
      }
    }
    const texts: string[] = [];
    for (const { mapping, object } of found) texts.push(await describeOne(client, mapping, object, found.length === 1 && flags.on('show-events', true)));
    io.out(texts.join('\n\n'));
    for (const error of errors) io.err(`${errorText(error)}\n`);
    if (!found.length && !errors.length)
      io.err(!flags.on('all-namespaces') ? `No resources found in ${client.config.namespace} namespace.\n` : 'No resources found\n');
    return errors.length ? 1 : 0;

    async function fromFiles(): Promise<{ mapping: Mapping; name: string | undefined }[]> {
      const { manifests, error } = await readManifests(context);
      if (error) throw error;
      const list: { mapping: Mapping; name: string | undefined }[] = [];
      for (const manifest of manifests) {
        const { mapping, object } = await resolveManifest(context, client, manifest);
        list.push({ mapping, name: metaOf(object).name });
      }
      return list;
    }

    /** One by its name; by the beginning of names, when nothing has exactly that one; or all. */
    async function objects(mapping: Mapping, name: string | undefined): Promise<{ mapping: Mapping; object: KubeObject }[]> {
      const namespace = flags.on('all-namespaces') ? undefined : client.config.namespace;
      if (name !== undefined) {
        try {
          return [{ mapping, object: await client.object({ method: 'GET', path: pathOf(mapping, namespace, name) }) }];
        } catch (error) {
          if (!(error instanceof StatusFailure) || error.reason !== 'NotFound') throw error;
          const similar = await all(mapping, namespace).catch((other: unknown) => (errorText(other) === undefined ? Promise.reject(other) : []));
          const fitting = similar.filter(({ object }) => metaOf(object).name?.startsWith(name));
          if (!fitting.length) throw error;
          return fitting;
        }
      }
      return all(mapping, namespace);
    }

    async function all(mapping: Mapping, namespace: string | undefined): Promise<{ mapping: Mapping; object: KubeObject }[]> {
      const selector = flags.text('selector') ? `labelSelector=${encodeURIComponent(flags.text('selector'))}&` : '';
      const list = await client.json({ method: 'GET', path: `${pathOf(mapping, namespace)}?${selector}limit=500` });
      return itemsOf(list).map((object) => ({ mapping, object }));
    }
  },
};

async function describeOne(client: Client, mapping: Mapping, object: KubeObject, events: boolean): Promise<string> {
  const { describe: text, wantsEvents, eventsApart, also } = describers(mapping.kind, mapping.group);
  const extra = also ? await also(client, object) : '';
  const shown = text(object, client.io.world.clock.now());
  return shown + extra + (wantsEvents && events ? await eventLines(client, mapping, object, eventsApart ? '' : shown) : '');
}

async function eventLines(client: Client, mapping: Mapping, object: KubeObject, shown: string): Promise<string> {
  const { name = '', namespace = '', uid = '' } = metaOf(object);
  const selector = `involvedObject.name=${name},involvedObject.namespace=${namespace},involvedObject.kind=${mapping.kind},involvedObject.uid=${uid}`;
  const response = await client.send({
    method: 'GET',
    path: `/api/v1/namespaces/${namespace}/events?fieldSelector=${encodeURIComponent(selector)}&limit=500`,
    background: true,
  });
  const list = response.status === 200 ? (JSON.parse(response.body) as KubeObject) : {};
  // the label stands in the column of the fields above it
  const width = /^(\S[^\n:]*: +)/.exec(shown)?.[0].length ?? 9;
  if (!Array.isArray(list.items) || !list.items.length) return `${'Events:'.padEnd(width)}<none>\n`;
  return `Events:\n${list.items.map((event) => `  ${String(membersOf(event).type)}  ${String(membersOf(event).reason)}  ${String(membersOf(event).message)}\n`).join('')}`;
}
