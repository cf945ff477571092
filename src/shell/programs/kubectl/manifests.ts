// -f: files, folders and standard input, document by document (cli-runtime pkg/resource/visitor.go). Left out: URLs, kustomize.
import { isJsonObject, membersOf } from '../../../trace/json.ts';
import type { KubeObject } from './client.ts';
import type { Context } from './context.ts';
import { type KubectlError, plainError } from './failure.ts';
import type { FlagSpec } from './flags.ts';
import { parseDocuments } from './yaml-input.ts';

export const FILE_FLAGS: readonly FlagSpec[] = [
  { name: 'filename', short: 'f', type: 'list', split: true },
  { name: 'recursive', short: 'R', type: 'bool' },
  { name: 'kustomize', short: 'k', type: 'string' },
];

export interface Manifest {
  object: KubeObject;
  /** "STDIN" or the file's path: what error messages call it. */
  source: string;
}

/** The objects of all files, in order. The error of a later document comes with the ones before it. */
export async function readManifests(context: Context): Promise<{ manifests: Manifest[]; error: KubectlError | undefined }> {
  const { flags } = context;
  if (flags.has('kustomize')) throw plainError('this simulator does not model kustomize. Nearest: -f FILE');
  const manifests: Manifest[] = [];
  for (const file of flags.list('filename')) {
    for (const { text, source } of texts(context, file)) {
      const parsed = await parseDocuments(text);
      for (const value of parsed.ok ? parsed.values : parsed.before) manifests.push(...unpack(value, source));
      if (!parsed.ok) return { manifests, error: plainError(`error parsing ${source}: ${parsed.error}`) };
    }
  }
  return { manifests, error: undefined };
}

function texts({ io, flags }: Context, file: string): { text: string; source: string }[] {
  if (file === '-') return [{ text: io.stdin, source: 'STDIN' }];
  if (/^https?:\/\//.test(file)) throw plainError(`this simulator does not model manifests read from a URL (${file}). Nearest: -f - <<'EOF'`);
  const found = io.machine.stat(io.resolve(file));
  if (!found) throw plainError(`the path ${JSON.stringify(file)} does not exist`);
  if (found !== 'folder') return [{ text: found.text, source: file }];
  const prefix = `${io.resolve(file)}/`;
  const inside = io.machine
    .paths()
    .filter((path) => path.startsWith(prefix) && /\.(ya?ml|json)$/.test(path) && (flags.on('recursive') || !path.slice(prefix.length).includes('/')));
  return inside.map((path) => ({ text: io.machine.read(path) ?? '', source: `${file.replace(/\/$/, '')}/${path.slice(prefix.length)}` }));
}

/** A List is taken apart into its items. */
function unpack(value: unknown, source: string): Manifest[] {
  if (!isJsonObject(value)) {
    throw plainError(
      `error validating ${JSON.stringify(source)}: error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  }
  const object = value as KubeObject;
  if (typeof object.kind === 'string' && object.kind.endsWith('List') && Array.isArray(object.items))
    return object.items.flatMap((item: unknown) => unpack(item, source));
  return [{ object, source }];
}

export interface Meta {
  name?: string;
  namespace?: string;
  generateName?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  resourceVersion?: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  uid?: string;
}

export const metaOf = (object: KubeObject): Meta => membersOf(object.metadata) as Meta;

export const nameOf = (object: KubeObject): string => metaOf(object).name ?? '';
