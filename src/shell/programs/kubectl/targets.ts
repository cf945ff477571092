// TYPE, TYPE NAME…, TYPE/NAME…, TYPE,TYPE (cli-runtime pkg/resource/builder.go).
import type { Client } from './client.ts';
import { discover } from './discovery.ts';
import { type KubectlError, plainError } from './failure.ts';
import { findResource, inCategory, type Mapping } from './mapper.ts';

export interface Target {
  mapping: Mapping;
  /** Undefined: all of them. */
  name: string | undefined;
}

export const unknownType = (word: string): KubectlError => plainError(`the server doesn't have a resource type "${word.split('.')[0] ?? ''}"`);

export async function mappingOf(client: Client, word: string): Promise<Mapping> {
  const mapping = await findResource(client, word);
  if (!mapping) throw unknownType(word);
  return mapping;
}

export async function targetsOf(client: Client, args: readonly string[]): Promise<Target[]> {
  const [first = '', ...names] = args;
  if (args.some((arg) => arg.includes('/'))) {
    const plain = args.find((arg) => !arg.includes('/'));
    if (plain !== undefined)
      throw plainError(
        `there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'`,
      );
    const targets: Target[] = [];
    for (const arg of args) {
      const [type = '', name = '', ...more] = arg.split('/');
      if (more.length || !type || !name) throw plainError(`arguments in resource/name form may not have more than one slash`);
      targets.push({ mapping: await mappingOf(client, type), name });
    }
    return targets;
  }
  const types: Mapping[] = [];
  for (const word of first.split(',')) {
    const category = word.includes('.') ? [] : inCategory(await discover(client), word);
    if (category.length) types.push(...category);
    else types.push(await mappingOf(client, word));
  }
  return types.flatMap((mapping): Target[] => (names.length ? names.map((name) => ({ mapping, name })) : [{ mapping, name: undefined }]));
}
