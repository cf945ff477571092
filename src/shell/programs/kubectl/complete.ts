// Tab behind "kubectl": commands, flags, types and names of objects.

import { membersOf } from '../../../trace/json.ts';
import { Interrupted, type ProgramIo } from '../../program.ts';
import { type CommandTree, commands } from './commands.ts';
import { Context } from './context.ts';
import { discover } from './discovery.ts';
import { errorText } from './failure.ts';
import { GLOBAL_FLAGS, parseFlags } from './flags.ts';
import { findResource, pathOf } from './mapper.ts';

export async function complete(words: string[], io: ProgramIo): Promise<string[]> {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  let tree: CommandTree | undefined = commands;
  let found: CommandTree[string]['command'];
  const rest: string[] = [];
  for (const word of before) {
    const entry: CommandTree[string] | undefined = rest.length ? undefined : tree?.[word];
    if (!entry) {
      rest.push(word);
      continue;
    }
    found = entry.command;
    tree = entry.commands;
  }
  const specs = found?.flags ?? [];
  if (last.startsWith('-')) return [...specs, ...GLOBAL_FLAGS].map((f) => `--${f.name}`);
  if (tree && !/^(-n|--namespace)$/.test(before.at(-1) ?? '') && !rest.some((word) => !word.startsWith('-')))
    return Object.entries(tree).flatMap(([word, { name, absent }]) => (name || absent ? [] : [word]));
  try {
    const asksNamespace = before.at(-1) === '-n' || before.at(-1) === '--namespace';
    const { flags, args } = parseFlags(asksNamespace ? rest.slice(0, -1) : rest, [...GLOBAL_FLAGS, ...specs], 'kubectl');
    const client = await new Context(io, flags, args, 'kubectl', -1).client();
    if (asksNamespace) return names(await client.json({ method: 'GET', path: '/api/v1/namespaces?limit=500', background: true }));
    const command = before.find((word) => word in commands) ?? '';
    if (!['get', 'describe', 'delete', 'patch', 'label', 'annotate'].includes(command)) return [];
    const type = args[0];
    if (!type) return (await discover(client)).filter((r) => r.verbs.includes('get') || r.verbs.includes('list')).map((r) => r.name);
    const mapping = await findResource(client, type);
    return mapping ? names(await client.json({ method: 'GET', path: `${pathOf(mapping, client.config.namespace)}?limit=500`, background: true })) : [];
  } catch (error) {
    if (error instanceof Interrupted || errorText(error) === undefined) throw error;
    return [];
  }
}

const names = (list: Record<string, unknown>): string[] =>
  Array.isArray(list.items) ? list.items.map((item) => String(membersOf(membersOf(item).metadata).name)) : [];
