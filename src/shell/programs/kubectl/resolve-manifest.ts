// Which type and namespace a document means, and kubectl's complaints when it means none.
import type { Client } from './client.ts';
import type { Context } from './context.ts';
import { DialError, KubectlError, plainError, StatusFailure } from './failure.ts';
import { type Manifest, metaOf, nameOf } from './manifests.ts';
import { findKind, type Mapping } from './mapper.ts';

export interface Resolved extends Manifest {
  mapping: Mapping;
  namespace: string;
}

const UNSET = (source: string, what: string) =>
  plainError(
    `error validating ${JSON.stringify(source)}: error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`,
  );

/** Checks kind, apiVersion and namespace, and gives the object its namespace. */
export async function resolveManifest(context: Context, client: Client, { object, source }: Manifest): Promise<Resolved> {
  const missing = [...(object.apiVersion ? [] : ['apiVersion not set']), ...(object.kind ? [] : ['kind not set'])];
  if (missing.length) {
    if (validates(context)) throw UNSET(source, missing.length > 1 ? `[${missing.join(', ')}]` : (missing[0] ?? ''));
    throw plainError(
      object.kind
        ? `unable to decode ${JSON.stringify(source)}: Object 'apiVersion' is missing in '${JSON.stringify(object)}'`
        : `unable to decode ${JSON.stringify(source)}: Object 'Kind' is missing in '${JSON.stringify(object)}'`,
    );
  }
  const apiVersion = String(object.apiVersion);
  const kind = String(object.kind);
  const meta = metaOf(object);
  const mapping = await findKind(client, apiVersion, kind);
  if (!mapping) {
    throw new KubectlError(
      `error: resource mapping not found for name: "${nameOf(object)}" namespace: "${meta.namespace ?? ''}" from ${JSON.stringify(source)}: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
    );
  }
  const { namespace: wanted, namespaceGiven } = client.config;
  if (!mapping.namespaced) return { object, source, mapping, namespace: '' };
  const own = meta.namespace ?? '';
  if (own && namespaceGiven && own !== wanted) {
    throw plainError(
      `the namespace from the provided object "${own}" does not match the namespace "${wanted}". You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  const namespace = own || wanted;
  return { object: own ? object : { ...object, metadata: { ...(object.metadata as object), namespace } }, source, mapping, namespace };
}

export const validates = (context: Context): boolean => !['false', 'ignore'].includes(context.flags.optional('validate') ?? 'strict');

/** fieldValidation as kubectl asks for it. */
export function fieldValidation(context: Context): string {
  const value = context.flags.optional('validate') ?? 'strict';
  if (value === 'false' || value === 'ignore') return 'Ignore';
  return value === 'warn' ? 'Warn' : 'Strict';
}

/**
 * Before it creates or applies, kubectl asks the server's OpenAPI whether it checks fields itself. Only whether that may be asked matters here:
 * the documents are large and say what the server then says anyway.
 */
export async function askOpenApi(context: Context, client: Client, source: string): Promise<void> {
  if (!validates(context)) return;
  try {
    await client.request({ method: 'GET', path: '/openapi/v3?timeout=32s', accept: 'application/json, */*', background: true, raw: true });
  } catch (error) {
    if (error instanceof DialError) throw UNSET(source, `failed to download openapi: ${error.message}`);
    if (!(error instanceof StatusFailure)) throw error;
    if (error.status.code === 401 || error.status.code === 403) throw UNSET(source, `failed to download openapi: ${error.message}`);
  }
}
