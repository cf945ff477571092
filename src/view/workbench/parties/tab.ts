import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const partiesTab = {
  id: 'Parties',
  Panel: lazy(() => import('./parties-panel.tsx')),
  flag: ({ parties }) => (parties.diagnostics.length > 0 ? 'has errors' : undefined),
} as const satisfies WorkbenchTab;
