// The lines of resource-types.data.ts: one a resource, one a subresource.
import { groupVersions } from './discovery.mjs';

const HEAD = `// Kept by \`npm run facts:server\`, which asks the discovery of a running server; run that, do not change this by hand.
// What kube-apiserver serves with default flags, as its own discovery lists it, in its order.
// A line a resource: plural, kind, n(amespaced) or c(luster), verbs, storage version hash, short names, categories ("-" is none).
// "/" begins a subresource of the line above it: name, verbs, kind when it differs, group/version when it differs.
// "all" is create,delete,deletecollection,get,list,patch,update,watch; "one" is the same without deletecollection.
`;
const ALL = 'create,delete,deletecollection,get,list,patch,update,watch';
const ONE = 'create,delete,get,list,patch,update,watch';

export async function resourceTypes(get) {
  const lines = [];
  for (const { groupVersion, resources } of await groupVersions(get)) {
    lines.push(`# ${groupVersion}`);
    const inGroup = resources.filter(({ name }) => !name.includes('/'));
    for (const resource of inGroup) {
      lines.push(line(resource));
      lines.push(...resources.filter(({ name }) => name.startsWith(`${resource.name}/`)).map((sub) => subresource(sub, resource, groupVersion)));
    }
    const alone = resources.find(({ name }) => name.includes('/') && !inGroup.some((parent) => name.startsWith(`${parent.name}/`)));
    if (alone) throw new Error(`${groupVersion} serves ${alone.name} without what it belongs to; a line has no form for that`);
  }
  return `${HEAD}export const RESOURCE_TYPES = \`\n${lines.join('\n')}\n\`;\n`;
}

function line({ name, kind, namespaced, verbs, storageVersionHash, shortNames, categories }) {
  const columns = [name, kind, namespaced ? 'n' : 'c', verbsOf(verbs), storageVersionHash || '-', listed(shortNames), listed(categories)];
  while (columns.at(-1) === '-') columns.pop();
  return columns.join(' ');
}

function subresource({ name, kind, verbs, group, version }, parent, groupVersion) {
  const own = version ? [group, version].filter(Boolean).join('/') : groupVersion;
  const columns = [name.slice(parent.name.length), verbsOf(verbs)];
  if (kind !== parent.kind || own !== groupVersion) columns.push(kind);
  if (own !== groupVersion) columns.push(own);
  return columns.join(' ');
}

const listed = (words) => (words?.length ? words.join(',') : '-');

function verbsOf(verbs) {
  const text = [...verbs].sort().join(',');
  return text === ALL ? 'all' : text === ONE ? 'one' : text;
}
