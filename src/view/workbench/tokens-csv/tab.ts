import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = {
  id: 'tokens.csv',
  place: 20,
  Panel: lazy(() => import('./tokens-csv-panel.tsx')),
  flag: ({ tokensCsv: { diagnostics, stale } }) =>
    diagnostics.some(({ severity }) => severity === 'error') ? 'has errors' : stale ? 'changed, the API server has not read it' : undefined,
} satisfies WorkbenchTab;
