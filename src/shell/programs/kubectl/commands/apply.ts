// kubectl apply, the client's way (kubectl/pkg/cmd/apply). Left out: server-side apply, prune, openapi-driven patches of custom kinds.
import type { Client, KubeObject } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { errorText, KubectlError, plainError, StatusFailure } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { type Mapping, pathOf, typeName } from '../mapper.ts';
import { compactJson, sorted } from '../print/json.ts';
import { OBJECT_FORMATS, type Output, parseOutput, printObject } from '../print/output.ts';
import { askOpenApi, fieldValidation, type Resolved, resolveManifest } from '../resolve-manifest.ts';
import { LAST_APPLIED, lastApplied, threeWayPatch } from '../three-way.ts';
import { withoutManagedFields } from './get.ts';

export const apply: Command = {
  flags: [
    ...FILE_FLAGS,
    { name: 'dry-run', type: 'string', alone: 'unchanged' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'template', type: 'string' },
    { name: 'validate', type: 'string', alone: 'strict' },
    { name: 'server-side', type: 'bool' },
    { name: 'force-conflicts', type: 'bool' },
    { name: 'field-manager', type: 'string' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'prune', type: 'bool' },
    { name: 'overwrite', type: 'bool' },
    { name: 'force', type: 'bool' },
    { name: 'wait', type: 'bool' },
    { name: 'all', type: 'bool' },
    { name: 'show-managed-fields', type: 'bool' },
  ],

  async run(context) {
    const { flags, args, io } = context;
    if (args.length) throw new KubectlError(`error: Unexpected args: [${args.join(' ')}]\nSee 'kubectl apply -h' for help and examples`);
    if (!flags.has('filename') && !flags.has('kustomize')) throw new KubectlError('error: must specify one of -f and -k');
    if (flags.on('server-side')) throw plainError('this simulator does not model server-side apply. Nearest: kubectl apply without --server-side');
    if (flags.on('prune')) throw plainError('this simulator does not model --prune. Nearest: kubectl delete');
    const output = parseOutput(flags.text('output'), flags.text('template'), OBJECT_FORMATS, io);
    context.dryRun();
    const client = await context.client();
    const { manifests, error } = await readManifests(context);
    const errors: unknown[] = [];
    const resolved: Resolved[] = [];
    if (manifests[0]) await askOpenApi(context, client, manifests[0].source);
    for (const manifest of manifests) {
      try {
        resolved.push(await resolveManifest(context, client, manifest));
      } catch (failure) {
        if (errorText(failure) === undefined) throw failure;
        errors.push(failure);
      }
    }
    if (error) errors.push(error);
    for (const one of resolved) {
      try {
        await applyOne(context, client, one, output);
      } catch (failure) {
        if (errorText(failure) === undefined) throw failure;
        errors.push(failure);
      }
    }
    if (!manifests.length && !error) throw plainError('no objects passed to apply');
    for (const failure of errors) io.err(`${errorText(failure)}\n`);
    return errors.length ? 1 : 0;
  },
};

/** "Resource: …, GroupVersionKind: …" and name, as kubectl's errors describe an object. */
export const describeTarget = (m: Mapping, name: string, namespace: string): string =>
  `Resource: "${m.group}/${m.version}, Resource=${m.name}", GroupVersionKind: "${m.group}/${m.version}, Kind=${m.kind}"\nName: "${name}", Namespace: "${namespace}"`;

/** What is there now; undefined when nothing is. */
export async function currentObject(client: Client, { object, mapping, namespace, source }: Resolved): Promise<KubeObject | undefined> {
  const { name, generateName } = metaOf(object);
  if (!name)
    throw plainError(
      generateName
        ? `from ${generateName}: cannot use generate name with apply`
        : `error when retrieving current configuration of:\n${describeTarget(mapping, '', namespace)}\nfrom server for: ${JSON.stringify(source)}: resource name may not be empty`,
    );
  try {
    return await client.object({ method: 'GET', path: pathOf(mapping, namespace, name) });
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    if (error.reason === 'NotFound') return undefined;
    throw error.prefixed(
      `error when retrieving current configuration of:\n${describeTarget(mapping, name, namespace)}\nfrom server for: ${JSON.stringify(source)}: `,
    );
  }
}

export function applyPatch(object: KubeObject, current: KubeObject, mapping: Mapping): { patch: KubeObject; contentType: string; missing: boolean } {
  const text = metaOf(current).annotations?.[LAST_APPLIED];
  let original: KubeObject = {};
  try {
    original = text ? (JSON.parse(text) as KubeObject) : {};
  } catch {
    original = {};
  }
  const builtIn = !mapping.group.includes('.') || mapping.group.endsWith('.k8s.io');
  const patch = threeWayPatch(original, lastApplied(object), current, builtIn);
  return { patch, contentType: builtIn ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json', missing: text === undefined };
}

export function writeQuery(context: Context, manager: string, dryRun = context.dryRun() === 'server'): URLSearchParams {
  const query = new URLSearchParams();
  if (dryRun) query.set('dryRun', 'All');
  query.set('fieldManager', context.flags.text('field-manager') || manager);
  query.set('fieldValidation', fieldValidation(context));
  return query;
}

async function applyOne(context: Context, client: Client, resolved: Resolved, output: Output): Promise<void> {
  const { object, mapping, namespace, source } = resolved;
  const dryRun = context.dryRun();
  const name = metaOf(object).name ?? '';
  const current = await currentObject(client, resolved);
  const query = writeQuery(context, 'kubectl-client-side-apply');
  if (!current) {
    let made: KubeObject = lastApplied(object);
    if (dryRun !== 'client') {
      try {
        made = await client.json({ method: 'POST', path: `${pathOf(mapping, namespace)}?${query}`, body: JSON.stringify(made) });
      } catch (error) {
        if (!(error instanceof StatusFailure) || error.reason === 'Invalid') throw error;
        throw error.prefixed(`error when creating ${JSON.stringify(source)}: `);
      }
    }
    return report(context, output, mapping, made, 'created');
  }
  const { patch, contentType, missing } = applyPatch(object, current, mapping);
  if (missing) {
    context.io.err(
      `Warning: resource ${mapping.name}/${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    );
  }
  if (!Object.keys(patch).length) return report(context, output, mapping, current, 'unchanged');
  if (dryRun === 'client') return report(context, output, mapping, object, 'configured');
  const body = compactJson(patch);
  try {
    const patched = await client.json({ method: 'PATCH', path: `${pathOf(mapping, namespace, name)}?${query}`, contentType, body });
    return await report(context, output, mapping, patched, 'configured');
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.reason === 'Invalid') throw error;
    throw error.prefixed(
      `error when applying patch:\n${body}\nto:\n${describeTarget(mapping, name, namespace)}\nfor: ${JSON.stringify(source)}: error when patching ${JSON.stringify(source)}: `,
    );
  }
}

async function report(context: Context, output: Output, mapping: Mapping, object: KubeObject, done: string): Promise<void> {
  const dryRun = context.dryRun();
  const title = `${typeName(mapping)}/${metaOf(object).name ?? ''}`;
  const suffix = dryRun === 'none' ? '' : ` (${dryRun === 'client' ? 'dry run' : 'server dry run'})`;
  if (output.format === 'name') context.out(`${title}\n`);
  else if (!output.format) context.out(`${title} ${done}${suffix}\n`);
  else context.out(await printObject(output, sorted(withoutManagedFields(object)) as KubeObject));
}
