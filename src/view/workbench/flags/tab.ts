import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = {
  id: 'API server flags',
  place: 40,
  Panel: lazy(() => import('./flags-panel.tsx')),
  flag: ({ flags }) => (flags.stale ? 'changed, the API server runs with the old ones' : undefined),
} satisfies WorkbenchTab;
