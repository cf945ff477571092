// kubectl patch.
import type { KubeObject } from '../client.ts';
import type { Command } from '../context.ts';
import { KubectlError, plainError } from '../failure.ts';
import { FILE_FLAGS } from '../manifests.ts';
import { pathOf, typeName } from '../mapper.ts';
import { compactJson, sorted } from '../print/json.ts';
import { OBJECT_FORMATS, parseOutput, printObject } from '../print/output.ts';
import { targetsOf } from '../targets.ts';
import { parseYaml } from '../yaml-input.ts';
import { withoutManagedFields } from './get.ts';

const TYPES: Record<string, string> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

export const patch: Command = {
  flags: [
    ...FILE_FLAGS,
    { name: 'patch', short: 'p', type: 'string' },
    { name: 'patch-file', type: 'string' },
    { name: 'type', type: 'string' },
    { name: 'dry-run', type: 'string', alone: 'unchanged' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'template', type: 'string' },
    { name: 'subresource', type: 'string' },
    { name: 'field-manager', type: 'string' },
    { name: 'local', type: 'bool' },
  ],

  async run(context) {
    const { flags, args, io } = context;
    const output = parseOutput(flags.text('output'), flags.text('template'), OBJECT_FORMATS, io);
    const type = (flags.text('type') || 'strategic').toLowerCase();
    const contentType = TYPES[type];
    if (!contentType) throw new KubectlError(`error: --type must be one of [json merge strategic], not ${JSON.stringify(flags.text('type'))}`);
    if (!flags.has('patch') && !flags.has('patch-file'))
      throw new KubectlError('error: must specify --patch or --patch-file containing the contents of the patch');
    const text = flags.has('patch-file') ? io.readFile(flags.text('patch-file')) : flags.text('patch');
    if (text === undefined) throw plainError(`unable to read patch file: open ${flags.text('patch-file')}: no such file or directory`);
    // what begins like JSON goes out as it stands
    const parsed = text.trimStart().startsWith('{') ? ({ ok: true, json: text } as const) : await asJson(text);
    if (!parsed.ok) throw plainError(`unable to parse ${JSON.stringify(text)}: ${parsed.error.replace('error converting YAML to JSON: ', '')}`);
    const dryRun = context.dryRun();
    const client = await context.client();
    for (const { mapping, name } of await targetsOf(client, args)) {
      if (name === undefined) throw plainError('resource(s) were provided, but no name was specified');
      const path = pathOf(mapping, client.config.namespace, name) + (flags.has('subresource') ? `/${flags.text('subresource')}` : '');
      const before = await client.object({ method: 'GET', path });
      const query = new URLSearchParams();
      if (dryRun === 'server') query.set('dryRun', 'All');
      query.set('fieldManager', flags.text('field-manager') || 'kubectl-patch');
      const after = dryRun === 'client' ? before : await client.json({ method: 'PATCH', path: `${path}?${query}`, contentType, body: parsed.json });
      const title = `${typeName(mapping)}/${name}`;
      const suffix = dryRun === 'none' ? '' : ` (${dryRun === 'client' ? 'dry run' : 'server dry run'})`;
      if (output.format === 'name') io.out(`${title}\n`);
      else if (output.format) io.out(await printObject(output, sorted(withoutManagedFields(after)) as KubeObject));
      else io.out(`${title} patched${compactJson(before) === compactJson(after) ? ' (no change)' : ''}${suffix}\n`);
    }
    return 0;
  },
};

async function asJson(text: string): Promise<{ ok: true; json: string } | { ok: false; error: string }> {
  const parsed = await parseYaml(text);
  return parsed.ok ? { ok: true, json: JSON.stringify(parsed.value) } : parsed;
}
