// The rows of flags.data.ts.

const HEAD = `// Kept by \`npm run facts:help\`, which asks \`kube-apiserver --help\`; run that, do not change this by hand.
// The server's flags: name, type, default, one flag a line, by name; which of them
// this model has, who reads them and what they are for stands in flags.about.ts.

/** pflag's types made few: strings, stringArray and the maps are lists; an ip, a range and a fraction are strings; a Level is an int. */
export type FlagType = 'string' | 'bool' | 'int' | 'duration' | 'list';

/** The default is what the help prints; where it prints none, the zero value of the type ("false", "0", "0s", ""). Lists are joined with commas. */
export type FlagFact = readonly [name: string, type: FlagType, byDefault: string];

`;

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export function serverFlags(flags) {
  const rows = flags
    .filter(({ name }) => name !== 'help' && name !== 'version')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, type, byDefault }) => `  [${[name, type, byDefault].map(quoted).join(', ')}],\n`);
  return `${HEAD}export const FLAGS: readonly FlagFact[] = [\n${rows.join('')}];\n`;
}
