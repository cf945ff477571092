// kubectl replace -f.
import type { KubeObject } from '../client.ts';
import type { Command } from '../context.ts';
import { errorText, KubectlError, plainError, StatusFailure } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { pathOf, typeName } from '../mapper.ts';
import { sorted } from '../print/json.ts';
import { OBJECT_FORMATS, parseOutput, printObject } from '../print/output.ts';
import { askOpenApi, resolveManifest } from '../resolve-manifest.ts';
import { writeQuery } from './apply.ts';
import { CREATE_FLAGS } from './create-objects.ts';
import { withoutManagedFields } from './get.ts';

export const replace: Command = {
  flags: [
    ...FILE_FLAGS,
    ...CREATE_FLAGS,
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'subresource', type: 'string' },
    { name: 'cascade', type: 'string', alone: 'background' },
  ],

  async run(context) {
    const { flags, io } = context;
    if (!flags.has('filename')) throw new KubectlError('error: must specify one of -f and -k');
    const output = parseOutput(flags.text('output'), flags.text('template'), OBJECT_FORMATS, io);
    const client = await context.client();
    const { manifests, error } = await readManifests(context);
    const errors: unknown[] = error ? [error] : [];
    if (manifests[0]) await askOpenApi(context, client, manifests[0].source);
    for (const manifest of manifests) {
      try {
        const { object, mapping, namespace } = await resolveManifest(context, client, manifest);
        const name = metaOf(object).name ?? '';
        const path = pathOf(mapping, namespace, name);
        if (flags.on('force')) {
          await client.send({ method: 'DELETE', path, body: JSON.stringify({ propagationPolicy: 'Background' }) });
          await client.json({ method: 'POST', path: `${pathOf(mapping, namespace)}?${writeQuery(context, 'kubectl-replace')}`, body: JSON.stringify(object) });
          io.out(`${typeName(mapping)} "${name}" deleted${namespace ? ` from ${namespace} namespace` : ''}\n${typeName(mapping)}/${name} replaced\n`);
          continue;
        }
        const body = JSON.stringify(object);
        const written =
          context.dryRun() === 'client' ? object : await client.json({ method: 'PUT', path: `${path}?${writeQuery(context, 'kubectl-replace')}`, body });
        const suffix = context.dryRun() === 'none' ? '' : ` (${context.dryRun() === 'client' ? 'dry run' : 'server dry run'})`;
        if (output.format && output.format !== 'name') io.out(await printObject(output, sorted(withoutManagedFields(written)) as KubeObject));
        else io.out(`${typeName(mapping)}/${name}${output.format ? '' : ` replaced${suffix}`}\n`);
      } catch (failure) {
        if (errorText(failure) === undefined) throw failure;
        errors.push(
          failure instanceof StatusFailure && failure.reason !== 'Invalid'
            ? failure.prefixed(`error when replacing ${JSON.stringify(manifest.source)}: `)
            : failure,
        );
      }
    }
    if (!manifests.length && !error) throw plainError('no objects passed to replace');
    for (const failure of errors) io.err(`${errorText(failure)}\n`);
    return errors.length ? 1 : 0;
  },
};
