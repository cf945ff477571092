// The lines of controller-accounts.data.ts.

const HEAD = `// Kept by \`npm run facts:server\`, which asks a cluster with controllers; run that, do not change this by hand.
// Service accounts under which the controllers of kube-controller-manager work (--use-service-account-credentials).
`;

export async function controllerAccounts(get) {
  const { items } = await get('/api/v1/namespaces/kube-system/serviceaccounts');
  const names = items.map(({ metadata }) => metadata.name).filter((name) => name !== 'default');
  return `${HEAD}export const CONTROLLER_ACCOUNTS: readonly string[] = \`\n${names.sort().join('\n')}\n\`\n  .trim()\n  .split('\\n');\n`;
}
