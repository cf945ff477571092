// kubectl get. Left out: -w (nothing changes while a command waits), chunks beyond the first 500.
import type { KubeObject } from '../client.ts';
import { type Client, JSON_TYPE, TABLE } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { errorText, KubectlError, plainError, StatusFailure } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { type Mapping, pathOf, typeName } from '../mapper.ts';
import { customColumns } from '../print/custom-columns.ts';
import { sorted } from '../print/json.ts';
import { GET_FORMATS, type Output, parseOutput, printObject } from '../print/output.ts';
import { sortObjects, sortRows } from '../print/sort.ts';
import { type Table, tableRows } from '../print/table.ts';
import { printerTable } from '../print/tabwriter.ts';
import { resolveManifest } from '../resolve-manifest.ts';
import { type Target, targetsOf } from '../targets.ts';

const NOTHING_NAMED = `You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

error: Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
See 'kubectl get -h' for help and examples`;

/** One answer: an object, a list, or a table of either. */
interface Answer {
  target: Target;
  body: KubeObject;
}

export const get: Command = {
  flags: [
    ...FILE_FLAGS,
    { name: 'output', short: 'o', type: 'string' },
    { name: 'template', type: 'string' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'field-selector', type: 'string' },
    { name: 'label-columns', short: 'L', type: 'list', split: true },
    { name: 'show-labels', type: 'bool' },
    { name: 'show-kind', type: 'bool' },
    { name: 'show-managed-fields', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'sort-by', type: 'string' },
    { name: 'raw', type: 'string' },
    { name: 'watch', short: 'w', type: 'bool' },
    { name: 'watch-only', type: 'bool' },
    { name: 'chunk-size', type: 'int' },
    { name: 'subresource', type: 'string' },
    { name: 'server-print', type: 'bool' },
    { name: 'allow-missing-template-keys', type: 'bool' },
    { name: 'output-watch-events', type: 'bool' },
  ],

  async run(context) {
    const { flags, args, io } = context;
    if (flags.has('raw')) return raw(context);
    const output = parseOutput(flags.text('output'), flags.text('template'), GET_FORMATS, io);
    if (flags.on('watch') || flags.on('watch-only'))
      throw plainError('this simulator does not model watch: nothing changes while a command waits. Nearest: the same command without -w, run again');
    if (!args.length && !flags.has('filename')) throw new KubectlError(NOTHING_NAMED);
    const client = await context.client();
    if (flags.has('subresource') && args.length < 2 && !args[0]?.includes('/') && !flags.has('filename'))
      throw plainError('subresource cannot be used when bulk resources are specified');
    const targets = flags.has('filename') ? await fromFiles(context, client) : await targetsOf(client, args);
    const wantsTable = output.format === '' || output.format === 'wide';
    const answers: Answer[] = [];
    const errors: unknown[] = [];
    for (const target of targets) {
      try {
        answers.push({ target, body: await fetch(context, client, target, wantsTable) });
      } catch (error) {
        if (errorText(error) === undefined) throw error;
        if (flags.on('ignore-not-found') && error instanceof StatusFailure && error.reason === 'NotFound') continue;
        errors.push(error);
      }
    }
    if (wantsTable) printTables(context, client, answers, output, errors.length > 0);
    else await printObjects(context, answers, output, targets);
    for (const error of errors) io.err(`${errorText(error)}\n`);
    return errors.length ? 1 : 0;
  },
};

async function raw(context: Context): Promise<number> {
  if (context.args.length) throw plainError('arguments may not be passed when --raw is specified');
  const path = context.flags.text('raw');
  if (!path.startsWith('/')) throw plainError(`--raw must be a valid URL path: parse ${JSON.stringify(path)}: invalid URI for request`);
  const client = await context.client();
  const response = await client.request({ method: 'GET', path, accept: 'application/json, */*', opaque: true });
  context.out(response.body);
  return 0;
}

async function fromFiles(context: Context, client: Client): Promise<Target[]> {
  const { manifests, error } = await readManifests(context);
  if (error) throw error;
  const targets: Target[] = [];
  for (const manifest of manifests) {
    const { mapping, object } = await resolveManifest(context, client, manifest);
    targets.push({ mapping, name: metaOf(object).name });
  }
  return targets;
}

async function fetch({ flags }: Context, client: Client, { mapping, name }: Target, table: boolean): Promise<KubeObject> {
  const all = flags.on('all-namespaces');
  if (name !== undefined && all) throw plainError('a resource cannot be retrieved by name across all namespaces');
  const query = new URLSearchParams();
  const [field, label] = [flags.text('field-selector'), flags.text('selector')];
  if (name === undefined) {
    if (field) query.set('fieldSelector', field);
    if (label) query.set('labelSelector', label);
    query.set('limit', '500');
  }
  if (table && flags.has('sort-by')) query.set('includeObject', 'Object');
  const path = pathOf(mapping, all ? undefined : client.config.namespace, name) + (flags.has('subresource') ? `/${flags.text('subresource')}` : '');
  const search = query.toString().replaceAll('+', '%20');
  try {
    const request = { method: 'GET', path: search ? `${path}?${search}` : path, accept: table ? TABLE : JSON_TYPE };
    return await (name === undefined ? client.json(request) : client.object(request));
  } catch (error) {
    if (!(error instanceof StatusFailure) || name !== undefined || !['BadRequest', 'NotFound'].includes(error.reason)) throw error;
    const gvr = `${mapping.group}/${mapping.version}, Resource=${mapping.name}`;
    if (!field && !label) throw error.prefixed(`Unable to list ${JSON.stringify(gvr)}: `);
    throw error.prefixed(`Unable to find ${JSON.stringify(gvr)} that match label selector ${JSON.stringify(label)}, field selector ${JSON.stringify(field)}: `);
  }
}

function printTables({ io, flags }: Context, client: Client, answers: readonly Answer[], output: Output, failed: boolean): void {
  const several = new Set(answers.map(({ target }) => `${target.mapping.name}.${target.mapping.group}`)).size > 1;
  const options = {
    wide: output.format === 'wide',
    namespaces: flags.on('all-namespaces'),
    labels: flags.on('show-labels'),
    labelColumns: flags.list('label-columns'),
  };
  const blocks: string[] = [];
  let block: { mapping: Mapping; header: string[]; rows: string[][] } | undefined;
  const flush = () => {
    if (block?.rows.length) blocks.push(printerTable(flags.on('no-headers') ? block.rows : [block.header, ...block.rows]));
    block = undefined;
  };
  for (const { target, body } of answers) {
    const table = flags.has('sort-by') ? sortRows(body as unknown as Table, flags.text('sort-by')) : (body as unknown as Table);
    const { header, rows } = tableRows(table, {
      ...options,
      namespaces: options.namespaces && target.mapping.namespaced,
      prefix: several || flags.on('show-kind') ? `${typeName(target.mapping)}/` : '',
    });
    if (block && (block.mapping.name !== target.mapping.name || block.mapping.group !== target.mapping.group)) flush();
    block ??= { mapping: target.mapping, header, rows: [] };
    block.rows.push(...rows);
  }
  flush();
  io.out(blocks.join('\n'));
  if (blocks.length || failed || flags.on('ignore-not-found') || answers.some(({ target }) => target.name !== undefined)) return;
  const namespaced = answers.some(({ target }) => target.mapping.namespaced) && !flags.on('all-namespaces');
  io.err(namespaced ? `No resources found in ${client.config.namespace} namespace.\n` : 'No resources found\n');
}

async function printObjects({ io, flags }: Context, answers: readonly Answer[], output: Output, targets: readonly Target[]): Promise<void> {
  const items = answers.flatMap(({ target, body }) => (target.name === undefined ? itemsOf(body) : [body]));
  const shown = (flags.has('sort-by') ? sortObjects(items, flags.text('sort-by')) : items).map((item) =>
    flags.on('show-managed-fields') || (output.format !== 'json' && output.format !== 'yaml') ? item : withoutManagedFields(item),
  );
  if (output.format === 'name') {
    for (const { target, body } of answers) {
      const list = target.name === undefined ? itemsOf(body) : [body];
      for (const item of flags.has('sort-by') ? sortObjects(list, flags.text('sort-by')) : list)
        io.out(`${typeName(target.mapping)}/${metaOf(item).name ?? ''}\n`);
    }
    return;
  }
  if (output.format === 'custom-columns') {
    io.out(customColumns(output.argument, shown, !flags.on('no-headers')));
    return;
  }
  const single = targets.length === 1 && targets[0]?.name !== undefined;
  if (single && !shown[0]) return;
  const object: KubeObject = single ? (shown[0] ?? {}) : { apiVersion: 'v1', items: shown, kind: 'List', metadata: { resourceVersion: '' } };
  io.out(await printObject(output, sorted(object) as KubeObject, { allowMissing: flags.on('allow-missing-template-keys', true) }));
}

/** The items of a list, each with the kind and version that only the list names. */
export function itemsOf(list: KubeObject): KubeObject[] {
  if (!Array.isArray(list.items)) return [];
  const kind = String(list.kind).replace(/List$/, '');
  return (list.items as KubeObject[]).map((item) => ({ apiVersion: list.apiVersion, kind, ...item }));
}

export function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata as Record<string, unknown>;
  return { ...object, metadata };
}
