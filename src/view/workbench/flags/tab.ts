import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const flagsTab = {
  id: 'API server flags',
  Panel: lazy(() => import('./flags-panel.tsx')),
  flag: ({ flags }) => (flags.stale ? 'changed, the API server runs with the old ones' : undefined),
} as const satisfies WorkbenchTab;
