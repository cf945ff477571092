import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = {
  id: 'Parties',
  place: 90,
  Panel: lazy(() => import('./parties-panel.tsx')),
  flag: ({ parties }) => (parties.diagnostics.length > 0 ? 'has errors' : undefined),
} satisfies WorkbenchTab;
