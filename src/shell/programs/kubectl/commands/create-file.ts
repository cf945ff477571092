// kubectl create -f.
import type { Client, KubeObject } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { errorText, KubectlError, plainError, StatusFailure } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { pathOf, typeName } from '../mapper.ts';
import { sorted } from '../print/json.ts';
import { OBJECT_FORMATS, parseOutput, printObject } from '../print/output.ts';
import { askOpenApi, fieldValidation, type Resolved, resolveManifest } from '../resolve-manifest.ts';
import { lastApplied } from '../three-way.ts';
import { CREATE_FLAGS } from './create-objects.ts';
import { withoutManagedFields } from './get.ts';

const WITHOUT_FILE = `error: must specify one of -f and -k`;

export const createFile: Command = {
  flags: [...FILE_FLAGS, ...CREATE_FLAGS, { name: 'selector', short: 'l', type: 'string' }, { name: 'edit', type: 'bool' }, { name: 'raw', type: 'string' }],

  async run(context) {
    const { flags, args, io } = context;
    if (flags.has('raw')) return raw(context);
    if (args.length) throw new KubectlError(`error: Unexpected args: [${args.join(' ')}]\nSee 'kubectl create -h' for help and examples`);
    if (!flags.has('filename') && !flags.has('kustomize')) throw new KubectlError(WITHOUT_FILE);
    const output = parseOutput(flags.text('output'), flags.text('template'), OBJECT_FORMATS, io);
    const dryRun = context.dryRun();
    const client = await context.client();
    const { manifests, error } = await readManifests(context);
    const errors: unknown[] = [];
    let printed = 0;
    if (manifests[0]) await askOpenApi(context, client, manifests[0].source);
    for (const manifest of manifests) {
      try {
        const resolved = await resolveManifest(context, client, manifest);
        const object = dryRun === 'client' ? resolved.object : await create(context, client, resolved, dryRun === 'server');
        printed++;
        const suffix = dryRun === 'none' ? '' : ` (${dryRun === 'client' ? 'dry run' : 'server dry run'})`;
        const title = `${typeName(resolved.mapping)}/${metaOf(object).name ?? ''}`;
        if (output.format === 'name') io.out(`${title}\n`);
        else if (!output.format) io.out(`${title} created${suffix}\n`);
        else
          io.out(
            (printed > 1 && output.format === 'yaml' ? '---\n' : '') +
              (await printObject(output, sorted(object.metadata ? withoutManagedFields(object) : object) as KubeObject)),
          );
      } catch (failure) {
        if (errorText(failure) === undefined) throw failure;
        errors.push(failure);
      }
    }
    if (error) errors.push(error);
    if (!manifests.length && !error) throw plainError('no objects passed to create');
    for (const failure of errors) io.err(`${errorText(failure)}\n`);
    return errors.length ? 1 : 0;
  },
};

async function create(context: Context, client: Client, { object, mapping, namespace, source }: Resolved, dryRun: boolean): Promise<KubeObject> {
  const query = new URLSearchParams();
  if (dryRun) query.set('dryRun', 'All');
  query.set('fieldManager', context.flags.text('field-manager') || 'kubectl-create');
  query.set('fieldValidation', fieldValidation(context));
  const body = context.flags.on('save-config') ? lastApplied(object) : object;
  try {
    return await client.json({ method: 'POST', path: `${pathOf(mapping, namespace)}?${query}`, body: JSON.stringify(body) });
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.reason === 'Invalid') throw error;
    throw error.prefixed(`error when creating ${JSON.stringify(source)}: `);
  }
}

async function raw(context: Context): Promise<number> {
  const { flags, io } = context;
  const [file = '-'] = flags.list('filename');
  const body = file === '-' ? io.stdin : io.readFile(file);
  if (body === undefined) throw plainError(`open ${file}: no such file or directory`);
  const client = await context.client();
  io.out((await client.request({ method: 'POST', path: flags.text('raw'), body, raw: true })).body);
  return 0;
}
