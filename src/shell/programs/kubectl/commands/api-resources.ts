import type { Command } from '../context.ts';
import { discover } from '../discovery.ts';
import { plainError, usageError } from '../failure.ts';
import { printerTable } from '../print/tabwriter.ts';

const yes = (flag: string): boolean => !['false', '0', 'f', 'F', 'FALSE', 'False'].includes(flag);

export const apiResources: Command = {
  flags: [
    { name: 'api-group', type: 'string' },
    { name: 'namespaced', type: 'bool' },
    { name: 'verbs', type: 'list', split: true },
    { name: 'categories', type: 'list', split: true },
    { name: 'sort-by', type: 'string' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'no-headers', type: 'bool' },
    { name: 'cached', type: 'bool' },
  ],
  async run(context) {
    const { flags, args, io } = context;
    const output = flags.text('output');
    if (args.length) throw usageError(`unexpected arguments: [${args.join(' ')}]`, context.path);
    if (!['', 'wide', 'name'].includes(output)) throw plainError(`--output ${output} is not available`);
    const all = await discover(await context.client(), !flags.on('cached'));
    const wanted = all.filter(
      (r) =>
        (!flags.has('api-group') || r.group === flags.text('api-group')) &&
        (!flags.has('namespaced') || r.namespaced === yes(flags.text('namespaced'))) &&
        flags.list('verbs').every((verb) => r.verbs.includes(verb)) &&
        flags.list('categories').every((category) => r.categories.includes(category)) &&
        r.verbs.length > 0,
    );
    // only a group's preferred version, the first that has the resource
    const preferred = wanted.filter((r) => all.find((other) => other.group === r.group && other.name === r.name) === r);
    const by = flags.text('sort-by');
    const rows = preferred.sort((a, b) =>
      by === 'kind' ? compare(a.kind, b.kind) : by === 'name' ? compare(a.name, b.name) : compare(a.group, b.group) || compare(a.name, b.name),
    );
    if (output === 'name') {
      for (const r of rows) io.out(`${r.group ? `${r.name}.${r.group}` : r.name}\n`);
      return 0;
    }
    const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(output === 'wide' ? ['VERBS', 'CATEGORIES'] : [])];
    const cells = rows.map((r) => [
      r.name,
      r.shortNames.join(','),
      r.group ? `${r.group}/${r.version}` : r.version,
      String(r.namespaced),
      r.kind,
      ...(output === 'wide' ? [r.verbs.join(','), r.categories.join(',')] : []),
    ]);
    io.out(printerTable(flags.on('no-headers') ? cells : [header, ...cells]));
    return 0;
  },
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const apiVersions: Command = {
  async run(context) {
    const all = await discover(await context.client(), true);
    const versions = new Set(all.map((r) => (r.group ? `${r.group}/${r.version}` : r.version)));
    for (const version of [...versions].sort()) context.out(`${version}\n`);
    return 0;
  },
};
