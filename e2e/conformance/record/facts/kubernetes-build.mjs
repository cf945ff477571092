// kubernetes-build.data.ts: what the programs of the release say of how they were built, beside the release itself.

const HEAD = `// Kept by \`npm run facts:server\`, which asks /version and \`kubectl version\`; run that, do not change this by hand.
`;

export function kubernetesBuild(server, { kustomizeVersion }) {
  const facts = { goVersion: server.goVersion, kustomizeVersion };
  const rows = Object.entries(facts).map(([name, value]) => `  ${name}: '${value}',\n`);
  return `${HEAD}export const KUBERNETES_BUILD = {\n${rows.join('')}} as const;\n`;
}
