// The lines of table-columns.data.ts: the columns in which a server prints lists of each kind.
import { groupVersions } from './discovery.mjs';

const HEAD = `// Kept by \`npm run facts:server\`, which asks the tables of a running server; run that, do not change this by hand.
// The columns of each kind's Table as kube-apiserver prints them: name|type|format|description|priority, columns parted by ";".
// The description is a position in DESCRIPTIONS: many kinds share one.
`;
const AS_TABLE = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

export async function tableColumns(get) {
  const descriptions = [];
  const position = (text) => {
    if (!descriptions.includes(text)) descriptions.push(text);
    return descriptions.indexOf(text);
  };
  const kinds = [];
  for (const { at, group, preferred, resources } of await groupVersions(get)) {
    if (!preferred) continue;
    for (const { name } of resources.filter(({ verbs }) => verbs.includes('list'))) {
      const { kind, columnDefinitions } = await get(`${at}/${name}`, AS_TABLE);
      if (kind !== 'Table') throw new Error(`${at}/${name} answers with ${kind}, not with a Table`);
      kinds.push([group ? `${name}.${group}` : name, columnDefinitions.map((column) => written(column, position)).join(';')]);
    }
  }
  const rows = kinds.map(([kind, columns]) => `  ${JSON.stringify(kind)}: ${JSON.stringify(columns)},\n`).join('');
  const texts = descriptions.map((text) => `  ${JSON.stringify(text)},\n`).join('');
  return `${HEAD}export const COLUMNS: Readonly<Record<string, string>> = {\n${rows}};\n\nexport const DESCRIPTIONS: readonly string[] = [\n${texts}];\n`;
}

function written({ name, type, format, description, priority }, position) {
  for (const text of [name, type, format]) if (/[|;]/.test(text)) throw new Error(`a column's ${text} holds what parts columns`);
  return [name, type, format, position(description), priority].join('|');
}
