// config set and unset: a dotted path into the file.

import type { Members } from '../../../../trace/json.ts';
import { changeFile, merged, type Section } from '../config-file.ts';
import type { Command, Context } from '../context.ts';
import { plainError } from '../failure.ts';
import { withHelp } from '../help.ts';
import { configFiles, type Kubeconfig } from '../kubeconfig.ts';

interface Place {
  section: Section | 'current-context';
  name: string;
  rest: string[];
}

/** The longest known name wins: names may hold dots. */
function placeOf(path: string, config: Kubeconfig): Place {
  const [section = '', ...parts] = path.split('.');
  if (section === 'current-context') return { section, name: '', rest: [] };
  if (section !== 'clusters' && section !== 'users' && section !== 'contexts') throw plainError(`unable to parse ${path} after [] at api.Config`);
  for (let n = parts.length; n > 0; n--) {
    const name = parts.slice(0, n).join('.');
    if (config[section].has(name)) return { section, name, rest: parts.slice(n) };
  }
  return { section, name: parts[0] ?? '', rest: parts.slice(1) };
}

async function fileOf(context: Context, place: Place, config: Kubeconfig): Promise<string> {
  const holder = place.section === 'current-context' ? config.files.currentContext : config.files[place.section].get(place.name);
  return holder || configFiles(context.io, context.flags.text('kubeconfig')).files[0] || '';
}

const BOOLEANS = new Set(['insecure-skip-tls-verify', 'disable-compression', 'provideClusterInfo']);

export const setProperty: Command = {
  flags: [{ name: 'set-raw-bytes', type: 'bool' }],
  async run(context) {
    const [path, value] = context.args;
    if (path === undefined || value === undefined || context.args.length !== 2) return withHelp(context, `Unexpected args: [${context.args.join(' ')}]`);
    const config = await merged(context);
    const place = placeOf(path, config);
    await changeFile(context, await fileOf(context, place, config), (file) => {
      if (place.section === 'current-context') {
        file.currentContext = value;
        return;
      }
      const entry: Members = { ...(file[place.section].get(place.name) ?? {}) };
      let at = entry;
      for (const key of place.rest.slice(0, -1)) {
        at[key] = { ...((at[key] ?? {}) as Members) };
        at = at[key] as Members;
      }
      const last = place.rest.at(-1);
      if (last === undefined) throw plainError('unable to set the entire entry; name one of its fields');
      const bytes = last.endsWith('-data') && !context.flags.on('set-raw-bytes');
      at[last] = BOOLEANS.has(last)
        ? value === 'true'
        : bytes
          ? btoa(Array.from(new TextEncoder().encode(value), (b) => String.fromCharCode(b)).join(''))
          : value;
      file[place.section].set(place.name, entry);
    });
    context.out(`Property ${JSON.stringify(path)} set.\n`);
    return 0;
  },
};

export const unsetProperty: Command = {
  async run(context) {
    const [path] = context.args;
    if (path === undefined || context.args.length !== 1) return withHelp(context, `Unexpected args: [${context.args.join(' ')}]`);
    const config = await merged(context);
    const place = placeOf(path, config);
    await changeFile(context, await fileOf(context, place, config), (file) => {
      if (place.section === 'current-context') file.currentContext = '';
      else if (!place.name) file[place.section].clear();
      else if (!place.rest.length) {
        file[place.section].delete(place.name);
      } else {
        const entry: Members = { ...(file[place.section].get(place.name) ?? {}) };
        let at = entry;
        for (const key of place.rest.slice(0, -1)) {
          at[key] = { ...((at[key] ?? {}) as Members) };
          at = at[key] as Members;
        }
        delete at[place.rest.at(-1) ?? ''];
        file[place.section].set(place.name, entry);
      }
    });
    context.out(`Property ${JSON.stringify(path)} unset.\n`);
    return 0;
  },
};
