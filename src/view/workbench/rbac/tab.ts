import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = {
  id: 'RBAC',
  place: 30,
  Panel: lazy(() => import('./rbac-panel.tsx')),
  flag: ({ rbac }) => (rbac.status === 'refused' ? 'refused' : undefined),
} satisfies WorkbenchTab;
