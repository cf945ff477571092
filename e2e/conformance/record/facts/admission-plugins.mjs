// The lists in default-plugins.data.ts: which admission plugins run unless told otherwise, and which there are.

const HEAD = `// Kept by \`npm run facts:help\`, which asks the help of --enable-admission-plugins; run that, do not change this by hand.
`;

export function admissionPlugins(flags) {
  const usage = flags.find(({ name }) => name === 'enable-admission-plugins')?.usage ?? '';
  const byDefault = /default enabled ones \(([^)]*)\)/.exec(usage)?.[1];
  const known = /Comma-delimited list of admission plugins: ([\w, ]*)\./.exec(usage)?.[1];
  if (!byDefault || !known) throw new Error(`--enable-admission-plugins is described in other words now: ${usage}`);
  return [
    `${HEAD}/** In the order in which the help names them, which is the order in which they run. */`,
    list('DEFAULT_ADMISSION_PLUGINS', byDefault),
    '',
    '/** All that the server knows, by name. */',
    list('ADMISSION_PLUGINS', known.split(', ').sort().join(', ')),
    '',
  ].join('\n');
}

const list = (name, names) =>
  `export const ${name}: readonly string[] = [\n${names
    .split(', ')
    .map((one) => `  '${one}',\n`)
    .join('')}];`;
