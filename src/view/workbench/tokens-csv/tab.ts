import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tokensCsvTab = {
  id: 'tokens.csv',
  Panel: lazy(() => import('./tokens-csv-panel.tsx')),
  flag: ({ tokensCsv: { diagnostics, stale } }) =>
    diagnostics.some(({ severity }) => severity === 'error') ? 'has errors' : stale ? 'changed, the API server has not read it' : undefined,
} as const satisfies WorkbenchTab;
