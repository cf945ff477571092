// config current-context, get-contexts, get-clusters, get-users.
import { merged } from '../config-file.ts';
import type { Command } from '../context.ts';
import { plainError } from '../failure.ts';
import { printerTable } from '../print/tabwriter.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const currentContext: Command = {
  async run(context) {
    const { currentContext: name } = await merged(context);
    if (!name) throw plainError('current-context is not set');
    context.out(`${name}\n`);
    return 0;
  },
};

export const getContexts: Command = {
  flags: [
    { name: 'output', short: 'o', type: 'string' },
    { name: 'no-headers', type: 'bool' },
  ],
  async run(context) {
    const { flags, args, io } = context;
    const config = await merged(context);
    const output = flags.text('output');
    if (output && output !== 'name') throw plainError(`--output ${output} is not available in kubectl config get-contexts; resetting to default output format`);
    const missing = args.filter((name) => !config.contexts.has(name));
    const names = (args.length ? args.filter((name) => config.contexts.has(name)) : [...config.contexts.keys()]).sort();
    if (output === 'name') for (const name of names) io.out(`${name}\n`);
    else {
      const rows = names.map((name) => {
        const c = config.contexts.get(name) ?? {};
        return [name === config.currentContext ? '*' : '', name, text(c.cluster), text(c.user), text(c.namespace)];
      });
      io.out(printerTable(flags.on('no-headers') ? rows : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'], ...rows]));
    }
    for (const name of missing) io.err(`error: context ${name} not found\n`);
    return missing.length ? 1 : 0;
  },
};

const names = (section: 'clusters' | 'users'): Command => ({
  async run(context) {
    const config = await merged(context);
    context.out('NAME\n');
    for (const name of [...config[section].keys()].sort()) context.out(`${name}\n`);
    return 0;
  },
});

export const getClusters = names('clusters');
export const getUsers = names('users');
