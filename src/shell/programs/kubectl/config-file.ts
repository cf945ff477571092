// Changing kubeconfig files: where a change goes, and how the file is written (client-go tools/clientcmd/config.go).

import { toYaml } from '../../../engine/http/go-yaml.ts';
import type { Members } from '../../../trace/json.ts';
import type { Context } from './context.ts';
import { configFiles, configObject, emptyConfig, type Kubeconfig, loadConfig, readConfig } from './kubeconfig.ts';

export type Section = 'clusters' | 'users' | 'contexts';

/** All files merged, as the reading commands see them. */
export const merged = (context: Context): Promise<Kubeconfig> => loadConfig(context.io, context.flags.text('kubeconfig'));

/** The file that holds the entry; a new entry goes into the last file of KUBECONFIG that exists, or the first named. */
export async function fileFor(context: Context, section: Section | 'currentContext', name: string): Promise<string> {
  const { files } = configFiles(context.io, context.flags.text('kubeconfig'));
  const config = await loadConfig(context.io, '').catch(() => emptyConfig());
  const holder = section === 'currentContext' ? config.files.currentContext : config.files[section].get(name);
  if (holder && files.includes(holder)) return holder;
  return files.filter((file) => context.io.machine.read(file) !== undefined).at(-1) ?? files[0] ?? '';
}

/** Reads one file, lets it be changed, writes it back. Paths stay as they stand in it. */
export async function changeFile(context: Context, file: string, change: (config: Kubeconfig) => void): Promise<void> {
  const config = (await readConfig(context.io, file)) ?? emptyConfig();
  change(config);
  const folder = file.slice(0, file.lastIndexOf('/')) || '/';
  if (context.io.machine.stat(folder) !== 'folder') context.io.machine.makeFolder(folder);
  context.io.machine.write(file, toYaml(configObject(config)), 0o600);
}

/** Changes one entry where it stands. `change` gets a copy and returns what is to be written; undefined removes it. */
export async function changeEntry(
  context: Context,
  section: Section,
  name: string,
  change: (entry: Members | undefined) => Members | undefined,
): Promise<void> {
  const file = await fileFor(context, section, name);
  await changeFile(context, file, (config) => {
    const entry = change(config[section].has(name) ? { ...config[section].get(name) } : undefined);
    if (entry) config[section].set(name, entry);
    else config[section].delete(name);
  });
}
